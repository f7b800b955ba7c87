"""From written clocks, lights, chasing ladders and back-schedules to declarations."""

from luoshi.packs import declarations as d
from luoshi.packs.formulas import Formulas
from luoshi.packs.grammar import BackScheduleForm, ClockForm, ExtensionForm, LightsForm, RungForm
from luoshi.packs.grammar.durations import day_of_year, span_of
from luoshi.packs.problems import Path
from luoshi.rules.actors import Role
from luoshi.rules.bands import Band

LIGHTS: Path = ("lifecycle", "lights")
CHASE: Path = ("lifecycle", "chase")
_MARK_LETTERS = 6


def doer(written: str) -> d.Party | Role | None:
    """A party of the record, else a role; None for neither (reported as LS306)."""
    if written in set(d.Party):
        return d.Party(written)
    return Role(written) if written in set(Role) else None


def clocks_of(forms: tuple[ClockForm, ...]) -> tuple[d.Clock, ...]:
    """The clocks in the order they are written."""
    return tuple(
        d.Clock(
            id_of(form),
            form.on,
            form.until,
            form.within,
            d.Basis(form.basis, since=form.since),
            stops={
                id_: d.StopReason(id_, stop.title.text, doer(stop.by) or d.Party.SUPERVISOR, stop.basis, stop.at_most)
                for id_, stop in form.stops.items()
            },
            extension=_extension(form.extension) if form.extension else None,
        )
        for form in forms
    )


def id_of(form: ClockForm) -> str:
    """The written id, else one made of the two states."""
    return form.id or f"{form.on}_{form.until}"


def _extension(form: ExtensionForm) -> d.Extension:
    by, confirm = doer(form.by) or d.Party.LEAD, doer(form.confirm) or d.Party.SUPERVISOR
    return d.Extension(by, confirm, form.times, form.at_most, form.basis)


def lights_of(form: LightsForm | None, formulas: Formulas) -> d.Lights | None:
    """The lights, unless their value could not be parsed."""
    value = formulas.parsed(form.value, (*LIGHTS, "value")) if form else None
    if form is None or value is None:
        return None
    bands = tuple(Band(colour.value, written) for colour, written in form.bands.items())
    return d.Lights(value, form.value, bands, form.basis or "")


def chase_of(forms: tuple[RungForm, ...], formulas: Formulas) -> tuple[d.Rung, ...]:
    """The rungs whose condition could be parsed, in order."""
    parsed = [(form, formulas.parsed(form.when, (*CHASE, index, "when"))) for index, form in enumerate(forms)]
    return tuple(
        d.Rung(
            form.rung,
            form.title.text,
            mark_of(form.rung, form.mark),
            when,
            form.when,
            doer(form.by) or d.Party.SUPERVISOR,
            form.may_start_here,
            form.basis or "",
        )
        for form, when in parsed
        if when is not None
    )


def mark_of(rung: str, written: str | None) -> str:
    """The mark of a rung's notices in their numbers: the written one, else one made of its id."""
    return written or rung.replace("_", "").upper()[:_MARK_LETTERS]


def back_schedule_of(form: BackScheduleForm | None) -> d.BackSchedule | None:
    """The steps before the due date."""
    if form is None:
        return None
    return d.BackSchedule(
        until=form.until,
        steps=tuple(
            d.WorkStep(id_, step.title.text, span_of(step.days).days, span_of(step.days).working, step.closed)
            for id_, step in form.steps.items()
        ),
        seasons={
            id_: d.Season(id_, season.title.text, day_of_year(season.from_), day_of_year(season.to), season.basis)
            for id_, season in form.seasons.items()
        },
    )
