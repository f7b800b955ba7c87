"""What needs a person today, with the reason for each line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers.chasing import ladder
from luoshi.registers.models import Chase, Claim, MoreTime, MoreTimeStatus, Move, MoveStatus, Record
from luoshi.registers.permissions import acts_as, check_can_confirm, check_can_decide_time
from luoshi.registers.policies import declared_move
from luoshi.registers.queries import visible_to
from luoshi.registers.second_looks import looks_for
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.web import looking, states
from luoshi.web.components.figures import Tile
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import say

AHEAD = timedelta(days=30)
SHOWN = 20
WATCHING = (Role.SUPERVISOR, Role.AUDITOR, Role.BUREAU_OFFICER)


@dataclass(frozen=True, slots=True)
class Matter:
    """One line of today's work: what, why, by when."""

    title: str
    number: str
    href: str
    reason: str
    register: str
    due: date | None = None
    light: Light | None = None


def to_verify(actor: Actor) -> list[Matter]:
    """Proposed moves the person may confirm. Looks at the oldest 200 proposals."""
    proposals = Move.objects.filter(status=MoveStatus.PROPOSED).select_related("record__unit", "record__lead")
    proposals = proposals.prefetch_related("record__moves", "record__parties")
    matters = []
    for taken in proposals.order_by("at")[:200]:
        register = declared(taken.record.register, taken.record.pack_version_id)
        move = declared_move(register, taken.name)
        try:
            check_can_confirm(actor, taken.record, register, move, taken)
        except Refused:
            continue
        reason = _("待您确认：%(move)s（%(who)s提出）") % {"move": say(move.title), "who": taken.by_name}
        light = Light(Tone.YELLOW, _("待核验"))
        matters.append(_matter(register, taken.record, reason, None, light))
    return matters


def to_check(actor: Actor, today: date) -> list[Matter]:
    """What waits for the person's sign-off besides proposals: strike-offs, second looks, more time, verdicts."""
    matters = [
        _matter(_register_of(record), record, _("待销号"), record.due, Light(Tone.YELLOW, _("待核验")))
        for record in looking.to_strike_off(actor)
    ]
    for look in looks_for(actor):
        light = looking.seen_light(look, today)
        matters.append(_matter(_register_of(look.record), look.record, _("抽中的回头看"), look.due, light))
    matters += _to_grant(actor)
    for review in looking.to_review(actor):
        rule = _register_of(review.record).reviews[review.name]
        reason, light = say(rule.title), Light(Tone.YELLOW, _("待给出结论"))
        matters.append(_matter(_register_of(review.record), review.record, reason, None, light))
    return matters


def _to_grant(actor: Actor) -> list[Matter]:
    """Requests for more time the person may decide on. Looks at the oldest 200."""
    waiting = MoreTime.objects.filter(status=MoreTimeStatus.ASKED, clock__ended_on=None)
    matters = []
    for asked in waiting.select_related("clock__record__unit", "clock__record__lead").order_by("at")[:200]:
        record = asked.clock.record
        register = _register_of(record)
        limit = register.lifecycle.clock(asked.clock.clock) if register.lifecycle else None
        if limit is None or limit.extension is None:
            continue
        try:
            check_can_decide_time(actor, asked, record, register, limit.extension)
        except Refused:
            continue
        reason = _("%(who)s申请延期 %(days)s 个工作日") % {"who": asked.by_name, "days": asked.days}
        matters.append(_matter(register, record, reason, record.due, Light(Tone.YELLOW, _("待审批"))))
    return matters


def _register_of(record: Record) -> Register:
    return declared(record.register, record.pack_version_id)


def due_for(actor: Actor, today: date) -> list[Matter]:
    """Records led by the person's own units that are late or due within a month."""
    units = [post.unit_id for post in actor.posts]
    records = (
        Record.objects.filter(lead__in=units, due__lte=today + AHEAD)
        .select_related("unit", "lead")
        .order_by("due", "pk")
    )
    return [_due_matter(record, today) for record in records[:SHOWN]]


def late_below(actor: Actor, today: date) -> list[Matter]:
    """For those who watch: the records of their part of the tree that are late the longest."""
    if not actor.has_role(*WATCHING):
        return []
    return [_due_matter(record, today) for record in _late(actor, today)[:SHOWN]]


def _late(actor: Actor, today: date) -> list[Record]:
    late: list[Record] = []
    for register in _with_dates():
        records = (
            visible_to(actor, register).filter(due__lt=today).select_related("unit", "lead").order_by("due", "pk")
        )
        late += records[:SHOWN]
    return sorted(late, key=lambda record: (record.due or today, record.pk))


