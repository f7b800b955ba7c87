"""For a heading: what is held that it may ask for, the likeliest first, each with its class and reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from luoshi.rules.names import normal_key
from luoshi.rules.signatures import Comparison, Relation, Signature, compare, parse
from luoshi.rules.texts import Text

LOOKED_AT = 40
"""So many of what is held are compared by signature; plain likeness of the words only chooses them."""

_ORDER = (Relation.SAME, Relation.CONVERTIBLE, Relation.RELATED, Relation.UNRELATED)


@dataclass(frozen=True, slots=True)
class Holding:
    """Something held under its headings: an element, a field or a measure. `source` is what a slot keeps of it."""

    key: str
    title: Text
    source: Mapping[str, Any]
    unit: str = ""
    words: tuple[str, ...] = ()
    confirmed: Mapping[str, str] = field(default_factory=dict)
    """Words → who confirmed that they ask for this; in the lexicon's spelling."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`words` is the heading of the holding that came closest; `confirmed_by` whose word stands behind it."""

    holding: Holding
    found: Comparison
    words: str
    confirmed_by: str = ""

    @property
    def held(self) -> bool:
        return self.found.relation.held


class Lexicon:
    """What is held, with every wording it goes by, taken apart once; asking it changes nothing."""

    def __init__(self, holdings: Iterable[Holding]) -> None:
        self.holdings = tuple(holdings)
        self._wordings: list[tuple[str, Holding, Signature]] = []
        self._confirmed: dict[str, list[tuple[Holding, str, str]]] = {}
        for holding in self.holdings:
            for words in dict.fromkeys((holding.title.zh, *holding.words, *holding.confirmed)):
                self._wordings.append((words, holding, _signature(words, holding.unit)))
            for words, by in holding.confirmed.items():
                self._confirmed.setdefault(wording_key(words), []).append((holding, words, by))
        self._plain = [normal_key(words) for words, _, _ in self._wordings]

    def candidates(self, path: str | Sequence[str], *, unit: str = "", limit: int = 5) -> list[Candidate]:
        """The best `limit` of what has anything to do with the heading; none is taken without a person."""
        asked = parse(path, unit=unit)
        best: dict[str, Candidate] = {found.holding.key: found for found in self._told(asked)}
        for place in self._near(asked.title):
            words, holding, signature = self._wordings[place]
            found = Candidate(holding, compare(asked, signature), words)
            if found.found.relation is not Relation.UNRELATED and _better(found, best.get(holding.key)):
                best[holding.key] = found
        return sorted(best.values(), key=_rank)[:limit]

    def _told(self, asked: Signature) -> list[Candidate]:
        """What somebody has already said of these very words, unless its unit is of another kind now."""
        return [
            Candidate(holding, _by_confirmation(asked, holding, words, by), words, by)
            for holding, words, by in self._confirmed.get(wording_key(asked.title), ())
        ]

    def _near(self, title: str) -> list[int]:
        near = process.extract(normal_key(title), self._plain, scorer=fuzz.token_set_ratio, limit=LOOKED_AT)
        parts = process.extract(normal_key(title), self._plain, scorer=fuzz.partial_ratio, limit=LOOKED_AT)
        return sorted({place for _, _, place in (*near, *parts)})


def wording_key(path: str) -> str:
    """Under which spelling a confirmation is found again: width, spaces and punctuation do not count."""
    return normal_key(path).replace(":", "").replace("/", "")


def _by_confirmation(asked: Signature, holding: Holding, words: str, by: str) -> Comparison:
    """A person's word stands, unless the unit is of another kind now: 耕地（亩） says nothing of 耕地（户）."""
    said = Text(f"“{words}”由{by}确认过", f"“{words}” was confirmed by {by}")
    kept = _signature(words, holding.unit)
    if asked.measures and kept.measures and asked.measures != kept.measures:
        against = Text(
            f"计量单位不能换算：{asked.unit}，{kept.unit}", f"units of other kinds: {asked.unit}, {kept.unit}"
        )
        return Comparison(Relation.RELATED, (against,), (said,), 0.6)
    same = not (asked.measures and kept.measures) or asked.scale == kept.scale
    return Comparison(Relation.SAME if same else Relation.CONVERTIBLE, (), (said,), 1.0)


@lru_cache(maxsize=8192)
def _signature(words: str, unit: str) -> Signature:
    """Parsed once in a process: what is held is worded the same at every question."""
    return parse(words, unit=unit)


def _better(found: Candidate, kept: Candidate | None) -> bool:
    return kept is None or (not kept.confirmed_by and _rank(found) < _rank(kept))


def _rank(candidate: Candidate) -> tuple[int, float, str]:
    return (_ORDER.index(candidate.found.relation), -candidate.found.likeness, candidate.holding.key)
