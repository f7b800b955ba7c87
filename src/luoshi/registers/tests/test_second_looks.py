"""Second looks: a list nobody can slip off, a draw anyone can repeat, looks by others, and reopening."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction

from luoshi.audit.actions import unwritten, writing
from luoshi.audit.actions.heads import head_now
from luoshi.audit.actions.sealing import seal_all
from luoshi.audit.models import Entry
from luoshi.evidence.actions import keep
from luoshi.evidence.tests.scenes import photo
from luoshi.org.actions import delegate
from luoshi.org.queries import actor_for
from luoshi.people.models import Account
from luoshi.registers.actions import (
    Sight,
    Step,
    attach,
    close_list,
    confirm,
    detach,
    draw_looks,
    look_again,
    move,
    turn_down,
)
from luoshi.registers.models import Draw, Exhibit, Look, Move, Record, Seen
from luoshi.registers.queries import get
from luoshi.registers.second_looks import looks_for, redrawn, tallies
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks
from luoshi.rules.actors import Actor, Role
from luoshi.rules.lots import seed_of
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused

JULY = NOW + timedelta(days=20)
SOURCE = "2022年7月8日上证综指收盘"
EVIDENCE = {"sight": "照片1张"}


def closed(works: SmallWorks, many: int = 5) -> Draw:
    """The list of June's strike-offs."""
    for number in range(many):
        works.struck_off(f"修路{number}")
    return close_list("works.task", period="2022-06", source=SOURCE, by=works.supervisor, at=JULY)


def drawn(works: SmallWorks, many: int = 5) -> list[Look]:
    return draw_looks(closed(works, many), public="3356.08", by=works.verifier, at=JULY + timedelta(days=4))


def lend_to(works: SmallWorks, deputy: Account) -> None:
    """The supervisor's post, stood in for."""
    post = Account.objects.get(pk=works.supervisor.account_id).posts.get()
    until = TODAY + timedelta(days=60)
    delegate(post, deputy=deputy, since=TODAY, until=until, reason="出差", by=works.supervisor, at=NOW)


def outsider(works: SmallWorks) -> Actor:
    return works.city.actor(Role.VERIFIER, "south")


def test_a_draw_takes_the_declared_share_of_a_list_closed_before(works: SmallWorks) -> None:
    """30 % of 5, rounded up, is 2; every strike-off is either drawn or spared."""
    draw = closed(works)
    assert (len(draw.listed), draw.share, draw.seed) == (5, Decimal(30), "")
    looks = draw_looks(draw, public="3356.08", by=works.verifier, at=JULY + timedelta(days=4))
    assert [look.due for look in looks] == [date(2022, 8, 8)] * 2
    assert Look.objects.filter(draw=draw, seen=Seen.SPARED).count() == 3
    assert redrawn(draw) is not None
    (tally,) = tallies(["works.task"], today=TODAY)
    assert (tally.listed, tally.drawn, tally.looked, tally.overdue) == (5, 2, 0, 0)


def test_the_result_cannot_be_chosen_afterwards(works: SmallWorks) -> None:
    draw = closed(works)
    with pytest.raises(Refused, match="public_missing"):
        draw_looks(draw, public=" ", by=works.verifier, at=JULY)
    draw_looks(draw, public="3356.08", by=works.verifier, at=JULY + timedelta(days=4))
    with pytest.raises(Refused, match="drawn_already"):
        draw_looks(draw, public="3356.09", by=works.verifier, at=JULY + timedelta(days=5))


def test_the_value_is_of_a_later_day_and_the_seed_of_that_moment(works: SmallWorks) -> None:
    """What makes the seed is named when the list is closed: the log's head, and a day whose value nobody knows."""
    works.plan()
    seal_all(at=NOW)
    head = head_now(at=NOW)
    for number in range(5):
        works.struck_off(f"修路{number}")
    closing = partial(close_list, "works.task", period="2022-06", source=SOURCE, by=works.supervisor, at=JULY)
    with pytest.raises(Refused, match="value_day"):
        closing(value_day=day_of(JULY))
    draw = closing(value_day=date(2022, 7, 8))
    assert (draw.head, draw.value_day) == (head.root, date(2022, 7, 8))
    with pytest.raises(Refused, match="drawn_before_its_day"):
        draw_looks(draw, public="3356.08", by=works.verifier, at=JULY + timedelta(days=2))
    draw_looks(draw, public="3356.08", by=works.verifier, at=JULY + timedelta(days=3))
    draw = Draw.objects.get(pk=draw.pk)
    assert redrawn(draw) is not None
    assert draw.seed != seed_of(draw.digest, draw.public)
    draw.head = "0" * 64
    assert redrawn(draw) is None


