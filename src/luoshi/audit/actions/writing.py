"""Writing audit entries, inside the transaction of the act they tell of."""

import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction

from luoshi.audit.digesting import hexdigest
from luoshi.audit.models import Entry
from luoshi.audit.opening import next_number, opened
from luoshi.rules.actors import Actor
from luoshi.statements.copying import enter_columns
from luoshi.statements.inserting import Insert

ENTRY = Insert(Entry)


@dataclass(slots=True)
class _Writing:
    """The transaction of an act, by number; `told` once an entry of it is written."""

    number: int
    told: bool = False


_WRITING: ContextVar[_Writing | None] = ContextVar("audit_writing", default=None)


@dataclass(frozen=True, slots=True)
class Act:
    """What happened to whom: `name` such as "registers.move", the subject's kind and id, and the facts written."""

    name: str
    subject_kind: str
    subject_id: int
    county: str
    payload: Mapping[str, object]


def canonical(act: Act, *, by: Actor, at: datetime) -> str:
    """One text for one entry: sorted keys, no spaces, UTC time; the digest is taken over it."""
    body = {
        "act": act.name,
        "at": at.isoformat(),
        "by": by.account_id,
        "for": by.on_behalf_of,
        "county": act.county,
        "payload": act.payload,
        "subject": [act.subject_kind, act.subject_id],
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def entry_of(act: Act, *, by: Actor, at: datetime) -> Entry:
    """The unsaved entry of an act, for the transaction that is open; RuntimeError where none is."""
    current = _current()
    text = canonical(act, by=by, at=at)
    return Entry(
        county=act.county,
        at=at,
        act=act.name,
        subject_kind=act.subject_kind,
        subject_id=act.subject_id,
        by_account=by.account_id,
        by_name=by.name,
        on_behalf_of=by.on_behalf_of,
        canonical=text,
        digest=hexdigest(text),
        writing=current.number,
    )


@contextmanager
def writing() -> Iterator[None]:
    """The transaction of an act: all that is written inside, or nothing; inside another act it is part of that.

    Raises RuntimeError at its end when no entry was written: no write without its entry. Several acts that stand
    or fall together are put into one `transaction.atomic()`. While it is open the triggers let rows be written and
    note each; one statement more on PostgreSQL, none on SQLite.
    """
    outer = _WRITING.get()
    mine = _Writing(outer.number if outer else next_number())
    token = _WRITING.set(mine)
    try:
        with transaction.atomic(), nullcontext() if outer else opened(mine.number):
            yield
            if not mine.told:
                raise RuntimeError("a write without its audit entry")
    finally:
        _WRITING.reset(token)
    if outer is not None:
        outer.told = True


def unwritten() -> None:
    """Say that an act found nothing to write: its transaction may end without an entry."""
    _note_told()


def _current() -> _Writing:
    current = _WRITING.get()
    if current is None:
        raise RuntimeError("an audit entry belongs to the transaction of its act: open it with `writing()`")
    return current


def _note_told() -> None:
    _current().told = True


def record(act: Act, *, by: Actor, at: datetime) -> Entry:
    """Write the entry of one act; refuses to run outside `writing()`, where it could survive its act.

    Its key is not read back, so that it can be sent together with the rows it tells of.
    """
    _note_told()
    entry = entry_of(act, by=by, at=at)
    ENTRY.send(entry)
    return entry


def record_many(acts: Iterable[Act], *, by: Actor, at: datetime) -> None:
    """Write the entries of many acts in few statements, for imports."""
    _note_told()
    Entry.objects.bulk_create([entry_of(act, by=by, at=at) for act in acts], batch_size=500)


def record_columns(
    name: str,
    kind: str,
    *,
    subjects: Any,
    counties: Any,
    facts: Mapping[str, object],
    told: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> None:
    """Write the entries of an act on many subjects, told column by column; `told` are facts that are JSON already.

    The texts are those `canonical` makes, for imports of so many rows that making each by itself would take longest.
    """
    _note_told()
    texts = _texts(name, kind, subjects, counties, facts, told, by=by, at=at)
    enter_columns(
        Entry,
        {
            "county": counties,
            "at": at,
            "act": name,
            "subject_kind": kind,
            "subject_id": subjects,
            "by_account": by.account_id,
            "by_name": by.name,
            "on_behalf_of": by.on_behalf_of,
            "canonical": texts,
            "digest": pa.array([hexdigest(text) for text in texts.to_pylist()]),
            "writing": _current().number,
        },
        many=len(subjects),
    )


def _texts(
    name: str,
    kind: str,
    subjects: Any,
    counties: Any,
    facts: Mapping[str, object],
    told: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
) -> Any:
    """One text of `canonical`, cut at what differs from row to row, and put together with each row's own."""
    marks = {each: f"{each}:{secrets.token_hex(8)}" for each in ("", "subject", *told)}
    payload = {**facts, **{each: marks[each] for each in told}}
    body = canonical(Act(name, kind, 0, marks[""], payload), by=by, at=at)
    body = f'{body.removesuffix("0]}")}"{marks["subject"]}"]}}'
    own = {
        marks[""]: pc.binary_join_element_wise('"', pc.cast(counties, pa.string()), '"', ""),
        marks["subject"]: pc.cast(subjects, pa.string()),
        **{marks[each]: column for each, column in told.items()},
    }
    cut = re.split("|".join(f'"({re.escape(mark)})"' for mark in own), body)
    pieces = [own.get(piece, piece) for piece in cut if piece]
    return pc.binary_join_element_wise(*pieces, "")
