"""Whether two headings ask for the same datum: a class, and the reasons in words. A person decides, not this."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from luoshi.rules.signatures import times
from luoshi.rules.signatures.concepts import CROPS, PARTS
from luoshi.rules.signatures.qualifiers import FAMILIES, NAMES, TAKEN_FOR_GRANTED
from luoshi.rules.signatures.signature import Signature
from luoshi.rules.signatures.statistics import ENTITY_NAMES, STATISTIC_NAMES
from luoshi.rules.texts import Text


class Relation(StrEnum):
    """How two headings stand to each other."""

    SAME = "same"
    CONVERTIBLE = "convertible"
    RELATED = "related"
    UNRELATED = "unrelated"

    @property
    def held(self) -> bool:
        """Whether who has the one need not ask for the other."""
        return self in (Relation.SAME, Relation.CONVERTIBLE)

    @property
    def label(self) -> Text:
        """The class in words."""
        return _LABELS[self]


_LABELS = {
    Relation.SAME: Text("口径一致", "the same"),
    Relation.CONVERTIBLE: Text("换算后一致", "the same after conversion"),
    Relation.RELATED: Text("相近但不同", "close, but another datum"),
    Relation.UNRELATED: Text("无关", "unrelated"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`against` are the reasons why they differ, `notes` what a person should look at; `likeness` is for ordering."""

    relation: Relation
    against: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    likeness: float = 0.0

    @property
    def reasons(self) -> tuple[Text, ...]:
        return self.against or self.notes


def compare(left: Signature, right: Signature) -> Comparison:
    """Never merges: the answer is a proposal with its reasons."""
    if not (left.says and right.says):
        return Comparison(Relation.UNRELATED, (Text("标题没有说是什么", "one heading says nothing"),))
    against = tuple(_against(left, right))
    overlap = _overlap(left, right)
    if against:
        near = Relation.RELATED if overlap > 0 else Relation.UNRELATED
        return Comparison(near, against, (), round(0.6 * overlap / len(against), 4))
    notes = tuple(_notes(left, right))
    converted = _converted(left, right)
    if converted is not None:
        return Comparison(Relation.CONVERTIBLE, (), (converted, *notes), round(0.9 - 0.02 * len(notes), 4))
    return Comparison(Relation.SAME, (), notes, round(1 - 0.02 * len(notes), 4))


def _against(left: Signature, right: Signature) -> Iterator[Text]:
    yield from _qualifiers(left, right)
    yield from _told(left, right)
    when = times.differing(left.time, right.time)
    if when is not None:
        yield when
    yield from _concepts(left, right)


def _qualifiers(left: Signature, right: Signature) -> Iterator[Text]:
    for family in sorted({*left.qualifiers, *right.qualifiers}):
        values = [_meant(family, side) for side in (left, right)]
        if values[0] == values[1]:
            continue
        named = [_named(family, side) for side in values]
        title = FAMILIES[family]
        if all(values):
            yield Text(
                f"{title.zh}：{named[0].zh}不是{named[1].zh}", f"{title.en}: {named[0].en} is not {named[1].en}"
            )
        else:
            only = named[0] if values[0] else named[1]
            yield Text(f"{title.zh}：只有一个限定“{only.zh}”", f"{title.en}: only one says “{only.en}”")


def _meant(family: str, side: Signature) -> frozenset[str]:
    values = side.qualifiers.get(family, frozenset())
    return frozenset(
        value
        for value in values
        if (family, value) not in TAKEN_FOR_GRANTED and not (value == "sown" and _field(side))
    )


def _field(side: Signature) -> bool:
    return side.statistic == "area" and bool(side.concept & CROPS)


def _named(family: str, values: frozenset[str]) -> Text:
    names = [NAMES.get((family, value)) or _age(value) for value in sorted(values)]
    return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def _age(value: str) -> Text:
    low, _, high = value.partition("–")
    if not high:
        return Text(f"{low}岁以上", f"aged {low} and over")
    return Text(f"{low}–{high}岁", f"aged {low} to {high}")


