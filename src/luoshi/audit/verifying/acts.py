"""Entries and touches against the leaves: act by act, each item that was changed, removed or added."""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from luoshi.audit.digesting import hexdigest
from luoshi.audit.leaves import TOUCH, rows_of, texts, together
from luoshi.audit.models import Entry, Leaf, Touch, Waiting
from luoshi.audit.verifying.faults import Fault
from luoshi.audit.verifying.snapshot import CHUNK
from luoshi.rules.texts import Text

ENTRY = ("writing", "id", "digest", "canonical", "act", "at", "by_account", "on_behalf_of", "county", "subject_kind")
SUBJECT = ("subject_id", "by_name")


def check_acts() -> Iterator[Fault]:
    """Faults of entries and touches. Reads each once; holds one act at a time."""
    waiting = set(Waiting.objects.values_list("writing", flat=True))
    leaves = groupby(
        Leaf.objects.order_by("writing", "part").values_list("writing", "text").iterator(CHUNK), itemgetter(0)
    )
    logged = next(leaves, None)
    entries = rows_of(Entry.objects.all(), (*ENTRY, *SUBJECT))
    for writing, mine, theirs in together(entries, rows_of(Touch.objects.all(), TOUCH)):
        while logged and logged[0] < writing:
            yield _gone(logged[0])
            logged = next(leaves, None)
        found = [text for _, text in logged[1]] if logged and logged[0] == writing else None
        kept: list[list[Any]] = []
        for entry in mine:
            yield from _check_entry(entry)
            kept.append(entry[:2])
        if found is None:
            yield from _unsealed(writing, kept, theirs, waiting)
            continue
        rest = list(theirs)
        if found != [each.text for each in texts(writing, kept, rest)]:
            yield from _differences(found, kept, rest)
        logged = next(leaves, None)
    while logged:
        yield _gone(logged[0])
        logged = next(leaves, None)


def _check_entry(entry: list[Any]) -> Iterator[Fault]:
    pk, digest, canonical, act, at, account, behalf, county, kind, subject, _ = entry
    if hexdigest(canonical) != digest:
        told = Text(
            "条目的文字与其摘要不符，已被改动。", "The text of the entry does not match its digest: it was changed."
        )
        yield Fault("changed", "audit_entry", str(pk), told)
        return
    said = _said(canonical)
    columns = {"act": act, "by": account, "for": behalf, "county": county, "subject": [kind, subject]}
    if {name: said.get(name) for name in columns} != columns or not _same_moment(at, said.get("at")):
        told = Text(
            f"条目的列与其文字不符；日志记的是：{canonical[:200]}",
            f"The columns of the entry were changed; the log says: {canonical[:200]}",
        )
        yield Fault("changed", "audit_entry", str(pk), told)


def _said(canonical: str) -> dict[str, Any]:
    try:
        said = json.loads(canonical)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _same_moment(at: Any, said: Any) -> bool:
    try:
        return bool(at == type(at).fromisoformat(said))
    except (ValueError, TypeError):
        return False


def _gone(writing: int) -> Fault:
    told = Text(
        "日志中的这次办理，其条目和留痕都已被删除。",
        "The entries and touches of this act, which the log holds, were removed.",
    )
    return Fault("removed", "audit_entry", f"act {writing:x}", told)


def _unsealed(
    writing: int, entries: list[list[Any]], touches: Iterator[list[Any]], waiting: set[int]
) -> Iterator[Fault]:
    if writing in waiting:
        return
    for entry in entries:
        told = Text(
            "条目不在日志中：是绕过封存加进去的，或其日志项已被删除。",
            "The entry is not in the log: it was slipped in, or its leaf was removed.",
        )
        yield Fault("inserted", "audit_entry", str(entry[0]), told)
    for touch in () if entries else touches:
        told = Text("写入这一行时没有留下审计条目。", "The row was written without an audit entry.")
        yield Fault("unsealed", "audit_touch", str(touch[0]), told)


def _differences(found: list[str], entries: list[list[Any]], touches: list[list[Any]]) -> Iterator[Fault]:
    try:
        bodies = [json.loads(text) for text in found]
        numbered = {
            kind: {item[0]: item for body in bodies for item in body[kind]} for kind in ("entries", "touches")
        }
    except (ValueError, KeyError, TypeError, IndexError):
        return  # no text the sealer wrote; the leaf is told already
    for table, kind, have in (("audit_entry", "entries", entries), ("audit_touch", "touches", touches)):
        logged = numbered[kind]
        present = {item[0]: list(item) for item in have}
        for number in sorted(logged.keys() | present.keys()):
            if number not in present:
                yield Fault("removed", table, str(number), _told(logged[number], "已被删除", "was removed"))
            elif number not in logged:
                yield Fault("inserted", table, str(number), _told(present[number], "是后加的", "was slipped in"))
            elif logged[number] != present[number]:
                yield Fault("changed", table, str(number), _told(logged[number], "已被改动", "was changed"))


def _told(item: list[Any], zh: str, en: str) -> Text:
    return Text(f"{zh}；日志记的是：{item}", f"It {en}; the log says: {item}")
