"""Formulas of offices computed as a spreadsheet program would: sums, the four operations, ROUND, IF, AVERAGE.

What is not understood raises `Unknown`; nothing is guessed. Numbers are doubles, as in the programs
that open the file.
"""

import math

from luoshi.reports.filling.functions import (
    FUNCTIONS,
    LAZY,
    Cells,
    Found,
    Node,
    Span,
    Unknown,
    Wrong,
    binary,
    negated,
    single,
)
from luoshi.reports.filling.references import Token, span_of, tokens

DEEPEST = 64  # brackets in brackets
_BINDING = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}


def compiled(formula: str, here: str) -> Node:
    """The formula as a function of the cells; raises `Unknown`. `here` is the sheet it stands on."""
    parser = _Parser([each for each in tokens(formula) if each.kind != "space"], here)
    node = parser.expression(0)
    if parser.at != len(parser.tokens):
        raise Unknown(formula)
    return node


def computed(node: Node, cells: Cells) -> Found:
    """What the cell shows; a blank shows 0, as a formula that points at a blank cell does."""
    found = node(cells)
    if isinstance(found, Span):
        found = single(found, cells)
    if isinstance(found, float) and not math.isfinite(found):
        return Wrong("#NUM!")
    if type(found) is int:
        return float(found)
    return 0.0 if found is None else found


class _Parser:
    """Precedence climbing over the pieces of a formula."""

    def __init__(self, pieces: list[Token], here: str) -> None:
        self.tokens, self.here, self.at, self.depth = pieces, here, 0, 0

    def _next(self) -> Token:
        if self.at >= len(self.tokens):
            raise Unknown
        self.at += 1
        return self.tokens[self.at - 1]

    def _is(self, text: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].text == text

    def expression(self, least: int) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unknown
        left = self._unary()
        while self.at < len(self.tokens) and _BINDING.get(self.tokens[self.at].text, -1) > least:
            sign = self._next().text
            left = binary(sign, left, self.expression(_BINDING[sign]))
        self.depth -= 1
        return left

    def _unary(self) -> Node:
        if self._is("-") or self._is("+"):
            sign, node = self._next().text, self._unary()
            return negated(node) if sign == "-" else node
        node = self._atom()
        while self._is("%"):
            self._next()
            node = binary("/", node, lambda cells: 100.0)
        return node

    def _atom(self) -> Node:
        token = self._next()
        if token.kind == "number":
            number = float(token.text)
            return lambda cells: number
        if token.kind == "text":
            text = token.text[1:-1].replace('""', '"')
            return lambda cells: text
        if token.kind == "ref":
            return self._reference(token)
        if token.kind == "call":
            return self._call(token.text[:-1].upper())
        if token.kind == "name" and token.text.upper() in ("TRUE", "FALSE"):
            truth = token.text.upper() == "TRUE"
            return lambda cells: truth
        if token.text == "(":
            node = self.expression(0)
            return self._closed(node)
        raise Unknown(token.text)

    def _closed(self, node: Node) -> Node:
        if self._next().text != ")":
            raise Unknown
        return node

    def _reference(self, token: Token) -> Node:
        sheet, cells = token.on or self.here, span_of(token)
        if "[" in sheet or ":" in sheet:
            raise Unknown(token.text)
        if ":" not in token.ref:
            row, column = cells[:2]
            return lambda book: book.value(sheet, row, column)
        span = Span(sheet, cells)
        return lambda book: span

    def _call(self, name: str) -> Node:
        arguments: list[Node] = []
        while not self._is(")"):
            if arguments and self._next().text != ",":
                raise Unknown(name)
            arguments.append(self.expression(0))
        self._next()
        if name in LAZY and len(arguments) in (2, 3):
            return LAZY[name](arguments)
        if name not in FUNCTIONS or not arguments:
            raise Unknown(name)
        function = FUNCTIONS[name]
        return lambda cells: function([each(cells) for each in arguments], cells)
