"""What one version of a pack says otherwise than another, in words: the walk goes through every declared part."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from luoshi.packs.attributes import ATTRIBUTES, OF_STATES, PLAIN
from luoshi.packs.declarations import Clock, Element, Pack, Register
from luoshi.packs.enumerated import word_of
from luoshi.rules.bands import Band
from luoshi.rules.expressions import describe
from luoshi.rules.expressions.nodes import Node
from luoshi.rules.texts import Text

NOTHING = Text("（无）", "(none)")
YES, NO = Text("是", "yes"), Text("否", "no")


class Change(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that is otherwise: where it stands, and what it said before and says now."""

    where: Text
    change: Change
    before: Text
    after: Text


def differences(old: Pack, new: Pack) -> list[Difference]:
    """Every difference in what two versions mean, in declared order; the version's own number and examples are none.

    No query. What a formula says is told by the titles of the newer version.
    """
    registers = [*old.registers.values(), *new.registers.values()]
    return list(_walk_of(registers).between((), old, new))


def differences_of(old: Element, new: Element) -> list[Difference]:
    """Every difference in what two versions of a data element mean."""
    return list(_walk_of(()).between((), old, new))


def _walk_of(registers: Iterable[Register]) -> "_Walk":
    """What fields, options and states of these registers are called; of two that spell alike the last counts."""
    titles: dict[str, Text] = {}
    states: dict[str, Text] = {}
    for register in registers:
        for each in register.fields.values():
            titles[each.id] = each.title
            titles |= {f"{each.id}.{option}": title for option, title in each.options.items()}
        if register.lifecycle:
            states |= {state.id: state.title for state in register.lifecycle.states.values()}
    return _Walk(titles, {**titles, **states})


@dataclass(frozen=True, slots=True)
class _Walk:
    titles: Mapping[str, Text]
    states: Mapping[str, Text]  # the same, but a state before a field of that name

    def between(self, path: tuple[Text, ...], old: Any, new: Any) -> Iterator[Difference]:
        """The differences between two values of the same place."""
        if old == new:
            return
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from self._mappings(path, old, new)
        elif _is_listed(old) and _is_listed(new):
            yield from self._mappings(path, _by_id(old), _by_id(new))
        elif isinstance(old, Register) and isinstance(new, Register):
            yield from _walk_of([old, new])._parts(path, old, new)
        elif _is_declared(old) and type(old) is type(new):
            yield from self._parts(path, old, new)
        else:
            yield Difference(_joined(path), Change.CHANGED, self.shown(old), self.shown(new))

    def _parts(self, path: tuple[Text, ...], old: Any, new: Any) -> Iterator[Difference]:
        for each in fields(old):
            if each.name not in PLAIN and not each.name.endswith("_source"):
                word = ATTRIBUTES.get(each.name, Text(each.name, each.name))
                walk = _Walk(self.states, self.states) if each.name in OF_STATES else self
                yield from walk.between((*path, word), getattr(old, each.name), getattr(new, each.name))

    def _mappings(
        self, path: tuple[Text, ...], old: Mapping[Any, Any], new: Mapping[Any, Any]
    ) -> Iterator[Difference]:
        for key in [*old, *(each for each in new if each not in old)]:
            here = (*path, _named(key, new.get(key, old.get(key)), self.titles))
            if key not in new:
                yield Difference(_joined(here), Change.REMOVED, self.shown(old[key]), NOTHING)
            elif key not in old:
                yield Difference(_joined(here), Change.ADDED, NOTHING, self.shown(new[key]))
            else:
                yield from self.between(here, old[key], new[key])

    def shown(self, value: Any) -> Text:
        """A value in words; a whole part by its title and the little that tells it apart."""
        if value is None or value in ("", ()):
            return NOTHING
        if isinstance(value, Mapping):
            return self._listed([_named(key, each, self.titles) for key, each in value.items()])
        if isinstance(value, tuple | frozenset | list):
            return self._listed([self.shown(each) for each in value])
        return self._one(value)

    def _one(self, value: Any) -> Text:
        if isinstance(value, Text):
            return value
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, Node):
            return Text(describe(value, self.titles, "zh"), describe(value, self.titles, "en"))
        return _title_of(value, self.titles) if _is_declared(value) else self._plain(value)

    def _plain(self, value: Any) -> Text:
        label = word_of(value) if isinstance(value, StrEnum) else None
        label = label or getattr(value, "label", None)
        if isinstance(label, Text):
            return label
        if isinstance(value, Decimal):
            return Text(f"{value.normalize():f}", f"{value.normalize():f}")
        if isinstance(value, date):
            return Text(value.isoformat(), value.isoformat())
        text = str(value)
        return _word(text, self.titles)

    def _listed(self, parts: list[Text]) -> Text:
        return Text("、".join(each.zh for each in parts), ", ".join(each.en for each in parts)) if parts else NOTHING


def _is_declared(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, type | Text | Node | Band)


def _is_listed(value: Any) -> bool:
    """A tuple of parts with ids, such as the clocks of a lifecycle."""
    return isinstance(value, tuple) and all(_is_declared(each) and _key(each) for each in value)


def _by_id(parts: tuple[Any, ...]) -> dict[str, Any]:
    return {_key(each): each for each in parts}


def _key(part: Any) -> str:
    return str(
        getattr(part, "id", "")
        or getattr(part, "code", "")
        or getattr(part, "count", "")
        or getattr(part, "document", "")
    )


def _named(key: Any, value: Any, titles: Mapping[str, Text]) -> Text:
    if _is_declared(value):
        return _title_of(value, titles)
    if isinstance(value, Text):
        return value
    return _word(str(key), titles)


def _word(text: str, titles: Mapping[str, Text]) -> Text:
    return titles.get(text, Text(text, text))


def _title_of(part: Any, titles: Mapping[str, Text]) -> Text:
    title = getattr(part, "title", None) or getattr(part, "titles", None)
    if isinstance(title, Text):
        return title
    if isinstance(part, Clock):
        begins, ends = _word(part.on, titles), _word(part.until, titles)
        return Text(f"{begins.zh}至{ends.zh}", f"{begins.en} to {ends.en}")
    name = _key(part) or str(getattr(part, "of", "") or getattr(part, "outcome", "") or type(part).__name__)
    return Text(f"“{name}”", f"“{name}”")


def _joined(path: tuple[Text, ...]) -> Text:
    return Text(" → ".join(each.zh for each in path), " → ".join(each.en for each in path))
