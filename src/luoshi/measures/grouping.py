"""What a table is grouped by, and which groups there are."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from luoshi.measures.columns import check_not_personal, column_of
from luoshi.measures.questions import labels_within, parts_of
from luoshi.measures.units import Tree
from luoshi.org.models import Unit, UnitKind
from luoshi.packs.declarations import FieldType, Register
from luoshi.registers.lists import on_day
from luoshi.registers.models import FrozenList, Record
from luoshi.rules.periods import Coverage, Current, Kind, Period, parse
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

Naming = Callable[[Iterable[str]], Mapping[str, Text]]
BLANK = "—"
NOT_FILLED = Text("未填", "not filled")
NOT_BELOW = Text("其他", "others")
NOT_ON_LIST = Text("不在册", "not on the list")
LIST = "list"
ON_LIST = "in"
UNIT_NAMES = ("unit", "lead")
GROUPABLE = {FieldType.CHOICE, FieldType.REF, FieldType.YESNO, FieldType.UNIT}
LEVELS = {
    "city": {UnitKind.CITY},
    "county": {UnitKind.COUNTY, UnitKind.DEV_ZONE},
    "township": {UnitKind.TOWNSHIP},
    "village": {UnitKind.VILLAGE},
    "bureau": {UnitKind.BUREAU},
    "team": {UnitKind.TEAM},
}
YESNO = {"true": Text("是", "yes"), "false": Text("否", "no")}


@dataclass(frozen=True, slots=True)
class Grouping:
    """One side of a table: "unit", "lead:county", "period:month", "state", "list:12", or a field such as "mode"."""

    name: str
    detail: str = ""

    @property
    def text(self) -> str:
        """As it is asked for."""
        return f"{self.name}:{self.detail}" if self.detail else self.name


@dataclass(frozen=True, slots=True)
class Keys:
    """How rows come to their group: a column of theirs, perhaps through a map from its values to groups."""

    column: str
    titles: Mapping[str, Text]
    through: Mapping[object, str] | None = None
    complete: bool = False  # groups without rows are shown too
    rest: Text = NOT_FILLED  # what rows without a group are called
    named: Naming | None = None  # who knows the titles, where they are not known beforehand

    def values_in(self, group: str) -> list[object]:
        """The values of the column that lead to a group; for the rest, all that lead to one."""
        through = self.through or {}
        return [value for value, leads_to in through.items() if group in (leads_to, BLANK)]


def grouping_of(asked: str) -> Grouping:
    """Reads "unit:county", "period:month", "mode"."""
    name, _, detail = asked.partition(":")
    return Grouping(name, detail)


def check_groupable(register: Register, grouping: Grouping) -> None:
    """Refuse groupings that make no groups, and those by a natural person's own data (B8)."""
    name, detail = grouping.name, grouping.detail
    check_not_personal(register, name)
    field = register.fields.get(name)
    is_unit = name in UNIT_NAMES or (field is not None and field.type is FieldType.UNIT)
    fits = {
        "period": detail in set(Kind),
        "state": register.lifecycle is not None and not detail,
    }.get(name, is_unit or (field is not None and field.type in GROUPABLE and not detail))
    if not fits or (is_unit and detail and detail not in LEVELS):
        raise Refused(
            "measures.not_groupable",
            reason=Text(
                f"“{register.title.zh}”不能按“{grouping.text}”分组。",
                f"{register.title.en} cannot be grouped by {grouping.text}.",
            ),
            remedy=Text(
                "可按 unit、unit:county、unit:township、lead、period:month、state 或选项、引用、是否、单位字段分组。",
                "Group by unit, unit:county, unit:township, lead, period:month, state, or a field that is a choice, "
                "reference, yes/no or unit.",
            ),
            where=grouping.text,
        )


