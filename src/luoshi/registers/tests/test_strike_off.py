"""Strike-off: only by an outsider, with evidence; the database says so too; a reopened record is counted."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from luoshi.audit.actions import unwritten, writing
from luoshi.org.actions import delegate, end_post, hold_post
from luoshi.org.queries import actor_for
from luoshi.org.tests.small_city import START
from luoshi.people.models import Account
from luoshi.registers.actions import Adopted, Step, adopt_many, confirm, correct, create, move, set_parties, turn_down
from luoshi.registers.actions.republishing import KeptRecords
from luoshi.registers.models import Move, Record
from luoshi.registers.strike_offs import differences
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, report_of, strike
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused

LATER = NOW + timedelta(days=3)


def refuses(works: SmallWorks, task: Record, by: Actor) -> None:
    with pytest.raises(Refused, match="may_not_sign_off") as caught:
        move(task, "strike_off", step=strike(), by=by, at=NOW)
    assert caught.value.remedy.zh
    assert Record.objects.get(pk=task.pk).state == "reported"


def test_an_outsider_strikes_off_with_evidence(works: SmallWorks) -> None:
    task = works.reported()
    with pytest.raises(Refused, match="evidence_missing"):
        move(task, "strike_off", step=Step(on=TODAY), by=works.verifier, at=NOW)
    move(task, "strike_off", step=strike(), by=works.verifier, at=NOW)
    taken = Move.objects.get(record=task, strikes_off=True)
    assert (taken.lead, taken.reported_by, taken.revision) == (works.north, works.lead.account_id, 3)
    assert Record.objects.get(pk=task.pk).state == "struck_off"


@pytest.mark.parametrize("unit", ["north", "stone", "spring"])
def test_nobody_of_the_doers_unit_or_below_it_strikes_off(works: SmallWorks, unit: str) -> None:
    refuses(works, works.reported(), works.city.actor(Role.VERIFIER, unit))


def test_the_administrator_is_not_excepted(works: SmallWorks) -> None:
    refuses(works, works.reported(), works.city.admin)
    inside = works.city.person(Role.VERIFIER, "north")
    hold_post(inside, unit=works.city.unit("city"), role=Role.ADMINISTRATOR, since=START, by=works.city.admin, at=NOW)
    refuses(works, works.reported("修桥"), actor_for(inside, at=NOW))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_keeps_or_checks_the_system_is_no_party_of_the_supervising_unit(works: SmallWorks, role: Role) -> None:
    promise = create("works.promise", {"promised": "修桥"}, unit=works.north, by=works.lead, at=NOW)
    set_parties(promise, lead=works.north, supervisor=[works.city.unit("city")], by=works.lead, at=NOW)
    move(promise, "answer", step=Step(on=TODAY), by=works.lead, at=NOW)
    step = Step(on=TODAY, evidence={"call": "访字1号"}, values={"said": "satisfied"})
    with pytest.raises(Refused, match="may_not_sign_off"):
        move(promise, "close", step=step, by=works.city.actor(role, "city"), at=NOW)
    move(promise, "close", step=step, by=works.supervisor, at=NOW)


def test_who_stands_in_for_the_doer_is_tied_also_in_their_own_name(works: SmallWorks) -> None:
    verifier = works.city.person(Role.VERIFIER, "supervision")
    lend(works, Account.objects.get(pk=works.lead.account_id), verifier)
    for capacity in (None, works.lead.account_id):
        refuses(works, works.reported(f"修路{capacity}"), actor_for(verifier, at=NOW, for_account=capacity))


def test_the_doer_standing_in_for_a_verifier_stays_the_doer(works: SmallWorks) -> None:
    lead = Account.objects.get(pk=works.lead.account_id)
    lend(works, Account.objects.get(pk=works.verifier.account_id), lead)
    refuses(works, works.reported(), actor_for(lead, at=NOW, for_account=works.verifier.account_id))


def lend(works: SmallWorks, holder: Account, deputy: Account) -> None:
    post = holder.posts.get()
    until = TODAY + timedelta(days=20)
    by = actor_for(holder, at=NOW)
    delegate(post, deputy=deputy, since=TODAY, until=until, reason="出差", by=by, at=NOW)


def test_supporting_units_did_the_work_too(works: SmallWorks) -> None:
    task = works.task()
    set_parties(task, lead=works.north, support=[works.south], by=works.planner, at=NOW)
    move(task, "report", step=report_of(), by=works.lead, at=NOW)
    refuses(works, task, works.city.actor(Role.VERIFIER, "south"))


def test_a_supporting_unit_that_took_a_step_stays_a_doer_when_it_supports_no_more(works: SmallWorks) -> None:
    task = works.task()
    set_parties(task, lead=works.north, support=[works.south], by=works.planner, at=NOW)
    move(task, "assist", step=report_of(), by=works.other_lead, at=NOW)
    set_parties(task, lead=works.north, by=works.planner, at=NOW)
    colleague = works.city.actor(Role.VERIFIER, "south")
    refuses(works, task, colleague)
    with pytest.raises(IntegrityError, match="by the side that did it"), transaction.atomic():
        raw(works, task, by_account=colleague.account_id, by_unit_id=works.city.unit("supervision").pk)
    move(task, "strike_off", step=strike(), by=works.verifier, at=NOW)


def test_handing_the_lead_on_does_not_open_the_strike_off_to_who_did_it(works: SmallWorks) -> None:
    inside = works.city.actor(Role.VERIFIER, "north")
    task = works.reported()
    set_parties(task, lead=works.south, by=works.planner, at=NOW)
    refuses(works, task, inside)
    move(task, "strike_off", step=strike(), by=works.verifier, at=NOW)


def test_who_reported_and_then_changed_office_does_not_strike_off(works: SmallWorks) -> None:
    reporter = Account.objects.get(pk=works.lead.account_id)
    task = works.reported()
    end_post(reporter.posts.get(), on=TODAY + timedelta(days=1), by=works.city.admin, at=NOW)
    unit = works.city.unit("supervision")
    hold_post(reporter, unit=unit, role=Role.VERIFIER, since=TODAY + timedelta(days=1), by=works.city.admin, at=NOW)
    moved = actor_for(reporter, at=LATER)
    assert not moved.is_tied_to(works.north.pk)
    refuses(works, task, moved)


def test_leaving_the_struck_off_state_is_counted_and_takes_the_date_back(works: SmallWorks) -> None:
    task = works.struck_off()
    assert task.reached["struck_off"] == TODAY.isoformat()
    with pytest.raises(Refused, match="by_second_look"):
        move(task, "reopen", step=Step(on=TODAY), by=works.verifier, at=NOW)
    asked = move(task, "withdraw", step=Step(on=TODAY), by=works.supervisor, at=NOW)
    confirm(asked, by=works.city.actor(Role.VERIFIER, "south"), at=NOW)
    kept = Record.objects.get(pk=task.pk)
    assert (kept.state, kept.reopened, "struck_off" in kept.reached) == ("assigned", 1, False)
    assert kept.versions.order_by("-revision").values_list("reopened", flat=True)[0] == 1


def raw(works: SmallWorks, task: Record, **changed: object) -> Move:
    """A strike-off written past the actions; by default by the verifier, as a fair one would look."""
    values: dict[str, object] = {
        "county": task.county,
        "record": task,
        "name": "strike_off",
        "source": "reported",
        "target": "struck_off",
        "on": TODAY,
        "at": NOW,
        "by_account": works.verifier.account_id,
        "by_name": "x",
        "by_unit_id": works.city.unit("supervision").pk,
        "lead_id": works.north.pk,
        "strikes_off": True,
        "revision": task.revision + 1,
    }
    with writing():
        unwritten()
        return Move.objects.create(**(values | changed))


def bend(rows: QuerySet[Any], **values: object) -> None:
    """An update past the actions."""
    with writing():
        unwritten()
        rows.update(**values)


def test_the_database_itself_refuses_a_strike_off_by_the_doers_side(works: SmallWorks) -> None:
    task = works.reported()
    inside = works.city.actor(Role.VERIFIER, "stone")
    lies: list[dict[str, object]] = [
        {"by_unit_id": works.north.pk},
        {"by_unit_id": None},
        {"lead_id": None},
        {"reported_by": works.verifier.account_id},
        {"by_account": inside.account_id},
        {"for_account": inside.account_id},
        {"by_account": inside.account_id, "lead_id": works.south.pk},
        {"by_account": works.lead.account_id},
        {"settled_by": inside.account_id, "settled_unit_id": works.south.pk},
    ]
    for lie in lies:
        with pytest.raises(IntegrityError), transaction.atomic():
            raw(works, task, **lie)
    assert raw(works, task).pk


def test_the_database_lets_no_record_into_the_state_without_its_strike_off(works: SmallWorks) -> None:
    task = works.reported()

    with pytest.raises(IntegrityError), transaction.atomic():
        bend(Record.objects.filter(pk=task.pk), state="struck_off")
    raw(works, task)
    with pytest.raises(IntegrityError), transaction.atomic():
        bend(Record.objects.filter(pk=task.pk), state="struck_off")
    bend(Record.objects.filter(pk=task.pk), state="struck_off", revision=task.revision + 1)


def test_the_database_lets_nobody_rewrite_a_strike_off(works: SmallWorks) -> None:
    task = works.struck_off()
    for change in ({"by_account": works.officer.account_id}, {"strikes_off": False}, {"status": "turned_down"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            bend(Move.objects.filter(record=task, strikes_off=True), **change)


def test_what_was_struck_off_is_corrected_only_after_it_was_reopened(works: SmallWorks) -> None:
    task = works.struck_off()
    with pytest.raises(Refused, match=r"registers\.struck_off") as caught:
        correct(task, {"remark": "补写"}, reason="漏填", by=works.planner, at=LATER)
    assert "已销号" in caught.value.reason.zh
    with pytest.raises(IntegrityError, match="after it was reopened"), transaction.atomic():
        bend(Record.objects.filter(pk=task.pk), data=task.data | {"remark": "补写"})
    task = Record.objects.get(pk=task.pk)
    asked = move(task, "withdraw", step=Step(on=TODAY), by=works.supervisor, at=NOW)
    confirm(asked, by=works.city.actor(Role.VERIFIER, "south"), at=NOW)
    task = Record.objects.get(pk=task.pk)
    correct(task, {"remark": "补写"}, reason="漏填", by=works.planner, at=LATER)
    assert (Record.objects.get(pk=task.pk).data["remark"], task.reopened) == ("补写", 1)


def test_who_did_what_was_struck_off_is_changed_only_after_it_was_reopened(works: SmallWorks) -> None:
    """Otherwise the doer's unit could be taken out of the record, and look at its own work a second time."""
    task = works.struck_off()
    revision, lead = task.revision, task.lead_id
    with pytest.raises(Refused, match=r"registers\.struck_off"):
        set_parties(task, lead=works.south, by=works.planner, at=LATER)
    task = Record.objects.get(pk=task.pk)
    assert (task.revision, task.lead_id) == (revision, lead)
    asked = move(task, "withdraw", step=Step(on=TODAY), by=works.supervisor, at=NOW)
    confirm(asked, by=works.city.actor(Role.VERIFIER, "south"), at=NOW)
    set_parties(Record.objects.get(pk=task.pk), lead=works.south, by=works.planner, at=LATER)
    assert Record.objects.get(pk=task.pk).lead_id == works.south.pk


