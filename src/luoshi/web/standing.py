"""What a record has besides its declared fields: whose it is, who leads, what it hangs under, by when, for when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.registers.models import Record
from luoshi.registers.queries import get
from luoshi.registers.values import Unfit, date_from
from luoshi.rules.actors import Actor
from luoshi.rules.periods import Kind, period_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.statements.reading import ByKey
from luoshi.web import entering
from luoshi.web.components.forms import FormField, Input
from luoshi.web.components.lists import Option
from luoshi.web.wording import say

SUFFIX = "-of-record"  # keeps these apart from declared fields, whose names have no hyphen
RECENT = 12  # periods offered

UNIT = ByKey(Unit)


class Standing(TypedDict):
    """What `create` takes beside the fields."""

    unit: Unit
    lead: Unit | None
    parent: Record | None
    due: date | None
    period: str


def takes_due(register: Register) -> bool:
    """Whether a due date is set by hand: under a parent, or where no clock of the lifecycle sets it."""
    return register.parent is not None or (register.lifecycle is not None and not register.lifecycle.clocks)


def boxes(
    register: Register,
    units: Sequence[Unit],
    posted: Mapping[str, str],
    mistakes: Mapping[str, str],
    today: date,
) -> tuple[FormField, ...]:
    """The boxes before the declared fields. One query for the units, one for a chosen parent's name."""
    only = str(units[0].pk) if len(units) == 1 else ""
    unit = FormField(
        f"unit{SUFFIX}",
        _("登记单位"),
        Input.UNIT,
        posted.get(f"unit{SUFFIX}", only),
        required=True,
        options=entering.unit_options(units),
        error=mistakes.get("unit", ""),
    )
    return (
        unit,
        *_lead_box(register, units, posted, mistakes),
        *_period_box(register, posted, mistakes, today),
        *parent_box(register, posted, mistakes),
        *_due_box(register, posted, mistakes),
    )


def _lead_box(
    register: Register, units: Sequence[Unit], posted: Mapping[str, str], mistakes: Mapping[str, str]
) -> tuple[FormField, ...]:
    if register.lifecycle is None or len(units) < 2:
        return ()
    box = FormField(
        f"lead{SUFFIX}",
        _("牵头单位"),
        Input.UNIT,
        posted.get(f"lead{SUFFIX}", ""),
        options=entering.unit_options(),
        hint=_("不选即由登记单位牵头"),
        error=mistakes.get("lead", ""),
    )
    return (box,)


def _period_box(
    register: Register, posted: Mapping[str, str], mistakes: Mapping[str, str], today: date
) -> tuple[FormField, ...]:
    if not register.period:
        return ()
    periods = [period_of(Kind(register.period), today)]
    while len(periods) < RECENT:
        periods.append(periods[-1].previous())
    box = FormField(
        f"period{SUFFIX}",
        _("期间"),
        Input.CHOICE,
        posted.get(f"period{SUFFIX}", ""),
        required=True,
        options=tuple(Option(each.label, say(each.text)) for each in periods),
        error=mistakes.get("period", ""),
    )
    return (box,)


def parent_box(
    register: Register, posted: Mapping[str, str], mistakes: Mapping[str, str], held: Record | None = None
) -> tuple[FormField, ...]:
    """The look-up of the record above, in the register that is declared for it."""
    if register.parent is None:
        return ()
    name = f"parent{SUFFIX}"
    chosen = posted.get(name, str(held.pk) if held else "")
    # the name is sent back by the browser together with the id, so nothing is told that was not seen before
    shown = posted.get(f"{name}-shown", held.label if held else "")
    box = FormField(
        name,
        _("上级"),
        Input.REF,
        chosen,
        shown=shown if chosen else "",
        lookup=reverse("register_lookup", args=[register.parent.to]),
        hint=_("不选即不挂在任何记录之下"),
        error=mistakes.get("parent", ""),
    )
    return (box,)


def _due_box(register: Register, posted: Mapping[str, str], mistakes: Mapping[str, str]) -> tuple[FormField, ...]:
    if not takes_due(register):
        return ()
    value, hint = posted.get(f"due{SUFFIX}", ""), _("不晚于上级的期限") if register.parent else ""
    return (FormField(f"due{SUFFIX}", _("期限"), Input.DATE, value, hint=hint, error=mistakes.get("due", "")),)


def read(actor: Actor, register: Register, posted: Mapping[str, str]) -> Standing:
    """What was chosen in the boxes; refused where it is no unit, no record in sight, or no day."""
    unit = unit_from(posted.get(f"unit{SUFFIX}", ""), "unit")
    lead = posted.get(f"lead{SUFFIX}", "") if register.lifecycle else ""
    return Standing(
        unit=unit,
        lead=unit_from(lead, "lead") if lead else None,
        parent=parent_from(actor, register, posted),
        due=_day_from(posted.get(f"due{SUFFIX}", "")) if takes_due(register) else None,
        period=posted.get(f"period{SUFFIX}", "")[:20] if register.period else "",
    )


def unit_from(text: str, where: str) -> Unit:
    """A unit of the list, or a refusal that says where to choose one."""
    found = UNIT.one(number_from(text))
    if found is None:
        raise Refused(
            "web.unit_missing",
            reason=Text("没有选择单位。", "No unit is chosen."),
            remedy=Text("请从列表中选择。", "Choose one from the list."),
            where=where,
        )
    return found


def parent_from(actor: Actor, register: Register, posted: Mapping[str, str]) -> Record | None:
    """The chosen parent, which must be in the person's sight."""
    chosen = posted.get(f"parent{SUFFIX}", "") if register.parent else ""
    if not chosen:
        return None
    try:
        return get(actor, number_from(chosen))
    except Refused as refused:
        raise Refused(refused.code, reason=refused.reason, remedy=refused.remedy, where="parent") from None


def _day_from(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date_from(text)
    except Unfit as unfit:
        raise Refused("registers.day", reason=unfit.reason, remedy=unfit.remedy, where="due") from None


def number_from(text: str) -> int:
    """An id out of an address or a form; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
