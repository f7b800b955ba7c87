"""May this person: see, enter, correct, move, confirm, waive."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Model

from luoshi.org.models import Unit
from luoshi.packs.declarations import Extension, Field, Move, Party, Register, Review, SecondLook
from luoshi.registers.above import check_level, is_above
from luoshi.registers.models import ListChange, Look, MoreTime, MoveStatus, Offer, PartyRole, Record, Reviewer
from luoshi.registers.models import Move as TakenMove
from luoshi.registers.models import Party as HeldParty
from luoshi.registers.models import Review as HeldReview
from luoshi.rules.actors import OPERATOR_ID, OVERSEEING, Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

DRAWERS = (Role.SUPERVISOR, Role.VERIFIER, Role.AUDITOR)
CHECKING = (*OVERSEEING, Role.VERIFIER)
PARTY_TITLES = {
    Party.LEAD: Text("牵头单位人员", "someone of the lead unit"),
    Party.SUPPORT: Text("配合单位人员", "someone of a supporting unit"),
    Party.SUPERVISOR: Text("督办单位人员", "someone of the supervising unit"),
    Party.VERIFIER: Text("牵头单位以外的核验员", "a verifier from outside the lead unit"),
    Party.ABOVE: Text("上级单位人员", "someone of a unit above"),
}


def owns(actor: Actor, register: Register) -> bool:
    """Whether a post is held in the unit that owns the register, which sees all of it."""
    return any(post.unit_code == register.owner for post in actor.posts)


def covers(actor: Actor, register: Register, unit: Unit, *roles: Role) -> bool:
    """Whether one of the roles is held at the unit, above it, or in the unit that owns the register."""
    return any(
        post.role in roles and (unit.path.startswith(post.unit_path) or post.unit_code == register.owner)
        for post in actor.posts
    )


def check_can_edit(actor: Actor, register: Register, unit: Unit) -> None:
    """Refuse entering or correcting for a unit the person has no editing role over."""
    if not covers(actor, register, unit, *register.edit):
        roles_zh = "、".join(role.label.zh for role in register.edit) or "无"
        roles_en = ", ".join(role.label.en for role in register.edit) or "none"
        raise Refused(
            "registers.may_not_edit",
            reason=Text(
                f"您不能为“{unit.title}”登记“{register.title.zh}”。",
                f"You may not enter '{register.title.en}' for {unit.title}.",
            ),
            remedy=Text(
                f"请由该单位或其上级的以下岗位办理：{roles_zh}。",
                f"It is for these posts at or above that unit: {roles_en}.",
            ),
            where=unit.title,
        )


def can_edit(actor: Actor, register: Register, unit: Unit) -> bool:
    """Whether entering and correcting is allowed, for templates."""
    return covers(actor, register, unit, *register.edit)


def is_party(actor: Actor, record: Record, register: Register, party: Party | Role) -> bool:
    """Whether the person may act as that party of the record. At most one query.

    Where no supervising unit is named, the supervisors over the record's unit stand for it. Administrators and
    auditors of a unit are not its party: who keeps the system or checks it has no hand in the work. Nor are its
    verifiers where it supervises: they check what it has decided, and are not both in one.
    """
    if isinstance(party, Role):
        return covers(actor, register, record.unit, party)
    if party is Party.LEAD:
        return actor.works_at(record.lead_id)
    if party is Party.ABOVE:
        return is_above(actor, record.unit)
    if party is Party.VERIFIER:
        return actor.has_role(Role.VERIFIER) and not is_of_doers_unit(actor, record)
    units = {each.unit_id for each in record.parties.all() if each.role == party.value}
    if party is Party.SUPERVISOR and not units:
        return covers(actor, register, record.unit, Role.SUPERVISOR)
    if party is Party.SUPERVISOR:
        return any(post.unit_id in units and post.role not in CHECKING for post in actor.posts)
    return actor.works_at(*units)


def acts_as(actor: Actor, record: Record, register: Register, party: Party | Role) -> bool:
    """As `is_party`; supervising is also for a supervisor at or above the record's unit."""
    if is_party(actor, record, register, party):
        return True
    return party is Party.SUPERVISOR and covers(actor, register, record.unit, Role.SUPERVISOR)


