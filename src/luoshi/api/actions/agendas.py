"""Making and revoking agendas: secret addresses for calendar programs."""

from datetime import date, datetime

from luoshi.api import policies
from luoshi.api.models import Agenda, AgendaKind
from luoshi.api.secrecy import new_address
from luoshi.audit.actions import Act, record, writing
from luoshi.people.models import Account
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def make_agenda(
    kind: AgendaKind, *, register: str = "", language: str, by: Actor, at: datetime
) -> tuple[Agenda, str]:
    """An agenda of the person's own, and the secret part of its address, which is told this once."""
    policies.check_own(by)
    policies.check_agenda(kind, register)
    shown = new_address()
    agenda = Agenda(
        account=Account.objects.get(pk=by.account_id),
        kind=kind,
        register=register,
        language=language,
        digest=shown.digest,
        made_at=at,
    )
    with writing():
        held = Agenda.objects.filter(account=by.account_id, revoked_at=None).count()
        policies.check_fewer(held, Text("日程订阅", "agendas"))
        agenda.save(force_insert=True)
        facts = {"kind": kind.value, "register": register}
        record(Act("api.make_agenda", "agenda", agenda.pk, "", facts), by=by, at=at)
    return agenda, shown.text


def revoke_agenda(agenda: Agenda, *, by: Actor, at: datetime) -> None:
    """The address tells nothing any more; only its owner ends it."""
    if agenda.account_id != by.account_id:
        raise policies.no_such("agenda")
    with writing():
        if not Agenda.objects.filter(pk=agenda.pk, revoked_at=None).update(revoked_at=at):
            raise Refused(
                "api.revoked_already",
                reason=Text("这个日程订阅已撤销。", "This agenda is revoked already."),
                remedy=Text("无需再办。", "Nothing is left to do."),
            )
        record(Act("api.revoke_agenda", "agenda", agenda.pk, "", {"kind": agenda.kind}), by=by, at=at)
    agenda.revoked_at = at


def note_reading(agenda: Agenda, *, on: date) -> None:
    """The day an agenda was last read, once a day; no act of a person, and nothing hangs on it."""
    if agenda.last_used_on != on:
        Agenda.objects.filter(pk=agenda.pk).update(last_used_on=on)
