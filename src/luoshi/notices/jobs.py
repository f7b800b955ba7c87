"""What workers do for the notices: listen, gather, send; and the morning's round."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from smtplib import SMTPRecipientsRefused

from django.conf import settings

from luoshi.audit.feed import Sealed, sealed_after
from luoshi.audit.models import Leaf
from luoshi.jobs.actions import enqueue
from luoshi.jobs.errors import trouble_of
from luoshi.jobs.feeds import Stage, feed
from luoshi.jobs.kinds import Outcome, Run, job
from luoshi.jobs.models import JSON, Job
from luoshi.notices import office, posting, sending
from luoshi.notices.kinds import POST, SEND, URGENT, Way
from luoshi.notices.late import newly_late
from luoshi.notices.letters import letter_to, message_to
from luoshi.notices.models import Delivery, DeliveryState, Notice, Preference
from luoshi.notices.telling import scene_of, tell, tell_asked, tell_late
from luoshi.notices.words import SILENT
from luoshi.org.models import Post, in_force
from luoshi.registers.happenings import Happening, listener
from luoshi.registers.models import Record
from luoshi.returns.models import Reminder
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MORNING = "notices.morning"
ASKED, REMINDED = "notices.asked", "returns.remind"
BATCH = 50
MOST = 500  # leaves read at once
RETRIES = 8
OLDEST = timedelta(days=14)
"""Acts from before that are told to nobody: the log is followed from its beginning when the room comes new."""


def concerning(happenings: Sequence[Happening]) -> list[Happening]:
    """Without acts nobody hears of or of long ago, and what the lead unit's own people enter. 2 queries."""
    recent = [
        each
        for each in happenings
        if each.act not in SILENT and (each.told_at is None or each.told_at - each.at <= OLDEST)
    ]
    entered = [each.record for each in recent if each.act == "create"]
    leads = dict(Record.objects.filter(pk__in=entered).values_list("pk", "lead"))
    days = {day_of(each.at) for each in recent if each.act == "create"}
    posts = Post.objects.filter(*map(in_force, days), unit__in=set(leads.values()) - {None})
    held = set(posts.values_list("account", "unit"))
    return [each for each in recent if each.act != "create" or (each.by, leads.get(each.record)) not in held]


@listener("notices", wants=concerning)
def listen(happening: Happening) -> None:
    """Keep the notices of an act, and ask for what is to go out at once."""
    scene = scene_of(happening.record, happening.act, dict(happening.facts), entry=happening.entry, at=happening.at)
    if scene is not None:
        posting.hurry(tell(scene, entry=happening.entry))


@feed("notices.asked", waits=lambda position: Leaf.objects.filter(position__gte=position).exists())
def listen_to_askings(position: int, at: datetime) -> Iterator[Stage]:
    """Have it told that returns were asked for: they have no record, so it is no happening of one.

    One job for each act, however many units were asked.
    """
    sealed, reached = sealed_after(position, most=MOST)
    acts: dict[int, list[Sealed]] = defaultdict(list)
    for each in sealed:
        if each.act == REMINDED and at - each.at <= OLDEST and "reminder" in each.payload:
            acts[each.position].append(each)
    for place, asked in acts.items():
        yield Stage(place + 1, partial(_have_told, asked, at))
    yield Stage(reached)


def _have_told(asked: Sequence[Sealed], at: datetime) -> None:
    told: dict[str, JSON] = {"reminders": [each.payload["reminder"] for each in asked], "by": asked[0].by_account}
    enqueue(ASKED, told, key=str(asked[0].entry), by=posting.WORKER, at=at)


@job(ASKED, title=Text("告知催报", "Tell who was asked for a return"), retries=RETRIES)
def asked(run: Run) -> None:
    """Tell the units of returns they were asked for, some at a time; broken off, it goes on where it stood."""
    ids, done = list(run.arguments["reminders"]), int(run.cursor or 0)
    while done < len(ids):
        some = Reminder.objects.select_related("unit").filter(pk__in=ids[done : done + BATCH]).order_by("pk")
        with run.batch():
            for each in some:
                posting.hurry(tell_asked(each, by=run.arguments["by"], at=each.at))
            run.cursor = done = done + BATCH
    with run.finishing():
        run.outcome = Outcome(Text(f"告知 {len(ids)} 份催报", f"told of {len(ids)} askings"))


