"""Writes an expression out: as source that reads back the same, or as a sentence for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch

from luoshi.rules.expressions import nodes
from luoshi.rules.expressions.nodes import Node
from luoshi.rules.expressions.words import CHINESE, ENGLISH, SOURCE, Key, Level, Words
from luoshi.rules.texts import Language, Text


def write(node: Node) -> str:
    """The source of an expression in its one canonical spelling; `parse` gives the same nodes back."""
    return _Writer(SOURCE, {}, "en").part(node, Level.LOOSE)


def describe(node: Node, titles: Mapping[str, Text], lang: Language) -> str:
    """The formula as people read it, such as 合同额 ≥ 1000.

    `titles` holds fields by id and the options of a choice as `field.option`; what has no title shows its id.
    """
    return _Writer(CHINESE if lang == "zh" else ENGLISH, titles, lang).part(node, Level.LOOSE)


@dataclass(frozen=True, slots=True)
class _Writer:
    words: Words
    titles: Mapping[str, Text]
    language: Language

    def part(self, node: Node, least: Level) -> str:
        """The text of a part, in brackets where its place asks for closer binding."""
        written, level = _written(node, self)
        opening, closing = self.words.brackets
        return written if level >= least else f"{opening}{written}{closing}"

    def joined(self, joint: str, parts: Sequence[Node], least: Level) -> str:
        return joint.join(self.part(part, least) for part in parts)

    def phrase(self, key: Key, operands: Sequence[Node], **more: object) -> tuple[str, Level]:
        phrase = self.words.phrases[key]
        texts = [self.part(operand, phrase.operands) for operand in operands]
        if phrase.joint:
            texts = [phrase.joint.join(texts)]
        return phrase.form.format(*texts, **more), phrase.level

    def title(self, name: str) -> str:
        return self.titles[name].in_(self.language) if name in self.titles else name.rpartition(".")[2]

    def value(self, node: Node, beside: Node) -> str:
        """A literal next to a field: an option of a choice shows its title."""
        if isinstance(node, nodes.TextLiteral) and isinstance(beside, nodes.Name) and not self.words.is_source:
            return self.title(f"{beside.id}.{node.value}")
        return self.part(node, Level.SUM)


@singledispatch
def _written(node: Node, writer: _Writer) -> tuple[str, Level]:
    raise NotImplementedError(type(node))


@_written.register
def _(node: nodes.NumberLiteral, writer: _Writer) -> tuple[str, Level]:
    return plain(node.value), Level.ATOM


@_written.register
def _(node: nodes.TextLiteral, writer: _Writer) -> tuple[str, Level]:
    quote = writer.words.quote
    doubled = node.value.replace(quote, quote * 2) if quote else node.value
    return f"{quote}{doubled}{quote}", Level.ATOM


@_written.register
def _(node: nodes.DateLiteral, writer: _Writer) -> tuple[str, Level]:
    return writer.words.phrases[nodes.DateLiteral].form.format(node.value.isoformat()), Level.ATOM


@_written.register
def _(node: nodes.YesNoLiteral, writer: _Writer) -> tuple[str, Level]:
    return writer.words.yes_no[node.value], Level.ATOM


@_written.register
def _(node: nodes.Name, writer: _Writer) -> tuple[str, Level]:
    known = node.id in writer.titles
    return writer.title(node.id) if known else node.id, Level.ATOM


@_written.register
def _(node: nodes.Negative, writer: _Writer) -> tuple[str, Level]:
    return writer.words.minus.strip() + writer.part(node.operand, Level.SIGN), Level.SIGN


@_written.register
def _(node: nodes.Sum, writer: _Writer) -> tuple[str, Level]:
    first, *others = node.terms
    written = writer.part(first, Level.PRODUCT)
    for term in others:
        if isinstance(term, nodes.Negative):
            written += writer.words.minus + writer.part(term.operand, Level.PRODUCT)
        else:
            written += writer.words.plus + writer.part(term, Level.PRODUCT)
    return written, Level.SUM


@_written.register(nodes.Product)
@_written.register(nodes.Quotient)
def _(node: nodes.Product | nodes.Quotient, writer: _Writer) -> tuple[str, Level]:
    sign = writer.words.times if isinstance(node, nodes.Product) else writer.words.over
    return writer.part(node.left, Level.PRODUCT) + sign + writer.part(node.right, Level.SIGN), Level.PRODUCT


@_written.register
def _(node: nodes.Comparison, writer: _Writer) -> tuple[str, Level]:
    left, right = writer.value(node.left, node.right), writer.value(node.right, node.left)
    return left + writer.words.comparators[node.comparator] + right, Level.COMPARISON


@_written.register
def _(node: nodes.Among, writer: _Writer) -> tuple[str, Level]:
    members = writer.words.comma.join(writer.value(member, node.operand) for member in node.members)
    return writer.words.among.format(writer.part(node.operand, Level.SUM), members), Level.COMPARISON


@_written.register
def _(node: nodes.And, writer: _Writer) -> tuple[str, Level]:
    return writer.joined(writer.words.both, node.conditions, Level.NOT), Level.AND


@_written.register
def _(node: nodes.Or, writer: _Writer) -> tuple[str, Level]:
    return writer.joined(writer.words.either, node.conditions, Level.AND), Level.OR


@_written.register
def _(node: nodes.Not, writer: _Writer) -> tuple[str, Level]:
    return writer.words.no + writer.part(node.condition, Level.NOT), Level.NOT


@_written.register
def _(node: nodes.Rounded, writer: _Writer) -> tuple[str, Level]:
    return writer.phrase(nodes.Rounded, node.children, places=node.places)


@_written.register
def _(node: nodes.Extreme, writer: _Writer) -> tuple[str, Level]:
    return writer.phrase(node.end, node.operands)


@_written.register
def _(node: nodes.DatePart, writer: _Writer) -> tuple[str, Level]:
    return writer.phrase(node.part, node.children)


@_written.register(nodes.Today)
@_written.register(nodes.Absolute)
@_written.register(nodes.Choose)
@_written.register(nodes.Blank)
@_written.register(nodes.Filled)
@_written.register(nodes.AllFilled)
@_written.register(nodes.CountTrue)
@_written.register(nodes.DaysBetween)
@_written.register(nodes.ProRata)
def _(node: Node, writer: _Writer) -> tuple[str, Level]:
    return writer.phrase(type(node), node.children)


def plain(number: Decimal) -> str:
    """A number without the zeros after its last decimal place."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
