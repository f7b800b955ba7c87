"""The form on which measured seconds of a cell are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.registers.values import Unfit, date_from
from luoshi.reports.policies import refused
from luoshi.rules.burden import CellKind, Timing
from luoshi.rules.refusals import Refused
from luoshi.web.clock import today
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.lists import Option
from luoshi.web.wording import say


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody entered."""

    timing: Timing
    measured_on: date
    how: str


def form_of(sent: Mapping[str, str], problems: tuple[str, ...]) -> Form:
    """The form, with what was entered before."""
    options = tuple(Option(kind.value, say(kind.label)) for kind in CellKind)
    day = sent.get("measured_on", today().isoformat())
    fields = (
        FormField("kind", _("格子"), Input.CHOICE, sent.get("kind", ""), required=True, options=options),
        FormField("seconds", _("中位数（秒）"), Input.NUMBER, sent.get("seconds", ""), required=True),
        FormField("low", _("最短（秒）"), Input.NUMBER, sent.get("low", ""), required=True),
        FormField("high", _("最长（秒）"), Input.NUMBER, sent.get("high", ""), required=True),
        FormField("sample", _("测了多少格"), Input.INTEGER, sent.get("sample", ""), required=True),
        FormField("measured_on", _("测量日期"), Input.DATE, day, required=True),
        FormField("how", _("怎么测的"), Input.TEXT, sent.get("how", ""), required=True, max_length=200),
    )
    return Form(reverse("burden_timing"), (Section(fields),), _("登记实测用时"), problems=problems)


def read(sent: Mapping[str, str]) -> Given:
    """What was entered, as a measurement; refused where it is none."""
    try:
        kind = CellKind(sent.get("kind", ""))
        seconds, low, high = (_number(sent.get(name, "")) for name in ("seconds", "low", "high"))
        sample = int(_number(sent.get("sample", "")))
        timing = Timing(kind, seconds, low, high, sample)
        return Given(timing, date_from(sent.get("measured_on", "")), sent.get("how", ""))
    except (InvalidOperation, ValueError):
        raise _unread() from None
    except Unfit as unfit:
        raise Refused("reports.timing", reason=unfit.reason, remedy=unfit.remedy, where="measured_on") from None


def _number(text: str) -> Decimal:
    value = Decimal(text.strip())
    if not (value.is_finite() and 0 <= value < Decimal(100_000)):
        raise ValueError(text)
    return value


def _unread() -> Refused:
    return refused("timing", where="timing", what="有一项不是数", what_en="one of them is no number")
