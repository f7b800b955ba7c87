"""Who is told of an act, and why. Whether they may see the record is asked of each afterwards."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from luoshi.notices.kinds import Kind, Why
from luoshi.notices.models import Watch
from luoshi.notices.words import cut, did
from luoshi.org.models import Delegation, Post, Unit, in_force
from luoshi.packs.declarations import Party, Register
from luoshi.packs.queries import register as declared
from luoshi.registers.models import Chase, MoreTime, Move, MoveStatus, Offer, Record, Version
from luoshi.returns.models import Reminder
from luoshi.rules.actors import OVERSEEING, Role
from luoshi.rules.moments import day_of
from luoshi.rules.periods import parse
from luoshi.rules.texts import Text

QUIET = frozenset({"edit_comment"})
"""Acts that only those nearest hear of, and nobody who just follows."""
ROLES = {Party.SUPERVISOR: Role.SUPERVISOR, Party.VERIFIER: Role.VERIFIER}
"""The role that stands for a party where the record names none."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell, to whom, why. What goes to a lead unit also goes to its messenger."""

    kind: Kind
    why: Why
    said: Text
    accounts: frozenset[int]
    source: str = ""  # what it follows from, where that is not the act itself


@dataclass(frozen=True, slots=True)
class Scene:
    """An act with what is known around it; `name` is who did it."""

    record: Record
    register: Register
    act: str
    by: int
    name: str
    at: datetime
    facts: Mapping[str, Any]

    @property
    def day(self) -> date:
        """The day of the act."""
        return day_of(self.at)

    @property
    def said(self) -> Text:
        """What was done, by whom."""
        return did(self.name, self.act, self.facts, self.register)


def audience(scene: Scene) -> list[Told]:
    """Who is to be told, each once: the nearest reason first, those who follow last. Some five queries."""
    near = BY_ACT.get(scene.act)
    found = [*_mentioned(scene), *(near(scene) if near else [])]
    if scene.act not in QUIET:
        found.append(_watching(scene))
    taken = {scene.by}
    told = []
    for each in found:
        fresh = each.accounts - taken
        taken |= fresh
        if fresh or each.why is Why.LEAD:
            told.append(Told(each.kind, each.why, each.said, fresh, each.source))
    return told


def staff_of(unit: int | None, day: date, at: datetime, *, role: Role | None = None) -> frozenset[int]:
    """Who does the work of a unit on a day: holders of its posts and who stands in for them. Two queries."""
    if unit is None:
        return frozenset()
    return _holders(Q(unit=unit), day, at, role=role)


def _holders(where: Q, day: date, at: datetime, *, role: Role | None = None) -> frozenset[int]:
    posts = Post.objects.filter(where, in_force(day), in_force(day, "unit__"), account__is_active=True)
    posts = posts.filter(role=role) if role else posts.exclude(role__in=OVERSEEING)
    held = dict(posts.values_list("pk", "account"))
    lent = Delegation.objects.filter(Q(revoked_at=None) | Q(revoked_at__gt=at), in_force(day), post__in=held)
    deputies = lent.filter(deputy__is_active=True).values_list("deputy", flat=True)
    return frozenset(held.values()) | frozenset(deputies)


def _lead(scene: Scene, kind: Kind, unit: int | None = None) -> list[Told]:
    """The lead unit's people; nobody where one of them did it."""
    staff = staff_of(unit or scene.record.lead_id, scene.day, scene.at)
    return [] if scene.by in staff else [Told(kind, Why.LEAD, scene.said, staff)]


def _doer(scene: Scene, kind: Kind, *accounts: int | None) -> list[Told]:
    return [Told(kind, Why.DID, scene.said, frozenset(each for each in accounts if each))]


def _created(scene: Scene) -> list[Told]:
    return _lead(scene, Kind.ASSIGNED) if scene.record.lead_id else []


