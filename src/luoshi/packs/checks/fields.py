"""Whether a field's attributes go with its type."""

from collections.abc import Iterator

from luoshi.packs.checks.case import Case
from luoshi.packs.declarations import FieldType
from luoshi.packs.grammar import FieldForm, RegisterForm
from luoshi.packs.problems import Finding, Path, Word
from luoshi.packs.scope import IMPLICIT
from luoshi.rules.texts import Text

_NUMERIC = frozenset({FieldType.NUMBER, FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT})
_LENGTHY = frozenset({FieldType.TEXT, FieldType.LONGTEXT})
_ALLOWED = {
    "unit": frozenset({FieldType.NUMBER, FieldType.INTEGER, FieldType.MONEY}),
    "of": frozenset({FieldType.CHOICE}),
    "to": frozenset({FieldType.REF}),
    "min": _NUMERIC,
    "max": _NUMERIC | _LENGTHY,
}
_NEEDED = {FieldType.MONEY: "unit", FieldType.CHOICE: "of", FieldType.REF: "to"}
LABELS = frozenset({FieldType.TEXT})
KEYS = frozenset({FieldType.TEXT, FieldType.INTEGER, FieldType.DATE, FieldType.CHOICE, FieldType.REF, FieldType.UNIT})
USES = {
    "required": Text("设为必填", "required"),
    "key": Text("作 key", "part of the key"),
    "sets": Text("在流转时填写", "set by a move"),
    "given": Text("在示例中给出", "given by an example"),
}


def check(case: Case) -> Iterator[Finding]:
    """LS211 to LS216, LS309, LS310, LS319."""
    for file, form, _ in case.registers():
        for id_, field in form.fields_.items():
            yield from _attributes(file, ("fields", id_), field)
            if id_ in IMPLICIT or id_.startswith("on_"):
                yield Finding("LS214", file, ("fields", id_), {"name": id_}, on_key=True)
        yield from _uses(file, form)
        yield from _hidden(file, form)


def _hidden(file: str, form: RegisterForm) -> Iterator[Finding]:
    """Everybody reads labels and keys, so neither may be made of what some may not see."""
    for use, names in (("label", (form.label,)), ("key", form.key)):
        for name in names:
            field = form.fields_.get(name)
            if field is not None and field.visible_to:
                yield Finding("LS319", file, ("fields", name, "visible_to"), {"field": name, "use": use})


def _attributes(file: str, path: Path, field: FieldForm) -> Iterator[Finding]:
    words = {"type": field.type.value}
    for key, types in _ALLOWED.items():
        if getattr(field, key) is not None and field.type not in types:
            yield Finding("LS211", file, (*path, key), words | {"key": key}, on_key=True)
    needed = _NEEDED.get(field.type)
    if needed and getattr(field, needed) is None:
        yield Finding("LS212", file, (*path, needed), words | {"key": needed})
    if field.min is not None and field.max is not None and field.min > field.max:
        yield Finding("LS213", file, (*path, "min"), {"min": str(field.min), "max": str(field.max)})
    if field.max is not None and field.type in _LENGTHY and (field.max < 1 or field.max % 1):
        yield Finding("LS209", file, (*path, "max"), {"written": str(field.max), "range": "≥ 1"})
    if field.formula is not None and field.required:
        use: dict[str, Word] = {"field": str(path[-1]), "use": USES["required"]}
        yield Finding("LS216", file, (*path, "required"), use, on_key=True)


def _uses(file: str, form: RegisterForm) -> Iterator[Finding]:
    """What label, key and moves may name; unknown names are told by the references check."""
    fields = form.fields_
    label = fields.get(form.label)
    if label is not None and (label.type not in LABELS or label.formula is not None):
        yield Finding("LS309", file, ("label",), {"field": form.label, "type": label.type.value})
    for index, name in enumerate(form.key):
        part = fields.get(name)
        if part is not None and part.formula is not None:
            yield Finding("LS216", file, ("key", index), {"field": name, "use": USES["key"]})
        elif part is not None and part.type not in KEYS:
            yield Finding("LS310", file, ("key", index), {"field": name, "type": part.type.value})
    for move_id, move in (form.lifecycle.moves if form.lifecycle else {}).items():
        for index, name in enumerate(move.sets):
            if name in fields and fields[name].formula is not None:
                path = ("lifecycle", "moves", move_id, "sets", index)
                yield Finding("LS216", file, path, {"field": name, "use": USES["sets"]})
