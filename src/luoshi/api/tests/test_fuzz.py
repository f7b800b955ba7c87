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

from luoshi.api.document import operations
from luoshi.api.tests.programs import Program, program
from luoshi.registers.tests.small_works import SmallWorks

CHECKS = [not_a_server_error, documented_status, content_type_conformance, response_schema_conformance]
EXAMPLES = 20
"""Of each operation; the whole takes about a minute."""
KNOWN = {
    "ref": ["works.site", "works.task", "works.sites"],
    "name": ["start", "report"],
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


@pytest.mark.slow
@pytest.mark.usefixtures("one_transaction")
@pytest.mark.parametrize("name", ALL)
def test_nothing_breaks_off_and_no_status_is_undocumented(works: SmallWorks, clerk: Program, name: str) -> None:
    method, _, path = name.partition(" ")
    operation = schema()[path][method]
    known: dict[str, list[Any]] = KNOWN | {"pk": [works.site(cost=5).pk, works.reported().pk]}

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