def _parties(scene: Scene) -> list[Told]:
    """A new lead is told; one that stays is not told again."""
    before = Version.objects.filter(record=scene.record, revision__lt=int(scene.facts.get("revision", 0)))
    last = before.order_by("-revision").values_list("lead", flat=True).first()
    return [] if last == scene.record.lead_id else _lead(scene, Kind.ASSIGNED)


def _moved(scene: Scene) -> list[Told]:
    """Back to a state it had reached before, the record was returned; who proposed the step hears it was taken."""
    revision = int(scene.facts.get("revision", 0))
    taken = Move.objects.filter(record=scene.record, revision=revision).exclude(revision=0).order_by("-pk").first()
    confirmed = []
    if taken is not None and taken.settled_by:
        confirmed = _doer(scene, Kind.CONFIRMED, taken.by_account, taken.for_account)
    return [*confirmed, *_lead(scene, Kind.RETURNED if _is_back(scene, taken) else Kind.MOVED)]


def _is_back(scene: Scene, taken: Move | None) -> bool:
    if taken is None:
        return False
    earlier = Version.objects.filter(record=scene.record, revision__lt=taken.revision, state=taken.target)
    return taken.source != taken.target and earlier.exists()


def _turned_down(scene: Scene) -> list[Told]:
    proposed = Move.objects.filter(
        record=scene.record, name=scene.facts.get("move", ""), status=MoveStatus.TURNED_DOWN, settled_by=scene.by
    )
    last = proposed.order_by("-pk").first()
    return _doer(scene, Kind.REFUSED, last.by_account, last.for_account) if last else []


def _chased(scene: Scene) -> list[Told]:
    rungs = scene.register.lifecycle.chase if scene.register.lifecycle else ()
    rung = next((each.title for each in rungs if each.id == scene.facts.get("rung")), Text("催办", "chase letter"))
    number = scene.facts.get("number", "")
    said = Text(f"{scene.name}发来{rung.zh}（{number}）", f"{scene.name} sent a letter: {rung.en} ({number})")
    staff = staff_of(scene.facts.get("unit"), scene.day, scene.at)
    return [Told(Kind.CHASED, Why.LEAD, said, staff)]


def _replied(scene: Scene) -> list[Told]:
    sent = Chase.objects.filter(number=scene.facts.get("number", "")).values_list("by_account", flat=True).first()
    return _doer(scene, Kind.ANSWERED, sent)


def _asked(scene: Scene) -> list[Told]:
    """Whoever may decide: of the declared party, or with the declared role at or above the record's unit."""
    limit = scene.register.lifecycle.clock(str(scene.facts.get("clock", ""))) if scene.register.lifecycle else None
    if limit is None or limit.extension is None:
        return []
    party, record = limit.extension.confirm, scene.record
    named = list(record.parties.filter(role=str(party)).values_list("unit", flat=True))
    staff = _holders(Q(unit__in=named), scene.day, scene.at)
    if not named:
        staff = _above(record.unit, scene, party if isinstance(party, Role) else ROLES.get(party))
    days = scene.facts.get("days", "")
    words = Text(f"{scene.said.zh}（{days} 个工作日）", f"{scene.said.en} ({days} working days)")
    return [Told(Kind.ASKED_TIME, Why.DECIDES, words, staff)]


def _above(unit: Unit, scene: Scene, role: Role | None) -> frozenset[int]:
    if role is None:
        return frozenset()
    line = [int(part) for part in unit.path.split("/") if part]
    where = Q(unit__in=line) | Q(unit__code=scene.register.owner)
    return _holders(where, scene.day, scene.at, role=role)


def _decided(scene: Scene) -> list[Told]:
    asked = MoreTime.objects.filter(clock__record=scene.record, settled_by=scene.by).order_by("-pk").first()
    if asked is None:
        return []
    return _doer(scene, Kind.CONFIRMED if scene.act == "grant_time" else Kind.REFUSED, asked.by_account)