def old_row(works: SmallWorks) -> Adopted:
    reached = {"assigned": date(2020, 1, 6), "reported": date(2020, 2, 3), "struck_off": date(2020, 2, 7)}
    unit = works.city.unit("supervision")
    return Adopted(data={"matter": "旧账"}, unit=unit, lead=works.north, state="struck_off", reached=reached)


def test_what_an_older_ledger_struck_off_says_where_it_comes_from(works: SmallWorks) -> None:
    (task,) = adopt_many("works.task", [old_row(works)], source="2020年督办台账", by=works.city.admin, at=NOW)
    task = Record.objects.get(pk=task.pk)
    assert (task.state, task.adopted_from, task.adopted_on) == ("struck_off", "2020年督办台账", TODAY)
    with pytest.raises(Refused, match="source_missing"):
        adopt_many("works.task", [old_row(works)], source=" ", by=works.city.admin, at=NOW)
    for lie in ({"adopted_from": ""}, {"adopted_from": "别的台账"}, {"adopted_on": None}):
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            bend(Record.objects.filter(pk=task.pk), **lie)


@pytest.mark.parametrize(
    "missing", [{"adopted_from": ""}, {"adopted_on": None}, {"adopted_from": "", "adopted_on": None}]
)
def test_the_database_takes_no_struck_off_record_that_no_ledger_is_named_for(
    works: SmallWorks, missing: dict[str, object]
) -> None:
    (task,) = adopt_many("works.task", [old_row(works)], source="2020年督办台账", by=works.city.admin, at=NOW)
    values = {each.attname: getattr(task, each.attname) for each in Record._meta.concrete_fields}
    values |= {"id": None, "key": "", **missing}
    with writing():
        unwritten()
        with pytest.raises(IntegrityError, match="no older ledger"), transaction.atomic():
            Record.objects.create(**values)


