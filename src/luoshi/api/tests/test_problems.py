"""Errors as problem documents: one form, both languages, a page for each code; hostile bodies are refused."""

import json

import pytest
from django.test import Client

from luoshi.api.callers import BAD_QUOTA, QUOTA
from luoshi.api.codes import OF_PACKS, code_of, codes, raised
from luoshi.api.raised import BLANK
from luoshi.api.statuses import BY_CODE, status_of
from luoshi.api.tests.programs import Program, program, told
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks

PATH = "/registers/works.plan/records"
HOSTILE = {
    "a list": b"[]",
    "a word": b"hello",
    "cut off": b'{"unit": "north"',
    "not UTF-8": b'{"unit": "\xff\xfe"}',
    "NUL": b'{"unit": "north", "values": {"name": "a\\u0000b"}}',
    "half a character": b'{"unit": "north", "values": {"name": "\\ud800"}}',
    "NaN": b'{"unit": "north", "values": {"name": NaN}}',
    "infinity": b'{"unit": "north", "values": {"name": 1e999}}',
    "a number of 5000 digits": b'{"unit": "north", "values": {"name": ' + b"9" * 5000 + b"}}",
    "more digits than a float keeps": b'{"unit": "north", "values": {"name": 0.12345678901234567890}}',
    "a name twice": b'{"unit": "north", "unit": "south", "values": {}}',
    "deep": b'{"unit": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep in an unclosed way": b"[" * 500_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_body_is_refused_and_nothing_written(works: SmallWorks, body: bytes) -> None:
    answer = program(works.planner).send("POST", PATH, body)
    assert (answer.status_code, told(answer)["code"]) == (400, "api.malformed")
    assert Record.objects.count() == 0


def test_a_body_in_another_encoding_is_refused(works: SmallWorks) -> None:
    clerk, body = program(works.planner), {"unit": "supervision", "values": {"name": "年度"}}
    for charset, status in (("utf-8", 201), ('"UTF-8"', 201), ("gbk", 415), ("utf-16", 415)):
        answer = clerk.send(
            "POST", PATH, json.dumps(body).encode(), content_type=f"application/json; charset={charset}"
        )
        assert answer.status_code == status, (charset, answer.content)
    for text in ("\ufeff{}".encode(), '{"unit": "督查室"}'.encode("gbk"), '{"unit": "x"}'.encode("utf-16")):
        answer = clerk.send("POST", PATH, text)
        assert (answer.status_code, told(answer)["code"]) == (400, "api.malformed"), text


def test_a_length_that_is_no_length_is_refused(works: SmallWorks) -> None:
    for length in ("9" * 5000, "-1", "1e3", "٣"):
        answer = Client(raise_request_exception=False).generic(
            "POST", f"/api/v1{PATH}", b"{}", "application/json", CONTENT_LENGTH=length
        )
        assert (answer.status_code, json.loads(answer.content)["code"]) == (411, "api.length"), length


def test_a_body_where_none_is_read_breaks_nothing(works: SmallWorks) -> None:
    """The key of an act is taken together with what was sent, whether anything reads that or not."""
    path = f"/records/{works.reported().pk}/proposal/confirm"
    for body in (b"[" * 100_000, b"{", b"\xff", b'{"a": NaN}', b""):
        answer = program(works.lead).send("POST", path, body, Idempotency_Key="k")
        assert (answer.status_code, told(answer)["code"]) == (409, "registers.already_settled"), body


def test_the_strict_shape_takes_nothing_for_something_else(works: SmallWorks) -> None:
    clerk = program(works.planner)
    for body, where in (
        ({"unit": 5, "values": {}}, "body.unit"),
        ({"unit": "supervision", "values": {"name": ["x"]}}, "body.values.name"),
        ({"unit": "supervision", "values": {"name": "x"}, "extra": 1}, "body.extra"),
        ({"unit": "supervision"}, "body.values"),
    ):
        answer = clerk.post(PATH, body)
        wheres = [each["where"] for each in told(answer)["errors"]]
        assert answer.status_code == 422
        assert any(each.startswith(where) for each in wheres), wheres
    wrong_type = clerk.send("POST", PATH, b"unit=north", content_type="application/x-www-form-urlencoded")
    assert (wrong_type.status_code, told(wrong_type)["code"]) == (415, "api.media_type")
    large = clerk.send("POST", PATH, b'{"x": "' + b"y" * 1_000_000 + b'"}')
    assert (large.status_code, told(large)["code"]) == (413, "api.too_large")


def test_a_problem_says_what_and_what_to_do_in_the_language_asked_and_in_both(works: SmallWorks) -> None:
    clerk = program(works.planner)
    body = {"unit": "supervision", "values": {"name": "", "nonsense": 1}}
    english = clerk.post(PATH, body)
    clerk.language = "zh-CN,zh;q=0.9,en;q=0.5"
    chinese = clerk.post(PATH, body)
    en, zh = told(english), told(chinese)
    assert english["Content-Type"] == "application/problem+json"
    assert (english["Content-Language"], chinese["Content-Language"]) == ("en", "zh-hans")
    assert en["texts"] == zh["texts"]
    assert en["detail"] == en["texts"]["detail"]["en"] != zh["detail"] == zh["texts"]["detail"]["zh"]
    assert (en["status"], en["code"], en["type"]) == (422, "registers.invalid", "/api/problems/registers.invalid/")
    assert {each["where"] for each in en["errors"]} == {"name", "nonsense"}
    assert all(each["remedy"] for each in en["errors"])


def test_wrong_addresses_methods_and_tokens_are_problems_too(works: SmallWorks) -> None:
    clerk = program(works.planner)
    assert told(clerk.send("GET", "/nothing"))["code"] == "api.nothing_here"
    method = clerk.send("DELETE", "/me")
    assert (method.status_code, told(method)["code"], "GET" in method["Allow"]) == (405, "api.method", True)
    for token in ("", "luoshi_", "luoshi_aaaaaaaaaa_x", clerk.token[:-1], "汉" * 40):
        answer = Program(token).send("GET", "/me")
        assert (answer.status_code, told(answer)["code"]) == (401, "api.unknown_token"), token
        assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "sessionid" not in clerk.send("GET", "/me").cookies


def test_requests_are_counted_by_token_and_wrong_tokens_by_address(
    works: SmallWorks, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = program(works.planner)
    first = clerk.send("GET", "/me")
    assert f"q={QUOTA}" in first["RateLimit-Policy"]
    assert f"r={QUOTA - 1}" in first["RateLimit"]
    monkeypatch.setattr("luoshi.api.callers.QUOTA", 3)
    answers = [clerk.send("GET", "/me") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert program(works.lead).send("GET", "/me").status_code == 200
    wrong = [Program("wrong").send("GET", "/me").status_code for _ in range(BAD_QUOTA + 1)]
    assert (wrong[0], wrong[-1]) == (401, 429)


def test_every_refusal_in_the_source_has_a_code_that_can_be_told() -> None:
    """One whose code cannot be read there has no page: word it with a literal, or look it up in a table."""
    dark = [each.place for each in raised() if BLANK in each.code and not each.code.startswith(OF_PACKS)]
    assert dark == []
    assert {each.code for each in raised() if BLANK not in each.code} <= codes().keys()


def test_codes_that_functions_word_are_told_with_their_wordings() -> None:
    found = codes()
    for code, zh in (
        ("registers.overtaken", ""),
        ("api.shape", "处不合要求"),  # worded where it is raised
        ("api.database", "数据库"),
        ("registers.clock_runs", "没有停表"),  # a parameter of a function in the same module
        ("registers.basis_missing", "依据"),  # of one in another module, with the wording of its caller
        ("evidence.damaged", "打不开"),  # a table's key
        ("reports.fill_no_sheet", "没有工作表"),
        ("reports.pdf_failed", "LibreOffice"),
        ("expressions.today_missing", "今天"),  # through a class
        ("packs.state_in_use", "条记录处于状态"),  # raised again elsewhere
        ("api.no_such_token", "没有"),
    ):
        assert any(zh in reason.zh and remedy.zh for reason, remedy in found[code].wordings), code
    assert not any("{" in reason.zh for each in found.values() for reason, _remedy in each.wordings)


def test_a_code_that_a_pack_declares_is_told_in_its_words(works: SmallWorks) -> None:
    found = code_of("guard.permit")
    assert found is not None
    assert (found.status, found.wordings[0][0].zh) == (409, "许可未通过")
    assert code_of("guard.nothing") is None


def test_a_code_has_one_status() -> None:
    assert status_of("registers.may_not_edit") == status_of("sheets.not_yours") == 403
    assert status_of("registers.not_visible") == status_of("sheets.not_visible") == 404
    assert status_of("registers.wrong_state") == status_of("guard.permit") == 409
    assert status_of("periods.unknown") == status_of("registers.reason_missing") == 422
    stray = {code for every in BY_CODE.values() for code in every} - codes().keys()
    assert stray == set(), "codes that nothing raises"


def test_a_refusal_of_the_rights_is_403_and_of_the_state_409(works: SmallWorks) -> None:
    site = works.site(cost=5)
    clerk, planner = program(works.lead), program(works.planner)
    body = {"on": "2022-06-15"}
    early = clerk.post(f"/records/{site.pk}/moves/complete", body)
    assert (early.status_code, told(early)["code"]) == (409, "registers.wrong_state")
    assert clerk.post(f"/records/{site.pk}/moves/nonsense", body).status_code == 404
    assert clerk.post(f"/records/{site.pk}/moves/start", {"on": "tomorrow"}).status_code == 422
    other = planner.post("/registers/works.site/records", {"unit": "north", "values": {"title_of_site": "x"}})
    assert (other.status_code, told(other)["code"]) == (403, "registers.may_not_edit")
    json.dumps(told(other))