@job(URGENT, title=Text("寄出紧急提醒", "Mail what is urgent"), retries=RETRIES)
def urgent(run: Run) -> Outcome:
    """One letter of all that is urgent for a person; in their quiet hours it is left to the morning."""
    account = int(run.arguments["account"])
    preference = Preference.objects.filter(account=account).first()
    with run.finishing():
        run.outcome = Outcome(Text("没有要寄的", "Nothing to mail"))
        if preference is not None and preference.address and office.may_write(run.at, preference):
            pending = Notice.objects.of(account).pending(Way.NOW)
            if posting.bundle(pending, urgent=True, at=run.at) is not None:
                run.outcome = Outcome(Text("已交寄 1 封", "1 letter handed over"))
    return run.outcome


@job(POST, title=Text("发出办公消息", "Post to a messenger"), retries=RETRIES)
def post(run: Run) -> None:
    """One message of all that waits for a messenger."""
    with run.finishing():
        pending = Notice.objects.filter(messenger=run.arguments["messenger"], messenger__closed_at=None)
        posting.bundle(pending.pending(Way.NOW), urgent=True, at=run.at)


@job(SEND, title=Text("寄出", "Send"), retries=RETRIES)
def send(run: Run) -> None:
    """Hand one delivery over; what it says is put together now, from what may be seen now."""
    delivery = Delivery.objects.select_related("account", "messenger").get(pk=run.arguments["delivery"])
    if delivery.state == DeliveryState.SENT:
        return
    try:
        to, subject, text = _hand_over(run, delivery)
    except (Refused, SMTPRecipientsRefused) as error:
        _fail(run, delivery, error, final=True)
        return
    except OSError as error:
        _fail(run, delivery, error, final=run.job.failures >= RETRIES)
        raise
    with run.finishing():
        posting.note_sent(delivery, to=to, subject=subject, text=text, at=run.at)


def _hand_over(run: Run, delivery: Delivery) -> tuple[str, str, str]:
    """Sends it; to whom, and what it said."""
    key = run.outside_key("send")
    if delivery.messenger is not None:
        said = message_to(delivery.messenger, delivery)
        sending.post(delivery.messenger, said, key=key, at=run.at)
        return delivery.messenger.host, said.subject, said.text
    account = delivery.account
    preference = Preference.objects.filter(account=account).first()
    letter = letter_to(account, delivery, at=run.at) if account is not None else None
    if account is None or preference is None or not preference.address or letter is None:
        raise Refused(
            "notices.nobody",
            reason=Text(
                "收信人已不再收信，或没有还要告知的。",
                "Its reader takes no mail any more, or nothing is left to tell.",
            ),
            remedy=Text("无需办理。", "Nothing is left to do."),
        )
    sending.mail(letter, to=preference.address, account=account, key=key)
    return preference.address, letter.subject, letter.text


def _fail(run: Run, delivery: Delivery, error: Exception, *, final: bool) -> None:
    with run.batch():
        posting.note_trouble(delivery, trouble_of(error).written, final=final)


def ask(*, by: Actor, at: datetime) -> Job:
    """Ask for the day's round at the office's hour; asked again on the same day it is the same job."""
    day = day_of(at)
    return enqueue(MORNING, {}, key=day.isoformat(), run_after=office.digest_on(day), by=by, at=at)


@job(MORNING, title=Text("每日汇总", "The day's digests"), retries=RETRIES)
def morning(run: Run) -> Outcome:
    """Tell who is newly late, write one letter to each person something waits for, clean up, ask for the next day.

    On days off only the last two, unless somebody asks for it `now`. Broken off, it goes on where it stood.
    """
    day, letters = day_of(run.at), 0
    after = int(run.cursor or 0)
    if office.is_workday(day) or run.arguments.get("now"):
        if not after:
            with run.batch():
                for record in newly_late(day):
                    tell_late(record, day=day, at=run.at)
        while accounts := posting.waiting_accounts(after, most=BATCH):
            with run.batch():
                letters += sum(_digest(account, run.at) for account in accounts)
                run.cursor = after = accounts[-1]
    with run.finishing():
        posting.sweep(before=run.at - timedelta(days=settings.NOTICES["days"]))
        tomorrow = day + timedelta(days=1)
        enqueue(MORNING, {}, key=tomorrow.isoformat(), run_after=office.digest_on(tomorrow), by=run.by, at=run.at)
        run.outcome = Outcome(Text(f"交寄 {letters} 封", f"{letters} letters"), href="/manage/deliveries/")
    return run.outcome


def _digest(account: int, at: datetime) -> bool:
    preference = Preference.objects.filter(account=account).first()
    if preference is None or not preference.address:
        return False
    pending = Notice.objects.of(account).pending(Way.NOW, Way.DIGEST)
    return posting.bundle(pending, urgent=False, at=at) is not None
