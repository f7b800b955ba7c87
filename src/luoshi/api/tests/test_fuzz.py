"""A property-based fuzzer against every operation: nothing breaks off, and no status is undocumented."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import content_type_conformance, not_a_server_error, response_schema_conformance
from schemathesis.checks import status_code_conformance as documented_status

from luoshi.api.clock import now
from luoshi.api.document import operations
from luoshi.api.tests.programs import Program, program
from luoshi.registers.actions import ask_for_time, begin_review, close_list, comment, move
from luoshi.registers.tests.small_works import NOW, SmallWorks, start
from luoshi.rules.actors import Role

CHECKS = [not_a_server_error, documented_status, content_type_conformance, response_schema_conformance]
EXAMPLES = 20
"""Of each operation; the whole takes about a minute."""
KNOWN = {
    "ref": ["works.site", "works.task", "works.sites"],
    "name": ["start", "report", "merit"],
    "code": ["finished_works"],
    "guard": ["permit", "costed"],
    "kind": ["licence", "result"],
}
ALL = sorted(f"{method} {path}" for method, path, _ in operations())


@pytest.fixture
def clerk(works: SmallWorks) -> Program:
    """A program of somebody who may do much in the northern county."""
    return program(works.lead)


@pytest.fixture
def one_transaction() -> Iterator[None]:
    """Requests leave the test's connection open, as those of Django's own test client do."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@cache
def schema() -> Any:
    """The document as a caller gets it; once a process."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())


def there(works: SmallWorks, kind: str) -> list[int]:
    """Ids of things of a kind that the clerk may see."""
    site, task = works.site(cost=5), works.reported()
    match kind:
        case "clocks":
            return list(site.clocks.values_list("pk", flat=True))
        case "comments":
            return [comment(site, "已看", by=works.lead, at=now()).pk]
        case "requests":
            site = works.site("西桥", permit_ok=True)
            move(site, "start", step=start(cost=500), by=works.lead, at=NOW)
            return [ask_for_time(site.clocks.get(clock="build"), 3, reason="雨季", by=works.lead, at=NOW).pk]
        case "reviews" | "reviewers":
            for code in ("south", "commerce"):
                works.city.person(Role.VERIFIER, code)
            review = begin_review(task, "merit", by=works.supervisor, at=now())
            return [review.pk, *review.reviewers.values_list("pk", flat=True)]
        case "draws" | "looks":
            works.struck_off("修桥")
            draw = close_list("works.task", period="2022-06", source="收盘", by=works.supervisor, at=now())
            return [draw.pk, *draw.looks.values_list("pk", flat=True)]
        case _:
            return [site.pk, task.pk]


@pytest.mark.slow
@pytest.mark.usefixtures("one_transaction")
@pytest.mark.parametrize("name", ALL)
def test_nothing_breaks_off_and_no_status_is_undocumented(works: SmallWorks, clerk: Program, name: str) -> None:
    method, _, path = name.partition(" ")
    operation = schema()[path][method]
    known: dict[str, list[Any]] = KNOWN | {"pk": there(works, path.split("/")[3])}

    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), data=st.data())
    def run(case: "Case[Any]", data: st.DataObject) -> None:
        for parameter in case.path_parameters or {}:
            if parameter in known and data.draw(st.booleans()):
                case.path_parameters[parameter] = data.draw(st.sampled_from(known[parameter]))
        case.call_and_validate(headers={"Authorization": f"Bearer {clerk.token}"}, checks=CHECKS)

    run()
