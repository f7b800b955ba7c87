"""From the written cadences to declarations."""

from collections.abc import Mapping
from dataclasses import replace

from luoshi.packs import declarations as d
from luoshi.packs.example_values import value_of
from luoshi.packs.grammar import CadenceForm, CadencesForm
from luoshi.packs.references import full


def cadences_of(form: CadencesForm | None, pack: str, registers: Mapping[str, d.Register]) -> Mapping[str, d.Cadence]:
    """Every cadence by id."""
    if form is None:
        return {}
    return {id_: _cadence(id_, each, pack, registers) for id_, each in form.cadences.items()}


def _cadence(id_: str, form: CadenceForm, pack: str, registers: Mapping[str, d.Register]) -> d.Cadence:
    register = registers.get(form.opens.removeprefix(f"{pack}."))
    every, each = form.every, form.each
    basis = d.Cadence(
        pack=pack,
        id=id_,
        title=form.title.text,
        basis=form.basis,
        opens=full(pack, form.opens),
        fills={name: value_of(register, name, text) for name, text in (form.fills or {}).items()},
    )
    if every is not None:
        return replace(
            basis,
            every=every.period,
            place=every.on,
            since=every.since,
            sunset=every.sunset,
            unit=every.unit,
            slot=every.slot,
            day=every.day,
        )
    if each is not None:
        return replace(basis, each=full(pack, each.register_), each_on=each.on, at=each.at, back=each.back)
    return basis
