"""What the address of a list asks for. The same words are kept in a saved view, so that an address opens it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from luoshi.packs.declarations import Field, FieldType, Register

PREFIX = "field-"  # keeps a field called "sort" apart from the address's own words
OPEN, ALL, ENDED = "open", "all", "ended"
NARROWED_BY = (FieldType.CHOICE, FieldType.YESNO, FieldType.UNIT, FieldType.REF)
DUES = ("late", "week", "month", "none")
STANDING = ("number", "state", "light", "due", "lead", "unit", "area", "parent", "period", "created", "updated")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; unknown words fall back to the plain list.

    A blank `state` means `blank`, what has not ended; where words are looked for, all. `columns`
    blank means the usual ones; `group` and columns are ids of
    `STANDING` or of fields behind `PREFIX`. `view` is the saved view the address came from.
    """

    words: str = ""
    state: str = ""
    blank: str = OPEN
    light: str = ""
    due: str = ""
    area: str = ""
    unit: int | None = None
    lead: int | None = None
    fields: Mapping[str, str] | None = None
    sort: str = ""
    columns: tuple[str, ...] = ()
    group: str = ""
    totals: bool = False
    exact: bool = False
    page: int = 1
    after: str = ""
    view: int | None = None

    @property
    def stands(self) -> str:
        """The state that is meant: a name typed is found whatever became of it."""
        return self.state or (ALL if self.words else self.blank)

    @property
    def narrowing(self) -> dict[str, str]:
        """The part of the address that says which records are meant."""
        parts = {
            "q": self.words,
            "state": self.state,
            "light": self.light,
            "due": self.due,
            "area": self.area,
            "unit": str(self.unit or ""),
            "lead": str(self.lead or ""),
        }
        parts |= {PREFIX + name: value for name, value in (self.fields or {}).items()}
        return {name: value for name, value in parts.items() if value}

    @property
    def look(self) -> dict[str, str]:
        """The part of the address that says how they are shown."""
        parts = {
            "sort": self.sort,
            "cols": ",".join(self.columns),
            "group": self.group,
            "totals": "1" if self.totals else "",
        }
        return {name: value for name, value in parts.items() if value}

    @property
    def kept(self) -> str:
        """What a saved view keeps."""
        return urlencode({**self.narrowing, **self.look})

    @property
    def query(self) -> dict[str, str]:
        """The whole address, but for the page."""
        named = {"from": str(self.view)} if self.view else {}
        return {**self.narrowing, **self.look, **({"exact": "1"} if self.exact else {}), **named}

    def href(self, **changes: object) -> str:
        """The address with something changed, from its first page on."""
        changed = replace(self, page=1, after="", **changes)  # type: ignore[arg-type]
        return f"?{urlencode(changed.query)}" if changed.query else "?view=0"

    def with_field(self, name: str, value: str) -> str:
        """The address narrowed by one value of a field, or by none."""
        fields = {key: kept for key, kept in (self.fields or {}).items() if key != name}
        return self.href(fields={**fields, **({name: value} if value else {})}, group="")


def asked(register: Register, got: Mapping[str, str]) -> Asked:
    """Read the address of a list; a zero byte is part of no name, and no database takes one."""
    got = {name: value.replace("\x00", "")[:LONGEST] for name, value in got.items()}
    known = tuple(dict.fromkeys(each for each in got.get("cols", "").split(",") if is_column(register, each)))
    return Asked(
        words=got.get("q", "").strip()[:100],
        state=_one_of(got.get("state", ""), _states(register)),
        light=got.get("light", ""),
        due=_one_of(got.get("due", ""), DUES),
        area=got.get("area", ""),
        unit=_number(got.get("unit", "")),
        lead=_number(got.get("lead", "")),
        fields=dict(_fields(register, got)),
        sort=_sort(register, got.get("sort", "")),
        columns=known,
        group=_one_of(got.get("group", ""), tuple(groupable(register))),
        totals=got.get("totals") == "1",
        exact=got.get("exact") == "1",
        page=_number(got.get("page", "")) or 1,
        after=got.get("after", ""),
        view=_number(got.get("from", "")),
    )


def read(register: Register, kept: str) -> Asked:
    """What a saved view asks for."""
    return asked(register, dict(parse_qsl(kept)))


def _states(register: Register) -> tuple[str, ...]:
    return (OPEN, ALL, ENDED, *register.lifecycle.states) if register.lifecycle else ()


def _fields(register: Register, got: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for each in filter_fields(register):
        value = got.get(PREFIX + each.id, "")
        if value and _fits(each, value):
            yield each.id, value


def _fits(field: Field, value: str) -> bool:
    """Whether a value of an address can be one of the field; what cannot is not asked for."""
    if field.type is FieldType.YESNO:
        return value in ("true", "false")
    return field.type is FieldType.CHOICE or bool(_number(value))


def filter_fields(register: Register) -> list[Field]:
    """The fields a list can be narrowed and grouped by: none that is hidden from some, whom it would tell."""
    return [each for each in register.fields.values() if each.type in NARROWED_BY and not each.visible_to]


def choice_fields(register: Register) -> list[Field]:
    """Of these the ones with a few values to choose from."""
    return [each for each in filter_fields(register) if each.type is FieldType.CHOICE]


def groupable(register: Register) -> Iterator[str]:
    """What a list can be grouped by."""
    if register.lifecycle:
        yield from ("state", "lead")
    yield from ("unit", "area")
    yield from (PREFIX + each.id for each in filter_fields(register))


def is_column(register: Register, name: str) -> bool:
    """Whether a column may be called so; whether the person may see it is another question."""
    return name in STANDING or (name.startswith(PREFIX) and name.removeprefix(PREFIX) in register.fields)


def _sort(register: Register, name: str) -> str:
    bare = name.removeprefix("-")
    if bare == "label" or (bare not in ("light", "parent") and is_column(register, bare)):
        return name
    return ""


def _one_of(text: str, known: tuple[str, ...]) -> str:
    return text if text in known else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
