"""Saying of a slot that it asks for what is held, or that it does not: the lexicon grows by it, with the name."""

from datetime import datetime

from luoshi.audit.actions import writing
from luoshi.dictionary.actions import confirm_alias
from luoshi.dictionary.permissions import can_confirm
from luoshi.dictionary.policies import MOST
from luoshi.dictionary.queries import by_words, element
from luoshi.reports.actions.bringing import note, settle_slot
from luoshi.reports.matching.candidates import Candidate, wording_key
from luoshi.reports.matching.held import bound, lexicon
from luoshi.reports.models import Ruling, Slot
from luoshi.reports.permissions import can_take_back, check_can_bring, check_can_decline
from luoshi.reports.policies import check_ruling_has_reason, refused
from luoshi.rules.actors import Actor


def confirm(slot: Slot, *, holding: str, reason: str = "", by: Actor, at: datetime) -> Ruling:
    """The slot asks for this holding: from now on the system fills it in, here and wherever it is worded so.

    What the signatures call another datum needs a reason besides.
    """
    found = _candidate(slot, holding)
    if not found.held:
        check_ruling_has_reason(reason, found.found.reasons)
    with writing():
        ruling = _keep(slot, found, confirmed=True, reason=reason, by=by, at=at)
        settle_slot(slot, source=found.holding.source, by=by, at=at)
        _into_dictionary(slot, found, by=by, at=at)
    return ruling


def _into_dictionary(slot: Slot, found: Candidate, *, by: Actor, at: datetime) -> None:
    """What the owner of a datum or a supervisor confirms, the dictionary keeps for all offices."""
    code = str(found.holding.source.get("code", ""))
    if not code or len(slot.words) > MOST or by_words(slot.words) is not None:
        return
    if can_confirm(by, element(code)):
        confirm_alias(slot.words, element=element(code), by=by, at=at)


def decline(slot: Slot, *, holding: str, reason: str = "", by: Actor, at: datetime) -> Ruling:
    """The slot asks for something else; what the signatures call the same needs a reason, shown at admission."""
    found = _candidate(slot, holding)
    known = bound(slot)
    check_can_decline(by, known.by if known is not None and known.holding == holding else "")
    if found.held:
        check_ruling_has_reason(reason, found.found.reasons)
    with writing():
        return _keep(slot, found, confirmed=False, reason=reason, by=by, at=at)


def _candidate(slot: Slot, holding: str) -> Candidate:
    path = [*slot.row_path, *slot.column_path]
    everything = lexicon().candidates(path, unit=slot.unit_words, limit=50)
    found = next((each for each in everything if each.holding.key == holding), None)
    if found is None:
        raise refused("not_a_candidate", where=slot.words, words=slot.words)
    return found


def _keep(slot: Slot, found: Candidate, *, confirmed: bool, reason: str, by: Actor, at: datetime) -> Ruling:
    """Within the caller's transaction."""
    if confirmed or not can_take_back(by):
        check_can_bring(by, slot.form_file.record)
    with writing():
        ruling = Ruling.objects.create(
            county=slot.form_file.county,
            slot=slot,
            key=wording_key(slot.words)[:200],
            words=slot.words[:400],
            unit_words=slot.unit_words,
            holding=found.holding.key,
            source=dict(found.holding.source),
            relation=found.found.relation.value,
            confirmed=confirmed,
            reason=reason.strip()[:200],
            by_account=by.account_id,
            for_account=by.for_account,
            by_name=by.name,
            at=at,
        )
        facts: dict[str, object] = {
            "slot": slot.pk,
            "words": ruling.words,
            "holding": ruling.holding,
            "relation": ruling.relation,
            "reason": ruling.reason,
        }
        note("confirm_held" if confirmed else "decline_held", slot.form_file, facts, by=by, at=at)
    return ruling
