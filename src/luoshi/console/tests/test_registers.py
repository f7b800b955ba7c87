"""`luoshi registers sweep` names what breaks its rules, and says so by its exit code."""

from click.testing import CliRunner

from luoshi.console.registers import command
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks


def test_a_sweep_names_the_rule_and_the_records(db: None) -> None:
    site = SmallWorks(SmallCity()).site("南桥", cost=0)
    swept = CliRunner().invoke(command, ["sweep"])
    assert (swept.exit_code, swept.output) == (0, "1 rules, 0 broken\n")
    Record.objects.filter(pk=site.pk).update(data={**site.data, "cost": "100000"})
    swept = CliRunner().invoke(command, ["sweep", "--lang", "en"])
    assert swept.exit_code == 1
    told = f"works.site.dear_needs_area: 1  A cost of a billion or more needs the area\n    {site.number}\n"
    assert told in swept.output
