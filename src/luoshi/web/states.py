"""States, stages and due dates as lights."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from luoshi.packs.declarations import Colour, Register
from luoshi.registers.daycount import days_left
from luoshi.registers.lights import colour_of
from luoshi.registers.models import Record
from luoshi.registers.policies import standing_of
from luoshi.rules.texts import Text
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.records import Progress, Stage
from luoshi.web.wording import say

SOON = timedelta(days=14)


def state_light(register: Register, state: str) -> Light | None:
    """The state of a record as a badge: grey where it begins or ends, blue under way."""
    if register.lifecycle is None or state not in register.lifecycle.states:
        return None
    declared = register.lifecycle.states[state]
    still = declared.end or state == register.lifecycle.initial
    return Light(Tone.GREY if still else Tone.BLUE, say(declared.title), badge=True)


COLOURS = {
    Colour.GREEN: (Tone.GREEN, Text("绿灯", "Green")),
    Colour.YELLOW: (Tone.YELLOW, Text("黄灯", "Yellow")),
    Colour.RED: (Tone.RED, Text("红灯", "Red")),
}


def light_of(register: Register, record: Record, today: date) -> Light | None:
    """The declared light of a record with the days it has left; without declared lights, how its due date stands."""
    if register.lifecycle is None or register.lifecycle.lights is None:
        return due_light(record.due, today)
    colour = colour_of(register, record.data, standing_of(record, today))
    if colour is None:
        return None
    tone, word = COLOURS[colour]
    return Light(tone, f"{say(word)}{_left(days_left(record.due, today))}")


def _left(days: int | None) -> str:
    if days is None:
        return ""
    if days < 0:
        return say(Text(f" · 逾期 {-days} 个工作日", f" · {-days} working {_days(-days)} late"))
    return say(Text(f" · 还剩 {days} 个工作日", f" · {days} working {_days(days)} left"))


def due_light(due: date | None, today: date) -> Light | None:
    """How a due date stands to today, in a word."""
    if due is None:
        return None
    if due < today:
        days = (today - due).days
        return Light(Tone.RED, say(Text(f"逾期 {days} 天", f"{days} {_days(days)} late")))
    if due <= today + SOON:
        days = (due - today).days
        return Light(Tone.YELLOW, say(Text(f"还剩 {days} 天", f"{days} {_days(days)} left")))
    return Light(Tone.GREEN, _("期限内"))


def _days(number: int) -> str:
    return "day" if number == 1 else "days"


def stages_of(register: Register, record: Record) -> tuple[Stage, ...]:
    """The main line of the lifecycle: what was reached with its date, where it stands, what lies ahead."""
    if register.lifecycle is None:
        return ()
    states = register.lifecycle.states
    order = list(states)
    moves = {name: register.lifecycle.moves_from(name) for name in order}
    here = order.index(record.state) if record.state in states else 0
    leads_on = {name for name in order if any(order.index(move.target) > order.index(name) for move in moves[name])}
    aims = [name for name in order if name in leads_on]  # one from which all ways lead back lies aside, such as 挂账
    ends = [name for name in order if states[name].end]
    if len(ends) == 1:  # the only end is the aim; of several, some are ways out
        aims += ends
    return tuple(
        Stage(say(states[name].title), _progress(index, here), _reached(record.reached, name))
        for index, name in enumerate(order)
        if name in record.reached or (index > here and name in aims)
    )


def _progress(index: int, here: int) -> Progress:
    if index == here:
        return Progress.NOW
    return Progress.DONE if index < here else Progress.AHEAD


def _reached(reached: Mapping[str, str], name: str) -> str:
    return reached.get(name, "")