def _told(left: Signature, right: Signature) -> Iterator[Text]:
    """Households are not persons, persons are not attendances; a rate is not a number, money is not an area."""
    if left.entity and right.entity and left.entity != right.entity:
        yield _not(ENTITY_NAMES[left.entity], ENTITY_NAMES[right.entity], Text("数的不同", "they count other things"))
    told = (_statistic(left), _statistic(right))
    if told[0] != told[1] and not _open(left, right, told):
        names = [_statistic_name(word) for word in told]
        yield _not(names[0], names[1], Text("统计量不同", "they tell other things"))
    elif left.measures and right.measures and _measured(left) != _measured(right):
        yield Text(f"计量单位不能换算：{left.unit}，{right.unit}", f"units of other kinds: {left.unit}, {right.unit}")


def _not(left: Text, right: Text, title: Text) -> Text:
    return Text(f"{title.zh}：{left.zh}不是{right.zh}", f"{title.en}: {left.en}, {right.en}")


def _statistic(side: Signature) -> str:
    return side.statistic or ("count" if side.entity or side.measures == "count" else "")


def _statistic_name(word: str) -> Text:
    if word in ("", "count"):
        return Text("个数", "a number")
    names = [STATISTIC_NAMES[part] for part in word.split("+")]
    return Text("".join(name.zh for name in names), ", ".join(name.en for name in names))


_AMOUNTS = frozenset({"", "name", "count", "money", "area", "output", "length"})


def _open(left: Signature, right: Signature, told: tuple[str, str]) -> bool:
    """Whether one of two statistics only leaves unsaid what the other says: 水浇地（亩） and 水浇地面积."""
    if "" not in told:
        return False
    silent = left if told[0] == "" else right
    return told[0] in _AMOUNTS and told[1] in _AMOUNTS and not silent.entity


def _measured(side: Signature) -> str:
    return {"households": "count"}.get(side.measures, side.measures)


def _concepts(left: Signature, right: Signature) -> Iterator[Text]:
    only = [_only(left, right), _only(right, left)]
    if any(only):
        said = [Text(f"“{word}”", f"“{word}”") if word else Text("没有", "nothing") for word in only]
        yield Text(f"说的事不同：{said[0].zh}，{said[1].zh}", f"of different matters: {said[0].en} and {said[1].en}")
    elif left.topics and right.topics and not left.topics & right.topics:
        yield Text("上级标题不同", "they stand under different headings")


def _only(one: Signature, other: Signature) -> str:
    wholes = {whole for part, whole in PARTS.items() if all(part in side.title for side in (one, other))}
    if _old(one) and _old(other):
        wholes.add("老年人")
    rest = sorted(one.concept - other.concept - wholes) + sorted(one.loose - other.loose - wholes)
    return "".join(rest)


def _old(side: Signature) -> bool:
    return any(int(age.partition("–")[0]) >= 60 for age in side.qualifiers.get("age", ()))


def _overlap(left: Signature, right: Signature) -> float:
    mine, yours = _said(left), _said(right)
    return len(mine & yours) / len(mine | yours) if mine | yours else 0.0


def _said(side: Signature) -> frozenset[str]:
    signs = frozenset("".join(side.concept)) | side.loose
    families = frozenset(side.qualifiers)
    if not signs:
        families |= {side.measures}
    return signs | families | ({f"shift {side.time.shift}"} if side.time.shift == "last" else frozenset())


def _converted(left: Signature, right: Signature) -> Text | None:
    if left.measures and right.measures and left.scale != right.scale:
        return Text(f"单位换算：{left.unit}，{right.unit}", f"to be converted: {left.unit}, {right.unit}")
    return None


def _notes(left: Signature, right: Signature) -> Iterator[Text]:
    if bool(left.unit) != bool(right.unit):
        yield Text("只有一个写明单位", "only one names its unit")
    if _when(left) != _when(right):
        yield Text("只有一个写明时间", "only one says of when")


def _when(side: Signature) -> bool:
    return bool(side.time.anchor or side.time.span)