def _offered(scene: Scene) -> list[Told]:
    """Who wrote the values that stand, and who enters for the unit: its own people, else those nearest above it."""
    stood = Offer.objects.filter(record=scene.record, field__in=scene.facts.get("values") or ()).filter(at=scene.at)
    wrote = frozenset(each for each in stood.values_list("stood_by", flat=True) if each)
    return [Told(Kind.OFFERED, Why.ENTERS, scene.said, wrote | _entering(scene))]


def _entering(scene: Scene) -> frozenset[int]:
    return _entering_for(scene.record.unit, scene.register, by=scene.by, at=scene.at)


def _entering_for(of: Unit, register: Register, *, by: int, at: datetime) -> frozenset[int]:
    """Who enters for a unit: its own people, else those of the nearest unit above it that has any."""
    for unit in reversed([int(part) for part in of.path.split("/") if part]):
        held = [staff_of(unit, day_of(at), at, role=role) for role in register.edit]
        others = frozenset[int]().union(*held) - {by}
        if others:
            return others
    return frozenset()


def asked_told(asked: Reminder, *, by: int, at: datetime) -> list[Told]:
    """What is told of a return that was asked for: to the unit's own people, and to who enters it for them."""
    register = declared(asked.register)
    rungs = register.owed.chase if register.owed else ()
    rung = next((each.title for each in rungs if each.id == asked.rung), None)
    period, number = parse(asked.period).text, f"（{asked.number}）" if asked.number else ""
    sent = f"发来{rung.zh}{number}" if rung else "催报"
    sent_en = f"sent a letter: {rung.en} ({asked.number})" if rung else "asks for it"
    words = cut(asked.words)
    said = Text(
        f"{asked.by_name}{sent}：{period.zh}{register.title.zh}未报，期限 {asked.due}。{words}",
        f"{asked.by_name} {sent_en}: {register.title.en} for {period.en} was due on {asked.due}. {words}",
    )
    own = staff_of(asked.unit_id, day_of(at), at)
    entering = _entering_for(asked.unit, register, by=by, at=at)
    return [Told(Kind.CHASED, Why.ENTERS, said, (own | entering) - {by})]


def _settled(scene: Scene) -> list[Told]:
    offered = Offer.objects.filter(pk=scene.facts.get("offer", 0)).values_list("by_account", flat=True).first()
    return _doer(scene, Kind.CONFIRMED if scene.facts.get("taken") else Kind.REFUSED, offered)


def _mentioned(scene: Scene) -> list[Told]:
    """Whoever a comment names, once for each comment however often it is said better.

    Its words are not repeated: they may be taken back, and stand on the record's page.
    """
    named = scene.facts.get("mentions") or ()
    if not named:
        return []
    said = Text(f"{scene.name}在留言中提到了您", f"{scene.name} names you in a comment")
    accounts = frozenset(int(each) for each in named)
    return [Told(Kind.MENTIONED, Why.NAMED, said, accounts, mention_of(scene.facts))]


def mention_of(facts: Mapping[str, Any]) -> str:
    """What a mention follows from: the comment, whichever act on it says so."""
    return f"c{facts.get('comment', '')}"


def _watching(scene: Scene) -> Told:
    watches = Watch.objects.filter(record=scene.record, since__lte=scene.at, account__is_active=True)
    watchers = watches.values_list("account", flat=True)
    return Told(Kind.FOLLOWED, Why.WATCHES, scene.said, frozenset(watchers))


BY_ACT: Mapping[str, Callable[[Scene], Iterable[Told]]] = {
    "create": _created,
    "set_parties": _parties,
    "move": _moved,
    "turn_down": _turned_down,
    "chase": _chased,
    "reply": _replied,
    "ask_for_time": _asked,
    "grant_time": _decided,
    "refuse_time": _decided,
    "offer": _offered,
    "settle_offer": _settled,
    "stop_clock": lambda scene: _lead(scene, Kind.MOVED),
    "resume_clock": lambda scene: _lead(scene, Kind.MOVED),
}