def check_acts_as(actor: Actor, record: Record, register: Register, party: Party | Role, what: Text) -> None:
    """Refuse an act about time to a person it does not belong to."""
    if not acts_as(actor, record, register, party):
        who = title_of(party)
        raise Refused(
            "registers.not_yours",
            reason=Text(f"“{what.zh}”不由您办理。", f"'{what.en}' is not yours to do."),
            remedy=Text(f"须由{who.zh}办理。", f"It is for {who.en}."),
            where=record.number,
        )


def check_can_decide_time(actor: Actor, asked: MoreTime, record: Record, register: Register, rule: Extension) -> None:
    """Refuse a decision on more time to all but the declared party, outside the doer's side and who asked."""
    check_acts_as(actor, record, register, rule.confirm, Text("审批延期", "decide on more time"))
    check_is_outside(actor, record, rule.confirm, did=(asked.by_account,))
    if actor.is_tied_to(asked.by_unit_id):
        raise Refused(
            "registers.own_request",
            reason=Text("申请人及其单位不能自行批准。", "Neither who asked nor their unit decides."),
            remedy=Text(f"须由{title_of(rule.confirm).zh}办理。", f"It is for {title_of(rule.confirm).en}."),
            where=record.number,
        )


def is_of_doers_unit(actor: Actor, record: Record) -> bool:
    """Whether the person belongs, in any capacity, to the lead unit, or holds a post below it."""
    if record.lead is None:
        return False
    below = any(post.unit_path.startswith(record.lead.path) for post in actor.posts)
    return below or actor.is_tied_to(record.lead_id)


def title_of(party: Party | Role) -> Text:
    """A party or role in words."""
    return party.label if isinstance(party, Role) else PARTY_TITLES[party]


def check_can_move(actor: Actor, record: Record, register: Register, move: Move) -> None:
    """Refuse a move to a person it does not belong to; a strike-off and a beneficiary's word are sign-offs."""
    if move.strikes_off or move.is_word:
        check_can_sign_off(actor, record, register, move.by)
        return
    if not is_party(actor, record, register, move.by):
        who = title_of(move.by)
        raise Refused(
            "registers.may_not_move",
            reason=Text(f"“{move.title.zh}”不由您办理。", f"'{move.title.en}' is not yours to do."),
            remedy=Text(f"须由{who.zh}办理。", f"It is for {who.en}."),
            where=record.number,
        )
    check_level(actor, record, register, move)


@dataclass(frozen=True, slots=True)
class Doers:
    """Whose work a record is: the units that lead it, led it or support it, and the people who took their steps."""

    units: tuple[Unit, ...]
    people: frozenset[int]


def doers_of(record: Record) -> Doers:
    """Everyone who may not sign this record off. Three queries, none where moves and parties are read with units."""
    steps = [each for each in record.moves.all() if each.by_doer and each.status != MoveStatus.TURNED_DOWN]
    units = {each.lead_id for each in steps} | {each.by_unit_id for each in steps} | {record.lead_id}
    support = [each for each in record.parties.all() if each.role == PartyRole.SUPPORT]
    units |= {each.unit_id for each in support}
    people = {person for each in steps for person in (each.by_account, each.for_account)}
    read = {unit.pk: unit for unit in _read(((record, "lead"),), steps, support)}
    missing = [pk for pk in units if pk is not None and pk not in read]
    found = [*(unit for pk, unit in read.items() if pk in units), *Unit.objects.filter(pk__in=missing)]
    doers = tuple(sorted(found, key=lambda unit: unit.path))
    return Doers(doers, frozenset(person for person in people if person is not None))