def test_a_verifier_of_the_supervising_unit_is_not_its_supervisor_too(works: SmallWorks) -> None:
    task = works.task()
    set_parties(task, lead=works.north, supervisor=[works.city.unit("supervision")], by=works.planner, at=NOW)
    move(task, "report", step=report_of(), by=works.lead, at=NOW)
    with pytest.raises(Refused, match="may_not_move"):
        move(task, "withdraw", step=Step(on=TODAY), by=works.verifier, at=NOW)
    move(task, "withdraw", step=Step(on=TODAY), by=works.city.actor(Role.SUPERVISOR, "supervision"), at=NOW)


def test_publishing_strikes_nothing_off(works: SmallWorks) -> None:
    task = works.reported()
    renaming = {"reported": "struck_off"}
    with pytest.raises(Refused, match="struck_off_by_publishing"):
        KeptRecords().move_states(
            "works.task", renaming, version_id=task.pack_version_id, by=works.city.admin, at=NOW
        )
    assert Record.objects.get(pk=task.pk).state == "reported"


def promise(works: SmallWorks) -> Record:
    unit = works.city.unit("supervision")
    made = create("works.promise", {"promised": "通水"}, unit=unit, lead=works.north, by=works.planner, at=NOW)
    move(made, "answer", step=Step(on=TODAY), by=works.lead, at=NOW)
    return made