def test_a_look_rests_on_files(works: SmallWorks) -> None:
    look, by = drawn(works)[0], outsider(works)
    file = keep(BytesIO(photo(1)), name="现场.jpg", by=by, at=JULY)
    exhibit = attach(look.record, "sight", file=file, by=by, at=JULY)
    seen = look_again(look, sight=Sight(True, "属实"), by=by, at=JULY + timedelta(days=5))
    assert (Exhibit.objects.get().look_id, "现场.jpg" in seen.evidence["sight"]) == (look.pk, True)
    with pytest.raises(Refused, match="exhibit_settled"):
        detach(exhibit, reason="传错", by=by, at=JULY)


def test_who_closed_a_list_does_not_draw_from_it(works: SmallWorks) -> None:
    draw = closed(works)
    later = JULY + timedelta(days=4)
    with pytest.raises(Refused, match="drawn_by_closer"):
        draw_looks(draw, public="3356.08", by=works.supervisor, at=later)
    deputy = works.city.person(Role.VERIFIER, "south")
    lend_to(works, deputy)
    with pytest.raises(Refused, match="drawn_by_closer"):
        draw_looks(draw, public="3356.08", by=actor_for(deputy, at=later, for_account=draw.closed_by), at=later)
    assert Draw.objects.get().seed == ""


def test_a_clock_that_jumped_back_is_told_and_draws_nothing(works: SmallWorks) -> None:
    draw = closed(works)
    with pytest.raises(Refused, match="drawn_before_its_day"):
        draw_looks(draw, public="3356.08", by=works.verifier, at=JULY - timedelta(hours=1))


def test_a_draw_somebody_bent_no_longer_proves_itself(works: SmallWorks) -> None:
    draw = drawn(works)[0].draw
    with writing():
        unwritten()
        first = draw.looks.filter(seen=Seen.OPEN).first()
        other = draw.looks.filter(seen=Seen.SPARED).first()
        assert first is not None
        assert other is not None
        Look.objects.filter(pk=first.pk).update(seen=Seen.SPARED)
        Look.objects.filter(pk=other.pk).update(seen=Seen.OPEN)
    assert redrawn(draw) is None


def test_what_was_signed_late_is_on_the_next_list_and_nothing_twice(works: SmallWorks) -> None:
    """The day told may be backdated; the moment it was signed may not."""
    june = closed(works, 2)
    task = works.reported("补录")
    late = Step(on=TODAY, evidence={"proof": "补"})
    move(task, "strike_off", step=late, by=works.verifier, at=JULY)
    august = NOW.replace(month=8)
    july = close_list("works.task", period="2022-07", source=SOURCE, by=works.supervisor, at=august)
    assert [item.partition("/")[0] for item in july.listed] == [task.number]
    assert not set(june.listed) & set(july.listed)
    with pytest.raises(Refused, match="nothing_to_draw"):
        close_list("works.task", period="2022-07", source=SOURCE, by=works.supervisor, at=august)


@pytest.mark.parametrize("period", ["2022-07", "2022", "2022-6", "yesterday"])
def test_only_a_month_that_is_over_is_drawn(works: SmallWorks, period: str) -> None:
    works.struck_off()
    with pytest.raises(Refused):
        close_list("works.task", period=period, source=SOURCE, by=works.supervisor, at=JULY)


def test_a_draw_is_for_watching_posts_and_needs_its_source_first(works: SmallWorks) -> None:
    works.struck_off()
    with pytest.raises(Refused, match="may_not_draw"):
        close_list("works.task", period="2022-06", source=SOURCE, by=works.lead, at=JULY)
    with pytest.raises(Refused, match="source_missing"):
        close_list("works.task", period="2022-06", source=" ", by=works.supervisor, at=JULY)
    with pytest.raises(Refused, match="no_second_look"):
        close_list("works.site", period="2022-06", source=SOURCE, by=works.supervisor, at=JULY)


