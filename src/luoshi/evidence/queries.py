"""What is known of files: which pictures look alike, what is missing or damaged, what nobody uses."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from luoshi.evidence.models import Content, Photoprint
from luoshi.evidence.photoprints import ALIKE, bands, distance, near, positions
from luoshi.evidence.stores import Missing, store

UNUSED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Alike:
    """Another picture that looks the same: in how many of 64 signs they differ."""

    content_id: int
    differs: int


def alike(content: Content) -> list[Alike]:
    """Pictures that look like this one in any of its eight positions, the nearest first.

    Four index look-ups of at most 1,096 numbers each; what they bring is compared sign by sign.
    """
    print_ = Photoprint.objects.filter(content=content).first()
    if print_ is None:
        return []
    shapes = positions(print_.signs)
    found: dict[int, int] = {}
    for place in range(4):
        wanted = {number for shape in shapes for number in near(bands(shape)[place])}
        rows = Photoprint.objects.filter(Q(**{f"band_{place}__in": wanted})).exclude(content=content)
        for content_id, signs in rows.values_list("content_id", "signs"):
            if content_id not in found:
                found[content_id] = min(distance(shape, signs) for shape in shapes)
    near_ones = [Alike(content_id, differs) for content_id, differs in found.items() if differs <= ALIKE]
    return sorted(near_ones, key=lambda each: (each.differs, each.content_id))


@dataclass(frozen=True, slots=True)
class Fault:
    """A content whose bytes are missing, damaged, or there without a row; `kind` is one of these words."""

    kind: str
    sha256: str
    size: int = 0


def faults() -> Iterator[Fault]:
    """Every content read and digested anew: about 0.5 GB a second from a local disk. Then what lies there unasked."""
    kept = store()
    for content in Content.objects.filter(removed_at=None).order_by("pk").iterator():
        try:
            digest = hashlib.sha256()
            for piece in kept.read(content.sha256):
                digest.update(piece)
        except Missing:
            yield Fault("missing", content.sha256, content.size)
            continue
        if digest.hexdigest() != content.sha256:
            yield Fault("damaged", content.sha256, content.size)
    known = set(Content.objects.filter(removed_at=None).values_list("sha256", flat=True))
    yield from (Fault("unknown", name) for name in kept.names() if name not in known)


def unused_since(at: datetime) -> Q:
    """Contents nobody has brought or attached for a week."""
    return Q(removed_at=None, touched_at__lte=at - UNUSED_FOR)