def _read(
    named: Iterable[tuple[Model, str]], steps: Iterable[TakenMove], support: Iterable[HeldParty]
) -> Iterator[Unit]:
    """The units that were read along with a record, so that many are judged without a query for each."""
    pairs = [*named, *((each, name) for each in steps for name in ("lead", "by_unit"))]
    for row, name in [*pairs, *((each, "unit") for each in support)]:
        if row._meta.get_field(name).is_cached(row) and (unit := getattr(row, name)) is not None:  # type: ignore[union-attr]
            yield unit


def tie_of(actor: Actor, doers: Doers) -> Unit | None:
    """The doer's unit the person belongs to in any capacity: own posts, posts below it, standing in for a holder."""
    others = actor.own_units - {post.unit_id for post in actor.posts}
    paths = [post.unit_path for post in actor.posts]
    if others:
        paths += Unit.objects.filter(pk__in=others).values_list("path", flat=True)
    return next((unit for unit in doers.units if any(path.startswith(unit.path) for path in paths)), None)


def check_can_sign_off(
    actor: Actor, record: Record, register: Register, party: Party | Role, *, did: Iterable[int | None] = ()
) -> None:
    """The one rule of who may sign off: the party declared, nobody tied to the doer's side, nobody who did it.

    Confirmation, strike-off, the beneficiary's word, second look, review, extension: all ask here, and nobody is
    excepted. `did` are further accounts whose own act is signed off. Up to five queries for the party declared, one
    for anybody else.
    """
    if not actor.is_tied_to(record.lead_id) and not is_party(actor, record, register, party):
        reason = Text("这一项不由您核验。", "This is not yours to sign off.")
        raise _may_not_sign_off(record, party, reason)
    check_is_outside(actor, record, party, did=did)


def check_is_outside(actor: Actor, record: Record, party: Party | Role, *, did: Iterable[int | None] = ()) -> None:
    """Refuse a sign-off by anybody of the doer's side, whatever else they are; `did` as in `check_can_sign_off`."""
    tied = record.lead if actor.is_tied_to(record.lead_id) else None
    doers = doers_of(record)
    tied = tied or tie_of(actor, doers)
    if tied is None and not any(actor.speaks_for(person) for person in (*doers.people, *did)):
        return
    reason = Text("您办理过这一项，不能自己核验。", "You took part in doing this; you may not sign it off yourself.")
    if tied is not None:
        reason = Text(
            f"您属于办理单位“{tied.title}”（本职、代办或下级岗位），不能核验本单位办的事。",
            f"You belong to {tied.title}, which did this (by a post of yours, below it, or standing in for another); "
            "it may not be signed off from there.",
        )
    raise _may_not_sign_off(record, party, reason)


def _may_not_sign_off(record: Record, party: Party | Role, reason: Text) -> Refused:
    who = title_of(party)
    remedy = Text(f"须由{who.zh}办理，办理单位的人除外。", f"It is for {who.en}, nobody of the doer's side.")
    return Refused("registers.may_not_sign_off", reason=reason, remedy=remedy, where=record.number)


def check_can_confirm(actor: Actor, record: Record, register: Register, move: Move, proposed: TakenMove) -> None:
    """Refuse a confirmation by the doer, by the doer's unit, or by anyone the declaration does not name."""
    if move.confirm is not None:
        did = (proposed.by_account, proposed.for_account)
        check_can_sign_off(actor, record, register, move.confirm, did=did)


def can_attach(actor: Actor, record: Record, register: Register) -> bool:
    """Whether the person may lay files before a record: who may correct it, is a party, or has a move of it."""
    moves = register.lifecycle.moves.values() if register.lifecycle else ()
    parties = {Party.LEAD, Party.SUPPORT, Party.SUPERVISOR, *(move.by for move in moves)}
    parties |= {move.confirm for move in moves if move.confirm is not None}
    look = register.lifecycle.second_look if register.lifecycle else None
    parties |= {look.by} if look is not None else set()
    return can_edit(actor, register, record.unit) or any(
        is_party(actor, record, register, party) for party in parties
    )


