"""`luoshi registers` names what breaks its rules and which lists were changed, and says so by its exit code."""

from click.testing import CliRunner

from luoshi.audit.tests.lifting import an_act, lifted
from luoshi.console.registers import command
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import freeze
from luoshi.registers.models import FrozenList, Record
from luoshi.registers.tests.small_works import NOW, SmallWorks


def test_a_sweep_names_the_rule_and_the_records(db: None) -> None:
    site = SmallWorks(SmallCity()).site("南桥", cost=0)
    swept = CliRunner().invoke(command, ["sweep"])
    assert (swept.exit_code, swept.output) == (0, "1 rules, 0 broken\n")
    with an_act():
        Record.objects.filter(pk=site.pk).update(data={**site.data, "cost": "100000"})
    swept = CliRunner().invoke(command, ["sweep", "--lang", "en"])
    assert swept.exit_code == 1
    told = f"works.site.dear_needs_area: 1  A cost of a billion or more needs the area\n    {site.number}\n"
    assert told in swept.output


def test_lists_are_verified_against_their_digest(db: None) -> None:
    works = SmallWorks(SmallCity())
    works.site("南桥")
    frozen = freeze("works.site", "2022-06", unit=works.north, document="北办〔2022〕6号", by=works.lead, at=NOW)
    verified = CliRunner().invoke(command, ["lists", "verify"])
    assert (verified.exit_code, verified.output) == (0, "1 lists, 0 changed\n")
    with lifted():
        FrozenList.objects.update(base=2)
    verified = CliRunner().invoke(command, ["lists", "verify"])
    assert (verified.exit_code, verified.output) == (
        1,
        f"works.site 2022-06: 2 {frozen.digest}\n1 lists, 1 changed\n",
    )
