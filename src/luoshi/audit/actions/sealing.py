"""The sealer: takes acts that have committed into the log, in batches, one sealer at a time.

An act's transaction leaves a row in `Waiting`; the batch that puts its leaf into the log removes that row in the same
transaction. So an act is sealed exactly once however transactions overlap, whoever is killed when, and whatever the
clock says: nothing here is decided by a time or by the order of numbers.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from threading import Event

from django.db import connection, transaction

from luoshi.audit.actions.heads import sign
from luoshi.audit.digesting import chosen
from luoshi.audit.headtext import SignedHead
from luoshi.audit.leaves import LeafText, leaves_of
from luoshi.audit.models import Head, Leaf, Node, Touch, Waiting
from luoshi.audit.signing import keep_newest
from luoshi.audit.tree import size, tree
from luoshi.rules.merkle import Frontier, leaf_hash

ACTS, LEAVES = 500, 500
LIGHT = 20_000  # touches; a batch of more is read while it is written, and holds the log for longer
LOCK = 7_223_461_905  # of PostgreSQL: any number that nobody else uses
PAUSE = 0.4  # seconds between two looks
HEAD_EVERY = timedelta(minutes=1)


def seal(*, at: datetime) -> int:
    """Take one batch of waiting acts into the log; how many leaves that made. Nothing when another sealer is at it.

    Reads before it locks: SQLite's writers wait only while some hundred rows are inserted.
    """
    writings = list(Waiting.objects.order_by("writing").values_list("writing", flat=True)[:ACTS])
    if not writings:
        return 0
    leaves: Iterable[LeafText] = leaves_of(writings)
    if Touch.objects.filter(writing__in=writings).count() <= LIGHT:
        leaves = list(leaves)
    with transaction.atomic():
        if not _is_alone() or Waiting.objects.filter(writing__in=writings).delete()[0] != len(writings):
            transaction.set_rollback(True)  # another sealer has taken them
            return 0
        begun = size()
        frontier = tree().frontier(begun)
        for batch in _batches(leaves):
            _append(frontier, batch)
        signed = sign(frontier.size, frontier.root().hex(), at=at)
        _keep(signed)
    keep_newest(signed.text)
    return frontier.size - begun


def seal_all(*, at: datetime) -> int:
    """Take everything that waits into the log."""
    total = 0
    while made := seal(at=at):
        total += made
    return total


def keep_sealing(stop: Event, *, clock: Callable[[], datetime], after: Callable[[datetime], None]) -> None:
    """Seal until told to stop; `after` is called once in a while between batches. An error ends it.

    A batch costs some 25 queries however few acts are in it, so that acts are left to gather between two looks.
    """
    while not stop.is_set():
        at = clock()
        made = seal(at=at)
        after(at)
        if made < ACTS:
            stop.wait(PAUSE)


def _is_alone() -> bool:
    """Whether no other sealer is in its batch; SQLite has one writer anyway."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _batches(leaves: Iterable[LeafText]) -> Iterator[list[LeafText]]:
    rest = iter(leaves)
    while batch := list(islice(rest, LEAVES)):
        yield batch


def _append(frontier: Frontier, batch: list[LeafText]) -> None:
    rows, nodes = [], []
    for each in batch:
        hashed = leaf_hash(each.text.encode(), chosen())
        rows.append(
            Leaf(position=frontier.size, writing=each.writing, part=each.part, text=each.text, hash=hashed.hex())
        )
        nodes += [
            Node(level=level, position=position, hash=made.hex()) for level, position, made in frontier.append(hashed)
        ]
    Leaf.objects.bulk_create(rows)
    Node.objects.bulk_create(nodes)


def _keep(signed: SignedHead) -> None:
    """Keep the head in the database, one a minute; a clock that has jumped back delays none."""
    last = Head.objects.order_by("-id").first()
    if last is None or not timedelta(0) <= signed.moment - last.at < HEAD_EVERY:
        Head.objects.create(size=signed.size, root=signed.root, at=signed.moment, text=signed.text)
