"""The log's tree as the database keeps it: leaf hashes, and the nodes of every eighth level."""

from django.db.models import Max

from luoshi.audit.digesting import chosen
from luoshi.audit.models import Leaf, Node
from luoshi.rules.merkle import Kept


def size() -> int:
    """How many leaves the log has. One query, from the index."""
    last: int | None = Leaf.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def tree() -> Kept:
    """The tree; each hash over a span is read when it is asked for."""
    return Kept(_fetch, chosen())


def _fetch(level: int, first: int, count: int) -> list[bytes]:
    if level == 0:
        rows = Leaf.objects.filter(position__range=(first, first + count - 1))
    else:
        rows = Node.objects.filter(level=level, position__range=(first, first + count - 1))  # type: ignore[assignment]
    found = [bytes.fromhex(each) for each in rows.order_by("position").values_list("hash", flat=True)]
    if len(found) != count:
        raise LogBroken(level, first)
    return found


class LogBroken(Exception):
    """A leaf or node that should be kept is not there; `luoshi audit verify` says which."""

    def __init__(self, level: int, position: int) -> None:
        super().__init__(
            f"审计日志缺少节点（层 {level}，位置 {position}）。请运行 luoshi audit verify。 "
            f"The log lacks a node (level {level}, from {position}). Run: luoshi audit verify."
        )