def check_can_attach(actor: Actor, record: Record, register: Register) -> None:
    """Refuse files of somebody who has nothing to do with the record but may see it."""
    if not can_attach(actor, record, register):
        raise Refused(
            "registers.may_not_attach",
            reason=Text("您不能为这条记录附上材料。", "You may not attach files to this record."),
            remedy=Text(
                "请由登记、牵头、配合或督办单位办理。", "It is for those who enter, lead, support or supervise it."
            ),
            where=record.number,
        )


def check_can_look(actor: Actor, look: Look, register: Register, rule: SecondLook) -> None:
    """Refuse a second look by the doer's side, or by anyone who had a hand in the strike-off."""
    struck = look.strike_off
    did = (struck.by_account, struck.for_account, struck.settled_by, struck.settled_for)
    check_can_sign_off(actor, look.record, register, rule.by, did=did)


def check_can_begin_review(actor: Actor, record: Record, register: Register, rule: Review) -> None:
    """Refuse a review asked for by people who have nothing to do with the record; reviewers are drawn, not chosen."""
    concerned = actor.is_tied_to(record.lead_id) or can_edit(actor, register, record.unit)
    if not concerned and not is_party(actor, record, register, rule.reconcile):
        who = title_of(rule.reconcile)
        raise Refused(
            "registers.may_not_begin",
            reason=Text(f"“{rule.title.zh}”不由您发起。", f"'{rule.title.en}' is not yours to ask for."),
            remedy=Text(f"请由牵头单位或{who.zh}发起。", f"It is for the lead unit or {who.en}."),
            where=record.number,
        )


def can_begin_review(actor: Actor, record: Record, register: Register, rule: Review) -> bool:
    """Whether the person may ask for this review."""
    try:
        check_can_begin_review(actor, record, register, rule)
    except Refused:
        return False
    return True


def reviewer_of(actor: Actor, review: HeldReview) -> Reviewer:
    """The person's own place among the reviewers; nobody gives a verdict in another's name."""
    mine = (
        review.reviewers.filter(account=actor.account_id, left_at=None).first() if actor.for_account is None else None
    )
    if mine is None:
        raise Refused(
            "registers.not_asked",
            reason=Text("这次评议没有抽到您。", "You were not drawn for this review."),
            remedy=Text("评议只由抽中的人以本人身份给出。", "Only those drawn give a verdict, in their own name."),
            where=review.record.number,
        )
    return mine


def is_reviewer(actor: Actor, review: HeldReview) -> bool:
    """Whether the person was drawn for a review and acts in their own name."""
    return actor.for_account is None and review.reviewers.filter(account=actor.account_id, left_at=None).exists()


def can_reconcile(actor: Actor, review: HeldReview, register: Register, rule: Review) -> bool:
    """Whether the person may decide between differing verdicts."""
    did = review.reviewers.values_list("account", flat=True)
    try:
        check_can_sign_off(actor, review.record, register, rule.reconcile, did=did)
    except Refused:
        return False
    return True


def check_can_draw(actor: Actor, register: Register) -> None:
    """Refuse a draw by people without a watching post; who draws cannot choose, so no more is asked."""
    if not actor.has_role(*DRAWERS):
        raise Refused(
            "registers.may_not_draw",
            reason=Text(f"您不能为“{register.title.zh}”抽查。", f"You may not draw for {register.title.en}."),
            remedy=Text("请由督查员、核验员或审计员抽取。", "It is for a supervisor, verifier or auditor."),
            where=register.ref,
        )


def check_can_settle_offer(actor: Actor, register: Register, record: Record, offer: Offer) -> None:
    """Refuse choosing between two values to those who may not enter them, and to whoever offered one of them.

    Who wrote both, at a desk and away from it, chooses between their own.
    """
    check_can_edit(actor, register, record.unit)
    check_can_fill(actor, register, [offer.field])
    if actor.speaks_for(offer.by_account) and not actor.speaks_for(offer.stood_by):
        raise Refused(
            "registers.own_offer",
            reason=Text("不能自己裁定自己提出的值。", "Nobody decides on a value they offered themselves."),
            remedy=Text("请由有权登记该单位的另一人裁定。", "It is for somebody else who may enter for that unit."),
            where=record.number,
        )


