"""R012: townships are compared from facts already held; opening the comparison creates no field and asks nobody."""

from django.urls import reverse

from luoshi.audit.models import Entry
from luoshi.jobs.models import Job
from luoshi.packs.models import PackVersion
from luoshi.packs.queries import current
from luoshi.registers.models import Record
from luoshi.rules.actors import Role
from tests.pages.walking import browser_of
from tests.sample_city import SampleCity

TOWNSHIPS = "one_table.townships"


def standing() -> tuple[int, ...]:
    """How many fields are declared and how much is kept."""
    fields = sum(len(register.fields) for register in current().registers())
    return (fields, *(model.objects.count() for model in (PackVersion, Record, Job, Entry)))


def test_r012_opening_the_comparison_creates_no_form_field(sample_city: SampleCity) -> None:
    before = standing()
    answer = browser_of(Role.SUPERVISOR).get(reverse("comparison", args=[TOWNSHIPS]), {"period": "2022"})
    assert answer.status_code == 200
    assert "东河镇" in answer.content.decode()
    assert standing() == before


def test_r012_every_column_is_made_of_what_is_held(sample_city: SampleCity) -> None:
    catalogue = current()
    waiting = list(catalogue.comparison(TOWNSHIPS).measures)
    counted = set()
    while waiting:
        measure = catalogue.measure(waiting.pop())
        waiting += [ref for ref in (measure.numerator, measure.denominator) if ref]
        counted |= {measure.of} - {""}
    assert counted == {"one_table.village", "one_table.village_return"}
    assert all(Record.objects.of(ref).exists() for ref in counted)