def keys_of(
    register: Register,
    grouping: Grouping,
    *,
    coverage: Coverage,
    counted: Coverage,
    when: str,
    tree: Callable[[], Tree],
) -> Keys:
    """The groups of a register's rows. For the base of a growth, what is counted lies a year before `coverage`."""
    if grouping.name == LIST:
        return _by_list(register, grouping, coverage)
    check_groupable(register, grouping)
    if grouping.name == "period":
        return _by_period(register, Kind(grouping.detail), coverage, counted, when)
    column = column_of(register, grouping.name)
    if grouping.name == "state":
        states = register.lifecycle.states if register.lifecycle else {}
        return Keys(column, {name: state.title for name, state in states.items()}, complete=True)
    field = register.fields.get(grouping.name)
    if field is None or field.type is FieldType.UNIT:
        return (
            _by_level(column, grouping.detail, tree()) if grouping.detail else Keys(column, {}, named=titles_of_units)
        )
    if field.type is FieldType.CHOICE:
        return Keys(column, field.options, complete=True)
    if field.type is FieldType.YESNO:
        return Keys(column, YESNO, complete=True)
    return Keys(column, {}, named=titles_of_records)


def list_of(grouping: Grouping) -> FrozenList:
    """The frozen list a grouping such as "list:12" names; refused when there is none."""
    number = grouping.detail
    is_id = number.isascii() and number.isdigit() and len(number) < 19
    found = FrozenList.objects.filter(pk=int(number)).first() if is_id else None
    if found is None:
        raise Refused(
            "measures.no_list",
            reason=Text(f"没有编号为“{number[:20]}”的清单。", f"There is no list '{number[:20]}'."),
            remedy=Text("请从台账的清单页进入。", "Start from the lists of the register."),
            where=grouping.text[:40],
        )
    return found


def _by_list(register: Register, grouping: Grouping, coverage: Coverage) -> Keys:
    """Whether a row's record stands on a frozen list at the end of the stretch, so that a rate names its base."""
    frozen = list_of(grouping)
    if frozen.register != register.ref:
        raise Refused(
            "measures.list_of_others",
            reason=Text(
                f"清单“{frozen.title}”不是“{register.title.zh}”的。",
                f"The list '{frozen.title}' is not of {register.title.en}.",
            ),
            remedy=Text("请选择统计同一台账的指标。", "Choose a measure that counts the list's own register."),
            where=grouping.text,
        )
    on_list = on_day(frozen, coverage.end)
    through: dict[object, str] = dict.fromkeys(on_list.ids(), ON_LIST)
    return Keys("record", {ON_LIST: on_list.text}, through, rest=NOT_ON_LIST)


def _by_level(column: str, level: str, tree: Tree) -> Keys:
    kinds = LEVELS[level]
    found = ((unit, tree.above(unit, kinds)) for unit in tree.ordered)
    through: dict[object, str] = {unit: str(above) for unit, above in found if above is not None}
    standing = [unit for unit in tree.ordered if tree.kinds[unit] in kinds and unit in tree.standing]
    titles = {str(unit): tree.titles[unit] for unit in standing}
    return Keys(column, titles, through, complete=True, rest=NOT_BELOW)


def _by_period(register: Register, kind: Kind, coverage: Coverage, counted: Coverage, when: str) -> Keys:
    """Parts of the period; a return stands in its own period, everything else on a day."""
    spans = list(zip(parts_of(coverage, kind), parts_of(counted, kind), strict=True))
    titles = {shown.label: shown.text for shown, _ in spans}
    through: dict[object, str] = {}
    for shown, part in spans:
        keys = labels_within(Kind(register.period), Current(part)) if when == "period" else _days(part)
        through |= dict.fromkeys(keys, shown.label)
    return Keys(column_of(register, when), titles, through, complete=True)


def time_of_group(when: Coverage, by: Iterable[Grouping], key: Sequence[str]) -> Coverage:
    """The time a group covers: its own part where a side of the table is a period, else all of it."""
    parts = [part for group, part in zip(by, key, strict=False) if group.name == "period" and part != BLANK]
    return Current(parse(parts[-1])) if parts else when


def _days(period: Period) -> Iterator[date]:
    return (period.start + timedelta(days=n) for n in range((period.end - period.start).days + 1))


def titles_of_units(keys: Iterable[str]) -> dict[str, Text]:
    """What units are called, in the order of the tree. One query."""
    found = Unit.objects.filter(pk__in=[int(key) for key in keys]).order_by("path").values_list("pk", "title")
    return {str(pk): Text(title, title) for pk, title in found}


def titles_of_records(keys: Iterable[str]) -> dict[str, Text]:
    """What the records behind reference groups are called. One query."""
    numbers = [int(key) for key in keys]
    labels = Record.objects.filter(pk__in=numbers).values_list("pk", "label")
    return {str(pk): Text(label, label) for pk, label in labels}
