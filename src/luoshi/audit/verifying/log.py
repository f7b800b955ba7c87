"""The log against itself: leaves in their places, under their nodes, under every signed head."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured

from luoshi.audit.digesting import chosen
from luoshi.audit.headtext import SignedHead, is_signed, read_head
from luoshi.audit.models import Entry, Head, Leaf, Node
from luoshi.audit.signing import KEY, folder, newest_head_file, public_text, read_key
from luoshi.audit.verifying.faults import Fault
from luoshi.audit.verifying.snapshot import CHUNK
from luoshi.rules.merkle import Frontier, leaf_hash
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass
class Heads:
    """The heads to hold the log against, by size; `told` says where each comes from."""

    by_size: dict[int, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, head: SignedHead, told: str) -> None:
        """One more root that the log must have had."""
        self.by_size.setdefault(head.size, []).append((head.root, told))


def check_log(given: list[SignedHead]) -> Iterator[Fault]:
    """Faults of leaves, nodes and heads; `given` are heads that were kept elsewhere. Reads every leaf once.

    Where a leaf is missing the rest cannot be held against a head, and is not.
    """
    heads = Heads()
    yield from _gather(heads, given)
    log = Log(heads)
    leaves = Leaf.objects.order_by("position").values_list("position", "text", "hash")
    for position, text, hashed in leaves.iterator(CHUNK):
        if position != log.frontier.size:
            yield _missing(log.frontier.size, position)
            return
        yield from log.take(text, hashed)
    yield from log.end()


class Log:
    """The log as far as it has been read."""

    def __init__(self, heads: Heads) -> None:
        self.frontier = Frontier(chosen())
        self._heads = heads
        self._signed = 0  # leaves under the last head that agreed
        self._nodes = _nodes()
        self._node = next(self._nodes, None)

    def take(self, text: str, hashed: str) -> Iterator[Fault]:
        """The next leaf: its text, the nodes it completes, the heads over the leaves up to it."""
        made = leaf_hash(text.encode(), chosen())
        if made.hex() != hashed:
            yield _changed_leaf(self.frontier.size)
        for level, place, whole in self.frontier.append(made):
            if self._node != (level, place, whole.hex()):
                yield _wrong_node(level, place)
            if self._node is not None and self._node[:2] == (level, place):
                self._node = next(self._nodes, None)
        for root, told in self._heads.by_size.pop(self.frontier.size, ()):
            if root == self.frontier.root().hex():
                self._signed = self.frontier.size
            else:
                yield _rewritten(self._signed, self.frontier.size, told)

    def end(self) -> Iterator[Fault]:
        """What is left over: nodes over no leaves, heads over more leaves than there are."""
        if self._node is not None:
            yield _wrong_node(self._node[0], self._node[1])
        for signed, roots in sorted(self._heads.by_size.items()):
            yield from (_cut_off(self.frontier.size, signed, told) for _, told in roots)


def _gather(heads: Heads, given: list[SignedHead]) -> Iterator[Fault]:
    """Collect the heads of the database, the newest of the home folder and the given ones; those that do not hold."""
    keys = trusted_keys()
    for kept in Head.objects.order_by("id").iterator(CHUNK):
        signed = _read(kept.text)
        if signed is None or not _holds(signed, keys) or (signed.size, signed.root) != (kept.size, kept.root):
            yield _unsigned(kept.pk)
        else:
            heads.add(signed, f"audit_head {kept.pk}")
    newest = newest_head_file()
    if newest.exists():
        given = [*given, read_head(newest.read_text(encoding="utf-8"))]
    for signed in given:
        if _holds(signed, keys):
            heads.add(signed, signed.at)
        else:
            told = Text(
                "签名不成立，或不是本单位密钥所签。",
                "Its signature does not hold, or is not by a key of this office.",
            )
            yield Fault("key", "head", signed.at, told)


def _read(text: str) -> SignedHead | None:
    try:
        return read_head(text)
    except Refused:
        return None


def _holds(signed: SignedHead, keys: set[str]) -> bool:
    return signed.holds() and (not keys or signed.key in keys)


def trusted_keys() -> set[str]:
    """The public key of this home, and those it took over from, each vouched for by the signature of its successor.

    Empty where this home has no key, as in a copy that is looked at elsewhere.
    """
    path = folder() / KEY
    if not path.exists():
        return set()
    try:
        keys = {public_text(read_key(path))}
    except ImproperlyConfigured:
        return set()
    for entry in Entry.objects.filter(act="audit.rotate_key").order_by("-id"):
        with suppress(ValueError, KeyError, TypeError):
            told = json.loads(entry.canonical)["payload"]
            back = bytes.fromhex(told["signature_back"]), bytes.fromhex(told["old"])
            if told["new"] in keys and is_signed(told["new"], *back):
                keys.add(told["old"])
    return keys


def _nodes() -> Iterator[tuple[int, int, str]]:
    """Kept nodes in the order in which leaves complete them."""
    streams = {}
    levels = list(Node.objects.order_by("level").values_list("level", flat=True).distinct())
    for level in levels:
        found = Node.objects.filter(level=level).order_by("position").values_list("level", "position", "hash")
        streams[level] = found.iterator(CHUNK)
    waiting = {level: next(stream, None) for level, stream in streams.items()}
    while left := [node for node in waiting.values() if node is not None]:
        first = min(left, key=lambda node: ((node[1] + 1) << node[0], node[0]))
        yield first
        waiting[first[0]] = next(streams[first[0]], None)


def _missing(expected: int, found: int) -> Fault:
    return Fault(
        "removed",
        "audit_leaf",
        str(expected),
        Text(
            f"日志第 {expected} 至 {found - 1} 项缺失，其后无法核对顺序。",
            f"The leaves {expected} to {found - 1} are gone; nothing after them can be held against a head.",
        ),
    )


def _changed_leaf(position: int) -> Fault:
    told = Text(
        "日志项的文字与其摘要不符，已被改动。", "The text of the leaf does not match its hash: it was changed."
    )
    return Fault("changed", "audit_leaf", str(position), told)


def _wrong_node(level: int, position: int) -> Fault:
    first, last = position << level, ((position + 1) << level) - 1
    return Fault(
        "changed",
        "audit_node",
        f"{level}/{position}",
        Text(
            f"第 {first} 至 {last} 项的节点与各项不符：节点或其中某项被改动、调换。",
            f"The node over the leaves {first} to {last} does not match: it or one of them was changed or moved.",
        ),
    )


def _rewritten(good: int, size: int, told: str) -> Fault:
    return Fault(
        "rewritten",
        "audit_leaf",
        f"{good}-{size - 1}",
        Text(
            f"前 {size} 项与已签名的日志头（{told}）不符：第 {good} 项之后有改动、调换、增删。",
            f"The first {size} leaves do not give the root that was signed ({told}): after leaf {good} some were "
            "changed, moved, added or removed.",
        ),
    )


def _cut_off(size: int, signed: int, told: str) -> Fault:
    return Fault(
        "removed",
        "audit_leaf",
        f"{size}-{signed - 1}",
        Text(
            f"已签名的日志头（{told}）有 {signed} 项，日志只有 {size} 项：末尾被删，或数据库是较早的备份。",
            f"A signed head ({told}) covers {signed} leaves, the log has {size}: its end was removed, or this "
            "database is an older backup.",
        ),
    )


def _unsigned(head: int) -> Fault:
    told = Text(
        "签名不成立：日志头被改动，或不是本单位的密钥所签。",
        "The signature does not hold: the head was changed, or the key is not this office's.",
    )
    return Fault("changed", "audit_head", str(head), told)