def call(said: str) -> Step:
    return Step(on=TODAY, evidence={"call": "回访单1号"}, values={"said": said})


@pytest.mark.parametrize("said", ["wanting", "unreached"])
def test_r033_only_the_beneficiarys_yes_closes_a_promise(works: SmallWorks, said: str) -> None:
    made = promise(works)
    with pytest.raises(Refused, match="not_satisfied"):
        move(made, "close", step=call(said), by=works.supervisor, at=NOW)
    move(made, "return", step=call(said), by=works.supervisor, at=NOW)
    assert Record.objects.get(pk=made.pk).state == "promised"


def test_r033_the_office_does_not_record_the_beneficiarys_word(works: SmallWorks) -> None:
    made = promise(works)
    for insider in (works.lead, works.city.actor(Role.SUPERVISOR, "north"), works.city.admin):
        for name in ("close", "return"):
            with pytest.raises(Refused, match="may_not_sign_off"):
                move(made, name, step=call("satisfied"), by=insider, at=NOW)
    move(made, "close", step=call("satisfied"), by=works.supervisor, at=NOW)
    kept = Record.objects.get(pk=made.pk)
    assert (kept.state, kept.data["said"]) == ("kept", "satisfied")


def test_a_confirmation_does_not_undo_a_correction_of_the_same_field(works: SmallWorks) -> None:
    task = works.reported()
    step = Step(on=TODAY, values={"remark": "原说明"})
    asked = move(task, "withdraw", step=step, by=works.supervisor, at=NOW)
    correct(task, {"remark": "更正后"}, reason="核对", by=works.planner, at=NOW + timedelta(hours=1))
    outsider = works.city.actor(Role.VERIFIER, "south")
    fresh = Move.objects.get(pk=asked.pk)
    with pytest.raises(Refused, match="corrected_since"):
        confirm(fresh, by=outsider, at=LATER)
    assert Record.objects.get(pk=task.pk).data["remark"] == "更正后"
    turn_down(fresh, reason="已更正", by=outsider, at=LATER)
    again = move(Record.objects.get(pk=task.pk), "withdraw", step=Step(on=TODAY), by=works.supervisor, at=LATER)
    confirm(again, by=outsider, at=LATER)


def test_a_correction_of_another_field_does_not_hinder_a_confirmation(works: SmallWorks) -> None:
    task = works.reported()
    asked = move(task, "withdraw", step=Step(on=TODAY), by=works.supervisor, at=NOW)
    correct(task, {"matter": "修路（二期）"}, reason="更名", by=works.planner, at=NOW + timedelta(hours=1))
    confirm(Move.objects.get(pk=asked.pk), by=works.city.actor(Role.VERIFIER, "south"), at=LATER)
    assert Record.objects.get(pk=task.pk).data["matter"] == "修路（二期）"


def test_a_unit_field_leads_to_a_unit(works: SmallWorks) -> None:
    task = works.task()
    with pytest.raises(Refused) as caught:
        correct(task, {"office": 10**6}, reason="改", by=works.planner, at=NOW)
    assert "不存在" in caught.value.reason.zh
    correct(task, {"office": works.south.pk}, reason="改", by=works.planner, at=NOW)
    assert Record.objects.get(pk=task.pk).data["office"] == works.south.pk


def test_a_trigger_taken_away_or_altered_is_named(db: None) -> None:
    assert differences() == []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE registers_move DISABLE TRIGGER registers_strike_off")
            cursor.execute("DROP TRIGGER registers_verdict ON registers_verdict")
            body = "BEGIN RETURN NEW; END"
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION registers_struck_state() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
            )
        else:
            cursor.execute("DROP TRIGGER registers_strike_off_INSERT")
            cursor.execute("DROP TRIGGER registers_verdict_INSERT")
            cursor.execute("DROP TRIGGER registers_struck_state_UPDATE")
            cursor.execute(
                "CREATE TRIGGER registers_struck_state_UPDATE BEFORE UPDATE ON registers_record BEGIN SELECT 1; END"
            )
    named = {name.removesuffix("_INSERT").removesuffix("_UPDATE") for name in differences()}
    assert named == {"registers_strike_off", "registers_verdict", "registers_struck_state"}
