"""Looking declarations up: the latest of each pack, or exactly the version a record keeps."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Funnel, Measure, Pack, Register
from luoshi.packs.models import PackVersion
from luoshi.packs.references import full
from luoshi.packs.resolve import resolve
from luoshi.packs.written import from_canonical
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.statements.reading import Compiled

KEPT_VERSIONS = 256
KEPT_CATALOGUES = 4
_STEADY: ContextVar[list[Catalogue] | None] = ContextVar("packs_steady", default=None)
NEWEST = Compiled(lambda: PackVersion.objects.newest().values_list("pack", "id"))


def current() -> Catalogue:
    """The latest published version of each pack; one small query, the rest is kept by the process.

    Another process that publishes is noticed at the next call, because the ids asked for are the content; inside
    `steady`, at the next request.
    """
    kept = _STEADY.get()
    if kept is not None:
        if not kept:
            kept.append(_newest())
        return kept[0]
    return _newest()


@contextmanager
def steady() -> Iterator[None]:
    """Ask only once which versions are the latest: all of one request speaks of the same catalogue."""
    token = _STEADY.set([])
    try:
        yield
    finally:
        _STEADY.reset(token)


def _newest() -> Catalogue:
    return _catalogue(tuple(NEWEST.rows()))


def at_version(version_id: int) -> Pack:
    """The pack as published; Refused when there is no such version."""
    return _pack(version_id)


def register(ref: str, version_id: int | None = None) -> Register:
    """The register of a full reference, as it is now or as a record's version declares it."""
    return (current() if version_id is None else _alone(version_id)).register(ref)


def counted_by_guards(ref: str) -> frozenset[str]:
    """How guards find records of a register that they count: "parent", or a field that points.

    Of every version that was published, for records go by the version they began with.
    """
    return _counted(tuple(current().versions.items())).get(ref, frozenset())


def measure(ref: str) -> Measure:
    """The measure of a full reference, as it is now."""
    return current().measure(ref)


def funnel(ref: str) -> Funnel:
    """The funnel of a full reference, as it is now."""
    return current().funnel(ref)


@lru_cache(maxsize=KEPT_CATALOGUES)
def _catalogue(latest: tuple[tuple[str, int], ...]) -> Catalogue:
    return Catalogue({pack: _pack(version_id) for pack, version_id in latest}, dict(latest))


@lru_cache(maxsize=KEPT_CATALOGUES)
def _counted(latest: tuple[tuple[str, int], ...]) -> Mapping[str, frozenset[str]]:
    """Read from the canonical texts, so that old versions need not be resolved. One query for a catalogue."""
    found: dict[str, set[str]] = {}
    newest = max((version_id for _pack, version_id in latest), default=0)
    for pack, text in PackVersion.objects.filter(pk__lte=newest).values_list("pack", "canonical"):
        for form in json.loads(text)["registers"].values():
            for guard in form.get("guards", {}).values():
                for count in guard.get("linked", {}).values():
                    found.setdefault(full(pack, count["of"]), set()).add(count["by"])
    return {ref: frozenset(ways) for ref, ways in found.items()}


@lru_cache(maxsize=KEPT_VERSIONS)
def _alone(version_id: int) -> Catalogue:
    pack = _pack(version_id)
    return Catalogue({pack.id: pack}, {pack.id: version_id})


@lru_cache(maxsize=KEPT_VERSIONS)
def _pack(version_id: int) -> Pack:
    text = PackVersion.objects.filter(pk=version_id).values_list("canonical", flat=True).first()
    if text is None:
        raise Refused(
            "packs.unknown_version",
            reason=Text("没有这个已发布的版本。", "There is no such published version."),
            remedy=Text("先发布条线：luoshi packs publish。", "Publish the pack first: luoshi packs publish."),
            where=str(version_id),
        )
    pack, _ = resolve(from_canonical(text))
    return pack
