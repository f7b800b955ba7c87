"""Writes: a wording is confirmed to mean an element, or taken back with the reason."""

from datetime import datetime

from django.db import IntegrityError

from luoshi.audit.actions import Act, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.dictionary.models import Alias
from luoshi.dictionary.permissions import check_can_confirm
from luoshi.dictionary.policies import check_wording
from luoshi.dictionary.queries import by_words
from luoshi.dictionary.queries import element as element_of
from luoshi.packs.declarations import Element
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

SUBJECT = "alias"
CITY = ""
"""The dictionary holds for the whole city; its audit entries belong to no county."""


def confirm_alias(words: str, *, element: Element, by: Actor, at: datetime) -> Alias:
    """Let a wording mean an element from now on, in the name of who confirmed it."""
    check_can_confirm(by, element)
    key = check_wording(words, element, by_words(words))
    alias = Alias(
        element=element.code,
        words=words.strip(),
        key=key,
        confirmed_by=by.account_id,
        confirmed_by_name=by.name,
        confirmed_at=at,
    )
    try:
        with writing():
            alias.save(force_insert=True)
            _note(alias, "confirm_alias", by=by, at=at)
    except IntegrityError:
        raise Refused(
            "dictionary.confirmed_meanwhile",
            reason=Text(
                f"刚才有人确认了“{alias.words}”。", f"Somebody confirmed '{alias.words}' at the same moment."
            ),
            remedy=Text("请先看它现在指哪个数据元。", "Look which element it stands for now."),
            where="words",
        ) from None
    return alias


def withdraw_alias(alias: Alias, *, reason: str, by: Actor, at: datetime) -> Alias:
    """Take a wording back: it stays on the element's page with the reason, and means nothing from now on."""
    check_can_confirm(by, element_of(alias.element))
    if not reason.strip():
        raise Refused(
            "dictionary.no_reason",
            reason=Text("没有写撤回的理由。", "There is no reason."),
            remedy=Text("写明为什么不是一回事。", "Say why it is not the same."),
            where="reason",
        )
    with writing():
        standing = Alias.objects.filter(pk=alias.pk, withdrawn_at=None)
        if not standing.update(withdrawn_at=at, withdrawn_by_name=by.name, reason=reason.strip()[:200]):
            raise Refused(
                "dictionary.withdrawn_already",
                reason=Text("这个叫法已经撤回。", "It is withdrawn already."),
                remedy=Text("请刷新页面。", "Load the page again."),
                where="alias",
            )
        alias.refresh_from_db()
        _note(alias, "withdraw_alias", by=by, at=at)
    return alias


def _note(alias: Alias, name: str, *, by: Actor, at: datetime) -> None:
    facts = {"element": alias.element, "words": alias.words, "reason": alias.reason}
    leave_entry(Act(f"dictionary.{name}", SUBJECT, alias.pk, CITY, facts), by=by, at=at)