def may_see_field(actor: Actor, field: Field) -> bool:
    """Whether a field is shown to the person; a field without a list is shown to all who see the record."""
    return not field.visible_to or actor.has_role(*field.visible_to)


def visible_fields(actor: Actor, register: Register) -> tuple[Field, ...]:
    """The fields of a register the person may see, in declared order."""
    return tuple(field for field in register.fields.values() if may_see_field(actor, field))


def check_can_fill(actor: Actor, register: Register, names: Iterable[str]) -> None:
    """Refuse writing into a field the person may not see: what stands there would be overwritten blindly."""
    hidden = [field for name in names if (field := register.fields.get(name)) and not may_see_field(actor, field)]
    if hidden:
        roles = hidden[0].visible_to
        raise Refused(
            "registers.hidden_field",
            reason=Text(f"“{hidden[0].title.zh}”不由您填写。", f"'{hidden[0].title.en}' is not yours to fill."),
            remedy=Text(
                f"请由以下岗位填写：{'、'.join(role.label.zh for role in roles)}。",
                f"It is for these posts: {', '.join(role.label.en for role in roles)}.",
            ),
            where=hidden[0].id,
        )


def post_over(actor: Actor, register: Register, unit: Unit, *roles: Role) -> int | None:
    """The unit of the post by which the actor holds one of the roles over a unit, as `covers` asks."""
    for post in actor.posts:
        if post.role in roles and (unit.path.startswith(post.unit_path) or post.unit_code == register.owner):
            return post.unit_id
    return None


def can_redate(actor: Actor) -> bool:
    """Whether the actor may have open deadlines computed with another calendar: it holds for the whole city."""
    at_root = any(post.role is Role.ADMINISTRATOR and post.is_at_root for post in actor.posts)
    return actor.account_id == OPERATOR_ID or at_root


def check_can_redate(actor: Actor) -> None:
    """Refuse everybody but administrators of the whole city, and the operator at the console."""
    if not can_redate(actor):
        raise Refused(
            "registers.may_not_redate",
            reason=Text(
                "期限按新日历重算，由全市管理员办理。",
                "Deadlines are computed anew by administrators of the whole city.",
            ),
            remedy=Text("请全市管理员办理。", "Ask an administrator of the city."),
        )


def check_can_list(actor: Actor, register: Register, unit: Unit) -> int:
    """Refuse freezing and changing a unit's list to others than editors and supervisors over it; the post's unit."""
    found = post_over(actor, register, unit, *register.edit, Role.SUPERVISOR)
    if found is None:
        raise Refused(
            "registers.may_not_list",
            reason=Text(f"您不能办理“{unit.title}”的清单。", f"You may not keep lists of {unit.title}."),
            remedy=Text("请由台账的归口单位或督查员办理。", "It is for the register's own unit or a supervisor."),
            where=unit.title,
        )
    return found


def check_can_sign(actor: Actor, register: Register, change: ListChange) -> int:
    """Refuse signing a change of a list to its doer, the doer's unit, and those without a say; the signer's unit."""
    unit = post_over(actor, register, change.frozen.unit, *register.edit, Role.SUPERVISOR)
    found = unit or next((post.unit_id for post in actor.posts if post.role is Role.VERIFIER), None)
    own = actor.speaks_for(change.by_account) or actor.is_tied_to(change.by_unit_id)
    if found is None or own:
        raise Refused(
            "registers.may_not_sign",
            reason=Text("提出人及其单位不能自行签署。", "Neither the proposer nor the proposer's unit may sign."),
            remedy=Text(
                "请由另一单位的归口人员、督查员或核验员签署。",
                "It is for an editor, supervisor or verifier of another unit.",
            ),
            where=change.label,
        )
    return found
