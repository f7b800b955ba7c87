"""From a heading with the headings above it to its signature."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from luoshi.rules.signatures.concepts import AT_THE_END, CONCEPTS, CROPS, HARMLESS, MEANING_NOTHING, REWRITTEN, TOPICS
from luoshi.rules.signatures.personal import personal_class
from luoshi.rules.signatures.qualifiers import QUALIFIERS
from luoshi.rules.signatures.signature import Signature
from luoshi.rules.signatures.statistics import ENTITIES, OF_DIMENSION, STATISTICS
from luoshi.rules.signatures.times import TIMES, Time
from luoshi.rules.signatures.units import read_unit, trailing_unit

_BRACKET = re.compile(r"\(([^()]*)\)")
_AGES = re.compile(
    r"(?P<low>\d{1,3})(?:周?岁)?[-~—–至到](?P<high>\d{1,3})周?岁"
    r"|(?P<from>\d{1,3})周?岁?(?:及以上|以上|及其以上)(?=$|[^年万元])"
    r"|(?P<to>\d{1,3})周?岁(?:及以下|以下|以内)"
)
_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_REWRITE = re.compile("|".join(sorted(REWRITTEN, key=len, reverse=True)))
_ROLE = re.compile(
    "责任|联系|经办|承办|分管|管理|负责|代理|监护|介绍|填报|审核|代表|受理|控制|受益|申请|继承|委托|签字|主管"
)
_RUN = re.compile(r"[0-9A-Z.%-]+")
_QUOTES = re.compile(r"[\"“”‘’'《》]")
_PUNCTUATION = re.compile(r"[\s:;,。、·()\[\]【】<>*_/\\]+")
_AT_START = frozenset("新应已实未拟需无有年")
_AT_END = frozenset("年人户名位率占伤中之及和等的数") | frozenset(AT_THE_END)
_ANYWHERE = frozenset("男女村猪缴交禽")
_WORDS = frozenset({*CONCEPTS, *CROPS, *MEANING_NOTHING, *AT_THE_END, *QUALIFIERS, *STATISTICS, *ENTITIES, *TIMES})
_LONGEST = max(map(len, _WORDS))


_TELLING = frozenset({"bound", "herd", "stage", "residence"})
_AMOUNTS = ("money", "area", "output", "length", "count")


@dataclass(slots=True)
class _Parts:
    concept: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)
    qualifiers: dict[str, set[str]] = field(default_factory=dict)
    statistics: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    time: Time = field(default_factory=Time)
    unit: str = ""

    def take(self, word: str) -> None:
        """One known word: the family that narrows most comes first."""
        if word in TIMES:
            self.time = self.time.beside(TIMES[word])
        elif word in QUALIFIERS:
            self.qualifiers.setdefault(QUALIFIERS[word].family, set()).add(QUALIFIERS[word].value)
        elif word in ENTITIES:
            self.entities.append(ENTITIES[word])
        elif word in STATISTICS:
            self.statistics.append(STATISTICS[word])
        elif word in CONCEPTS or word in CROPS:
            self.concept.add(CONCEPTS.get(word, word))

    def add(self, other: "_Parts") -> None:
        self.concept |= other.concept
        self.loose |= other.loose
        for family, values in other.qualifiers.items():
            self.qualifiers.setdefault(family, set()).update(values)
        self.statistics += other.statistics
        self.entities += other.entities
        self.time = self.time.beside(other.time)
        self.unit = other.unit or self.unit


def parse(path: str | Sequence[str], *, unit: str = "") -> Signature:
    """The signature of a heading: "人口情况/其中/女" or its parts; `unit` as the form's line of units says it.

    >>> sorted(parse("年末存栏/牛（头）").loose), parse("年末存栏/牛（头）").time.anchor
    (['牛'], 'end')
    >>> sorted(parse(["嘎查/村", "牛/羊存栏"]).loose)  # a slash inside a cell is no word
    ['牛', '羊']
    """
    segments = split_path(path) if isinstance(path, str) else tuple(path)
    read = [_segment(segment) for segment in segments]
    whole, topics = _Parts(), set[str]()
    for place, parts in enumerate(read):
        if place < len(read) - 1 and _only_places(parts, segments[place]):
            topics |= (
                (parts.concept | {"".join(sorted(parts.loose))}) - {""} if not _harmless(segments[place]) else set()
            )
        else:
            whole.add(parts)
    return _signature(segments, whole, topics, unit)


def split_path(path: str) -> tuple[str, ...]:
    """The headings of a written path; a slash inside brackets belongs to a unit.

    >>> split_path("粮食/单产（公斤/亩）")
    ('粮食', '单产（公斤/亩）')
    """
    depth, found = 0, [""]
    for sign in path:
        depth += (sign in "（(") - (sign in "）)")
        if sign == "/" and depth <= 0:
            found.append("")
        else:
            found[-1] += sign
    return tuple(part.strip() for part in found if part.strip())


def _signature(segments: tuple[str, ...], parts: _Parts, topics: set[str], unit: str) -> Signature:
    written = parts.unit or unit.strip()
    known = read_unit(written) if written else None
    measures, scale = known or ("", Fraction(1))
    entity = next(reversed(parts.entities), "")
    if measures in ("persons", "person_times", "households", "household_times", "firm_times", "vehicle_times"):
        entity = entity if measures == "households" and not entity else measures
    if not (parts.concept or parts.loose or parts.qualifiers.keys() & _TELLING):
        parts.concept |= topics
        topics = set()
    return Signature(
        path=segments,
        concept=frozenset(parts.concept),
        loose=frozenset(parts.loose),
        topics=frozenset(topics),
        qualifiers={family: frozenset(values) for family, values in parts.qualifiers.items()},
        statistic=_statistic(parts.statistics, measures),
        entity=entity,
        unit=written,
        measures=measures,
        scale=scale,
        time=parts.time,
        personal=personal_class(segments[-1]) if segments else "none",
    )


def _statistic(said: list[str], measures: str) -> str:
    strong = sorted({word for word in said if word not in _AMOUNTS})
    if strong:
        return "+".join(strong)
    amounts = [word for word in said if word != "count"]
    return amounts[-1] if amounts else OF_DIMENSION.get(measures, "count" if said else "")


def _only_places(parts: _Parts, segment: str) -> bool:
    said = "".join(_kept(segment))
    return _harmless(segment) or (not parts.qualifiers and said in TOPICS) or said in TOPICS


def _harmless(segment: str) -> bool:
    return "".join(_kept(segment)) in HARMLESS


def _kept(segment: str) -> Iterator[str]:
    """The segment without the words that mean nothing, in its own spelling."""
    for word in _words(_plain(_BRACKET.sub("", _folded(segment)))):
        if word not in MEANING_NOTHING:
            yield word


def _segment(segment: str) -> _Parts:
    parts, text = _Parts(), _folded(segment)
    text, parts.unit = trailing_unit(_rewritten(text))
    for inside in _BRACKET.findall(text):
        if read_unit(inside):
            parts.unit = inside
            text = text.replace(f"({inside})", " ")
    text = _ages(_YEAR.sub(" ", text), parts)
    for piece in _PUNCTUATION.split(text):
        for word in _words(piece):
            if word in _WORDS:
                parts.take(word)
            else:
                parts.loose.add(word)
    return parts


def _ages(text: str, parts: _Parts) -> str:
    for found in _AGES.finditer(text):
        low, high = found["low"] or found["from"] or "0", found["high"] or found["to"] or ""
        parts.qualifiers.setdefault("age", set()).add(f"{int(low)}–{high}")
    return _AGES.sub(" ", text)


def _rewritten(text: str) -> str:
    return _REWRITE.sub(lambda found: REWRITTEN[found.group()], text)


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", _QUOTES.sub("", text))).upper()


def _plain(text: str) -> str:
    return _PUNCTUATION.sub("", text)


def _words(piece: str) -> Iterator[str]:
    """Longest known words from the left; a sign no list knows stands alone."""
    place, known = 0, True
    while place < len(piece):
        size = _longest(piece, place, known)
        known = size > 0
        size = size or _unknown(piece, place)
        yield piece[place : place + size]
        place += size


def _unknown(piece: str, place: int) -> int:
    """One sign; letters and digits stay together, so that 500 and 5000 differ."""
    run = _RUN.match(piece, place)
    return run.end() - place if run else 1


def _longest(piece: str, place: int, after_known: bool) -> int:
    for size in range(min(_LONGEST, len(piece) - place), 0, -1):
        word = piece[place : place + size]
        if word in _WORDS and (size > 1 or _stands_alone(piece, place, after_known)):
            return size
    return 0


def _stands_alone(piece: str, place: int, after_known: bool) -> bool:
    sign = piece[place]
    if sign in _ANYWHERE:
        return True
    if sign in _AT_START:
        return after_known
    if sign == "人" and _ROLE.fullmatch(piece[max(place - 2, 0) : place]):
        return False
    return sign in _AT_END and (place == len(piece) - 1 or _longest(piece, place + 1, True) > 0)
