"""Proofs to hand out: that entries stand in the signed log, and that the log goes on from an earlier head."""

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.audit.digesting import chosen
from luoshi.audit.headtext import SignedHead, read_head
from luoshi.audit.models import Entry, Head, Leaf
from luoshi.audit.tree import tree
from luoshi.rules.merkle import consistency_proof, inclusion_proof, is_consistent
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

BUNDLE = "luoshi audit bundle v1"


@dataclass(frozen=True, slots=True)
class Proven:
    """An entry, the leaf that names it, and the way from there to the root of a head."""

    entry: Entry
    leaf: Leaf
    path: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """What the stand-alone verifier reads."""
        return {
            "id": self.entry.pk,
            "canonical": self.entry.canonical,
            "digest": self.entry.digest,
            "position": self.leaf.position,
            "leaf": self.leaf.text,
            "proof": list(self.path),
        }


def leaf_of(entry: Entry) -> Leaf | None:
    """The leaf that names an entry; nothing while it waits for the sealer. One query, from an index."""
    for leaf in Leaf.objects.filter(writing=entry.writing).order_by("part"):
        if f'[{entry.pk},"{entry.digest}"]' in leaf.text:
            return leaf
    return None


def prove(entry: Entry, head: Head) -> Proven:
    """The proof of one entry under a head. Refused while it waits; a few queries for 256 times the leaves."""
    leaf = leaf_of(entry)
    if leaf is None or leaf.position >= head.size:
        raise Refused(
            "audit.not_sealed",
            reason=Text("这条目还没有封存进日志。", "The entry is not in the log yet."),
            remedy=Text("封存通常在一秒之内；请稍后再试。", "Sealing takes a second; try again."),
            where=str(entry.pk),
        )
    path = inclusion_proof(leaf.position, head.size, tree().span)
    return Proven(entry, leaf, tuple(each.hex() for each in path))


def continues(old: SignedHead, head: Head) -> list[str]:
    """The proof that the log under `head` begins with that under `old`. Refused when it does not."""
    path = consistency_proof(old.size, head.size, tree().span)
    fine = old.holds() and is_consistent(
        old.size,
        head.size,
        old_root=bytes.fromhex(old.root),
        new_root=bytes.fromhex(head.root),
        proof=path,
        digest=chosen(),
    )
    if not fine:
        raise Refused(
            "audit.rewritten",
            reason=Text(
                f"现在的日志不由这份日志头（{old.size} 项，{old.at}）延续而来：日志被改写、截短，或日志头另有所属。",
                f"The log does not go on from this head ({old.size} leaves, {old.at}): it was rewritten or cut "
                "short, or the head belongs elsewhere.",
            ),
            remedy=Text(
                "请运行 luoshi audit verify --head 找出改动之处。", "Run `luoshi audit verify --head` to find where."
            ),
            where=old.at,
        )
    return [each.hex() for each in path]


def bundle(entries: Iterable[Entry], head: Head, older: Iterable[SignedHead] = ()) -> dict[str, object]:
    """Everything somebody without luoshi needs to check these entries."""
    return {
        "bundle": BUNDLE,
        "head": head.text,
        "digest": read_head(head.text).digest,
        "entries": [prove(entry, head).as_json() for entry in entries],
        "consistency": [{"old": old.text, "proof": continues(old, head)} for old in older],
    }