def test_neither_the_doers_unit_nor_who_struck_off_looks(works: SmallWorks) -> None:
    look = drawn(works)[0]
    sight = Sight(holds=True, finding="路已通车", evidence=EVIDENCE)
    for insider in (works.verifier, works.city.actor(Role.VERIFIER, "stone"), works.lead, works.city.admin):
        assert looks_for(insider) == []
        with pytest.raises(Refused, match="may_not_sign_off"):
            look_again(look, sight=sight, by=insider, at=JULY)
    looker = outsider(works)
    assert look in looks_for(looker)
    assert get(looker, look.record_id).pk == look.record_id
    look_again(look, sight=sight, by=looker, at=JULY)
    assert look not in looks_for(looker)
    assert Record.objects.get(pk=look.record_id).state == "struck_off"
    with pytest.raises(Refused, match="looked_already"):
        look_again(look, sight=sight, by=looker, at=JULY)


def test_a_look_needs_words_and_the_declared_evidence(works: SmallWorks) -> None:
    look = drawn(works)[0]
    looker = outsider(works)
    with pytest.raises(Refused, match="evidence_missing"):
        look_again(look, sight=Sight(holds=True, finding="好"), by=looker, at=JULY)
    with pytest.raises(Refused, match="finding_missing"):
        look_again(look, sight=Sight(holds=True, finding="", evidence=EVIDENCE), by=looker, at=JULY)


def test_what_does_not_hold_is_reopened_and_counted(works: SmallWorks) -> None:
    look, other = drawn(works)
    sight = Sight(holds=False, finding="路面塌陷", evidence=EVIDENCE)
    after = look_again(look, sight=sight, by=outsider(works), at=JULY)
    kept = Record.objects.get(pk=look.record_id)
    assert (kept.state, kept.reopened, "struck_off" in kept.reached) == ("assigned", 1, False)
    assert after.reopening is not None
    assert (after.reopening.name, after.reopening.note) == ("reopen", "路面塌陷")
    look_again(other, sight=Sight(holds=True, finding="好", evidence=EVIDENCE), by=outsider(works), at=JULY)
    (tally,) = tallies(["works.task"], today=TODAY)
    assert (tally.drawn, tally.looked, tally.held) == (2, 2, 1)
    assert redrawn(look.draw) is not None
    assert Entry.objects.filter(act="registers.look").count() == 2


def test_a_record_reopened_otherwise_meanwhile_is_not_reopened_twice(works: SmallWorks) -> None:
    look = drawn(works)[0]
    asked = move(look.record, "withdraw", step=Step(on=TODAY), by=works.supervisor, at=JULY)
    confirm(asked, by=outsider(works), at=JULY)
    late = Look.objects.get(pk=look.pk)
    sight = Sight(holds=False, finding="未完工", evidence=EVIDENCE)
    after = look_again(late, sight=sight, by=outsider(works), at=JULY)
    assert (after.seen, after.reopening) == (Seen.NOT_HELD, None)
    assert Record.objects.get(pk=look.record_id).reopened == 1


def test_a_move_proposed_before_a_look_reopened_the_record_is_not_confirmed_any_more(works: SmallWorks) -> None:
    look = drawn(works, 1)[0]
    proposed = move(look.record, "withdraw", step=Step(on=TODAY), by=works.supervisor, at=JULY)
    found = Sight(holds=False, finding="未完工", evidence=EVIDENCE)
    look_again(Look.objects.get(pk=look.pk), sight=found, by=outsider(works), at=JULY)
    waiting = Move.objects.get(pk=proposed.pk)
    with pytest.raises(Refused, match="left_meanwhile"):
        confirm(waiting, by=works.verifier, at=JULY)
    turn_down(waiting, reason="已随回头看重新打开", by=works.verifier, at=JULY)
    assert Record.objects.get(pk=look.record_id).reopened == 1


def test_a_look_not_taken_in_time_is_overdue(works: SmallWorks) -> None:
    drawn(works)
    (tally,) = tallies(["works.task"], today=date(2022, 8, 9))
    assert tally.overdue == 2


@pytest.mark.parametrize("lie", ["striker", "lead", "nobody"])
def test_the_database_refuses_a_look_by_who_did_it_or_struck_it_off(works: SmallWorks, lie: str) -> None:
    look = drawn(works)[0]
    told: dict[str, object] = {
        "by_account": works.officer.account_id,
        "by_unit": works.south,
        "at": JULY,
        "finding": "好",
    }
    lies: dict[str, dict[str, object]] = {
        "striker": {"by_account": works.verifier.account_id},
        "lead": {"by_unit": works.north},
        "nobody": {"by_account": None},
    }
    told |= lies[lie]
    with pytest.raises(IntegrityError), transaction.atomic(), writing():  # noqa: PT012  (the write stands in its act)
        unwritten()
        Look.objects.filter(pk=look.pk).update(seen=Seen.HELD, **told)
