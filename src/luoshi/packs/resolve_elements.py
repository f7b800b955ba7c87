"""From the written data elements to declarations."""

from collections.abc import Mapping

from luoshi.packs import declarations as d
from luoshi.packs.grammar import ElementForm, ElementsForm


def elements_of(form: ElementsForm | None, pack: str) -> Mapping[str, d.Element]:
    """Every data element by code."""
    return {code: _element(code, each, pack) for code, each in (form.elements if form else {}).items()}


def _element(code: str, form: ElementForm, pack: str) -> d.Element:
    return d.Element(
        pack=pack,
        code=code,
        title=form.title.text,
        definition=form.definition.text,
        owner=form.owner,
        purpose=form.purpose.text,
        type=form.type,
        unit=form.unit or "",
        time_kind=form.time_kind,
        over_time=form.over_time,
        over_units=form.over_units,
        numerator=form.numerator or "",
        denominator=form.denominator or "",
        weight=form.weight or "",
        splits={id_: words.text for id_, words in (form.by or {}).items()},
        personal=form.personal,
        aliases=form.aliases,
        missing={id_: words.text for id_, words in (form.missing or {}).items()},
    )
