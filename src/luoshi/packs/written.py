"""A whole pack in its written form, and the one text it is frozen as."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from pydantic import BaseModel

from luoshi.packs.grammar import (
    CadencesForm,
    ElementsForm,
    ExamplesForm,
    MeasuresForm,
    PackForm,
    PublishedForm,
    RegisterForm,
)


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a pack, read; keys are file names within the pack's folder."""

    pack: PackForm
    registers: Mapping[str, RegisterForm]
    measures: MeasuresForm | None = None
    published: PublishedForm | None = None
    cadences: CadencesForm | None = None
    elements: ElementsForm | None = None
    examples: Mapping[str, ExamplesForm] = field(default_factory=dict)


def canonical(written: Written) -> str:
    """The pack as one JSON text: comments, spacing and the order of keys no longer count, declared order does.

    A pack without cadences or elements has no such part, as packs had before there were any: their digests stand.
    The order of fields, states, moves and measures is content (people see it); the order of attributes is not.
    """
    body: dict[str, object] = {
        "pack": _plain(written.pack),
        "registers": {file: _plain(form) for file, form in sorted(written.registers.items())},
        "measures": _plain(written.measures),
        "published": _plain(written.published),
        "examples": {file: _plain(form) for file, form in sorted(written.examples.items())},
    }
    if written.cadences is not None:
        body["cadences"] = _plain(written.cadences)
    if written.elements is not None:
        body["elements"] = _plain(written.elements)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a canonical text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_canonical(text: str) -> Written:
    """The written form a published version was frozen from."""
    body = json.loads(text)
    return Written(
        pack=PackForm.model_validate(body["pack"]),
        registers={file: RegisterForm.model_validate(form) for file, form in body["registers"].items()},
        measures=MeasuresForm.model_validate(body["measures"]) if body["measures"] else None,
        published=PublishedForm.model_validate(body["published"]) if body["published"] else None,
        cadences=CadencesForm.model_validate(body["cadences"]) if body.get("cadences") else None,
        elements=ElementsForm.model_validate(body["elements"]) if body.get("elements") else None,
        examples={file: ExamplesForm.model_validate(form) for file, form in body["examples"].items()},
    )


def _plain(value: object) -> object:
    match value:
        case ExamplesForm():
            return [_plain(example) for example in value.root]
        case BaseModel():
            return _attributes(value)
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
        case tuple() | list():
            return [_plain(part) for part in value]
        case Enum():
            return value.value
        case Decimal() | date():
            return str(value)
        case _:
            return value


def _attributes(form: BaseModel) -> dict[str, object]:
    """A form's attributes under their written names, without those left at their default."""
    declared = type(form).model_fields
    named = {declared[name].alias or name: getattr(form, name) for name in form.model_fields_set}
    defaults = {info.alias or name: info.default for name, info in declared.items()}
    return {key: _plain(value) for key, value in sorted(named.items()) if value != defaults[key]}
