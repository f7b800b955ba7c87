"""Calls to given addresses: no inner host, no redirect, no endless answer; and the messengers' own forms."""

import base64
import hashlib
import hmac
import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import pytest
from typing_extensions import override

from luoshi.notices import outgoing
from luoshi.notices.messengers import Style, escaped, is_final, message, refusal_of
from luoshi.notices.outgoing import Answer, check_address, is_public, post_json
from luoshi.rules.refusals import Refused

AT = datetime(2023, 2, 8, 2, 0, tzinfo=UTC)
INNER = frozenset({"127.0.0.1"})


class Office(HTTPServer):
    """A server of the office that keeps what it got and answers as told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.status, self.answer = 200, b'{"errcode": 0}'
        self.headers: dict[str, str] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?key=1"


class Handler(BaseHTTPRequestHandler):
    server: Office

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    @override
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def office() -> Iterator[Office]:
    server = Office()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_call_to_a_host_of_the_office_arrives(office: Office) -> None:
    answer = post_json(office.address, {"a": "甲"}, headers={"Idempotency-Key": "k"}, inner=INNER)
    assert answer.status == 200
    ((path, headers, body),) = office.got
    assert path == "/hook?key=1"
    assert headers["Idempotency-Key"] == "k"
    assert json.loads(body) == {"a": "甲"}


def test_a_redirect_is_an_answer_and_no_way(office: Office) -> None:
    office.status, office.headers = 302, {"Location": "http://127.0.0.1:1/"}
    answer = post_json(office.address, {}, headers={}, inner=INNER)
    assert answer.status == 302
    assert refusal_of(answer) == "HTTP 302"
    assert is_final(answer)
    assert len(office.got) == 1


def test_an_endless_answer_is_cut(office: Office) -> None:
    office.answer = b"x" * 200_000
    assert len(post_json(office.address, {}, headers={}, inner=INNER).body) == outgoing.MOST_BYTES


def test_an_answer_that_drips_is_broken_off_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte comes within the timeout of a read; all of them together never would."""
    monkeypatch.setattr(outgoing, "ALTOGETHER", 0.3)
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            caller, _address = server.accept()
            with caller, suppress(OSError):
                caller.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not over.wait(0.02):
                    caller.sendall(b"x")

        thread = Thread(target=drip, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        try:
            with pytest.raises(TimeoutError):
                post_json(address, {}, headers={}, inner=INNER)
        finally:
            over.set()
            thread.join()


@pytest.mark.parametrize(
    "address",
    [
        "http://example.cn/",
        "https://user:x@example.cn/",
        "https://example.cn:8443/",
        "ftp://example.cn/",
        "https:///hook",
        "https://例子.cn/",
        "https://example.cn/\r\nX: y",
        "https://[::1",
        "https://example.cn/" + "a" * 500,
        "",
    ],
)
def test_an_address_of_another_form_is_refused(address: str) -> None:
    with pytest.raises(Refused, match=r"notices\.bad_address"):
        check_address(address, inner=INNER)


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "::1",
     "fe80::1", "fc00::1", "::ffff:10.0.0.1", "2002:0a00:0001::", "224.0.0.1", "64:ff9b:1::a00:1",
     "::7f00:1", "fec0::1", "192.88.99.1", "5f00::1"],
)  # fmt: skip
def test_no_inner_number_is_public(number: str) -> None:
    assert not is_public(number)


def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, 0, 0, "", (number, 443)) for number in ("93.184.215.14", "10.0.0.8")]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was called"))
    with pytest.raises(Refused, match=r"notices\.inner_address"):
        post_json("https://rebind.example.cn/hook", {}, headers={}, inner=INNER)


def test_dingtalk_and_feishu_are_signed_as_they_ask() -> None:
    ding = message(Style.DINGTALK, "https://oapi.dingtalk.com/x?t=1", "s", title="题", text="文", at=AT)
    moment = str(int(AT.timestamp() * 1000))
    wanted = base64.b64encode(hmac.new(b"s", f"{moment}\ns".encode(), hashlib.sha256).digest()).decode()
    assert f"&timestamp={moment}&sign=" in ding.address
    assert wanted.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D") in ding.address
    feishu = message(Style.FEISHU, "https://open.feishu.cn/x", "s", title="题", text="文", at=AT)
    assert feishu.body["timestamp"] == str(int(AT.timestamp()))
    assert feishu.body["msg_type"] == "text"
    wecom = message(Style.WECOM, "https://qyapi.weixin.qq.com/x", "", title="题", text="文" * 4000, at=AT)
    assert len(wecom.body["markdown"]["content"].encode()) < 4096  # type: ignore[index]


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (200, b'{"errcode":0,"errmsg":"ok"}', ""),
        (200, b'{"errcode":93000,"errmsg":"invalid webhook url"}', "93000 invalid webhook url"),
        (200, b'{"code":19021,"msg":"sign match fail"}', "19021 sign match fail"),
        (200, b"not json", ""),
        (200, b"[]", ""),
        (500, b"", "HTTP 500"),
    ],
)
def test_what_a_messenger_says_against_a_message_is_heard(status: int, body: bytes, told: str) -> None:
    assert refusal_of(Answer(status, body)) == told


def test_words_of_others_draw_nothing() -> None:
    assert escaped("[点我](https://x)<font>") == "\\[点我\\]\\(https://x\\)\\<font\\>"