def _with_dates() -> Iterator[Register]:
    for pack in current().packs.values():
        for register in pack.registers.values():
            if register.lifecycle and (register.lifecycle.clocks or register.lifecycle.lights):
                yield register


def chased(actor: Actor) -> list[Matter]:
    """Notices to the person's own units that wait for an answer, the oldest first."""
    units = [post.unit_id for post in actor.posts]
    notices = Chase.objects.filter(unit__in=units, reply_at=None).select_related("record__unit").order_by("pk")
    return [_chased_matter(notice) for notice in notices[:SHOWN]]


def _chased_matter(notice: Chase) -> Matter:
    register = declared(notice.record.register, notice.record.pack_version_id)
    reason = _("%(number)s 待答复") % {"number": notice.number}
    href = reverse("chase", args=[notice.pk])
    light = Light(Tone.RED, _("被催办"))
    return Matter(notice.record.label, notice.record.number, href, reason, say(register.title), notice.due, light)


def to_chase(actor: Actor, today: date) -> list[Matter]:
    """For those who supervise: records on which a rung of the ladder may be climbed today. Looks at 40 a register."""
    found: list[Matter] = []
    for register in _with_dates():
        rungs = register.lifecycle.chase if register.lifecycle else ()
        if not rungs:
            continue
        records = visible_to(actor, register).filter(due__lte=today + AHEAD).select_related("unit", "lead")
        records = records.prefetch_related("clocks", "chases", "parties")
        for record in records.order_by("due", "pk")[: 2 * SHOWN]:
            rung = next((each.rung for each in ladder(record, register, day=today) if each.refused is None), None)
            if rung is not None and acts_as(actor, record, register, rung.by):
                reason = _("可发%(rung)s") % {"rung": say(rung.title)}
                found.append(_matter(register, record, reason, record.due, states.light_of(register, record, today)))
    return found


def claims_on_mine(actor: Actor) -> list[Matter]:
    """Second offers of what the person's units registered first."""
    units = [post.unit_id for post in actor.posts]
    claims = Claim.objects.filter(record__unit__in=units).select_related("record", "unit").order_by("-at")[:SHOWN]
    return [
        _matter(
            declared(claim.record.register, claim.record.pack_version_id),
            claim.record,
            _("%(unit)s也登记了这一项，请商议") % {"unit": claim.unit.title},
            None,
            Light(Tone.YELLOW, _("重复登记")),
        )
        for claim in claims
    ]


def _due_matter(record: Record, today: date) -> Matter:
    register = declared(record.register, record.pack_version_id)
    state = states.state_light(register, record.state)
    light = states.light_of(register, record, today)
    leader = (record.lead or record.unit).title
    reason = " · ".join([state.word, leader] if state else [leader])
    return _matter(register, record, reason, record.due, light)


def _matter(register: Register, record: Record, reason: str, due: date | None, light: Light | None) -> Matter:
    href = reverse("record", args=[record.pk])
    return Matter(record.label, record.number, href, reason, say(register.title), due, light)


def table_of(matters: list[Matter]) -> Table:
    """Today's work as one list."""
    columns = (
        Column(_("事项")),
        Column(_("为什么")),
        Column(_("所在台账")),
        Column(_("期限"), ColumnKind.DATE),
        Column(_("状态"), ColumnKind.LIGHT),
    )
    rows = tuple(
        Row(
            (
                Cell(matter.title, matter.href, matter.number),
                Cell(matter.reason),
                Cell(matter.register),
                Cell(matter.due.isoformat() if matter.due else ""),
                Cell(light=matter.light),
            )
        )
        for matter in matters[: 2 * SHOWN]
    )
    return Table(columns, rows, Empty(_("今天没有要办的事"), _("到期、待核验和被重复登记的事项会出现在这里。")))


def tiles_of(actor: Actor, today: date, verify: int) -> tuple[Tile, ...]:
    """How much waits: to verify, late, due soon, all that is open."""
    mine = Record.objects.filter(pk__in=[])
    for register in _with_dates():
        mine = mine | Record.objects.filter(pk__in=visible_to(actor, register).filter(~Q(due=None)).values("pk"))
    late = mine.filter(due__lt=today).count()
    soon = mine.filter(due__gte=today, due__lte=today + states.SOON).count()
    return (
        Tile(_("待我核验"), f"{verify}", _("件"), icon="done", tone=Tone.YELLOW if verify else None),
        Tile(_("已逾期"), f"{late:,}", _("件"), _("我能看到的范围内"), tone=Tone.RED if late else None),
        Tile(_("两周内到期"), f"{soon:,}", _("件"), _("我能看到的范围内"), tone=Tone.YELLOW if soon else None),
    )
