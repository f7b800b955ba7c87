"""Reads the source of an expression into nodes, by precedence: or, and, not, comparison, + -, * /, sign."""

from collections.abc import Callable
from decimal import Decimal
from typing import NoReturn

from luoshi.rules.expressions import nodes
from luoshi.rules.expressions.errors import ExpressionError, suggestion
from luoshi.rules.expressions.exact import LIMIT, PLACES
from luoshi.rules.expressions.functions import FUNCTIONS, build
from luoshi.rules.expressions.nodes import Comparator, Node, depth_of
from luoshi.rules.expressions.tokens import Sort, Token, tokenize
from luoshi.rules.texts import Text

MAX_DEPTH = 20

_COMPARATORS = {"=": Comparator.EQUAL} | {str(sign): sign for sign in Comparator}
_JOINTS = frozenset({"and", "or", "not", "in"})
_RESERVED = _JOINTS | {"true", "false"}
_OTHER_WORDS = {
    "none": Text("判断未填写 blank(x)。", "To ask whether something is blank write blank(x)."),
    "null": Text("判断未填写 blank(x)。", "To ask whether something is blank write blank(x)."),
    "is": Text("相等写 ==，未填写 blank(x)。", "Write == for equal and blank(x) for blank."),
    "if": Text("写成 if_(条件, 甲, 乙)。", "Write if_(condition, x, y)."),
    "else": Text("写成 if_(条件, 甲, 乙)。", "Write if_(condition, x, y)."),
    "between": Text("写成 x >= 1 and x <= 5。", "Write x >= 1 and x <= 5."),
}
_SMALL_LETTERS = Text("字段标识全用小写字母，如 amount。", "Field ids are in small letters, such as amount.")
_CONTINUE = Text("检查此处的运算符、逗号和括号。", "Check the operator, comma or bracket here.")


def parse(source: str) -> Node:
    """The expression as nodes. Raises ExpressionError with the column of the first thing not understood."""
    tokens = tokenize(source)
    if tokens[0].sort is Sort.END:
        raise ExpressionError(
            "empty",
            column=1,
            reason=Text("表达式是空的。", "The expression is empty."),
            remedy=Text("写一个公式，如 amount >= 1000。", "Write a formula such as amount >= 1000."),
        )
    parser = _Parser(tokens)
    node = parser.whole()
    if depth_of(node) > MAX_DEPTH:
        _refuse_depth(node.column)
    return node


def _refuse_depth(column: int) -> NoReturn:
    raise ExpressionError(
        "too_deep",
        column=column,
        reason=Text(f"嵌套超过 {MAX_DEPTH} 层。", f"The expression is nested more than {MAX_DEPTH} deep."),
        remedy=Text("拆成几个公式字段。", "Split it into several formula fields."),
    )


class _Parser:
    """Walks the tokens once; each method reads one level of precedence and leaves what follows."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._either()
        if self._next.sort is not Sort.END:
            self._refuse_next()
        return node

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self, *texts: str) -> Token | None:
        """The next token when it is one of these signs or words, else nothing is read."""
        token = self._next
        if token.sort in (Sort.SIGN, Sort.WORD) and token.text in texts:
            self._at += 1
            return token
        return None

    def _need(self, text: str) -> None:
        if self._take(text) is None:
            self._refuse_next(expected=text)

    def _deeper(self, read: Callable[[], Node]) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            _refuse_depth(self._next.column)
        node = read()
        self._depth -= 1
        return node

    def _either(self) -> Node:
        return self._joined("or", self._both, nodes.Or)

    def _both(self) -> Node:
        return self._joined("and", self._condition, nodes.And)

    def _joined(self, word: str, read: Callable[[], Node], kind: type[nodes.And] | type[nodes.Or]) -> Node:
        parts = [read()]
        while self._take(word):
            parts.append(read())
        return parts[0] if len(parts) == 1 else kind(tuple(parts), column=parts[0].column)

    def _condition(self) -> Node:
        if token := self._take("not"):
            return nodes.Not(self._deeper(self._condition), column=token.column)
        return self._comparison()

    def _comparison(self) -> Node:
        left = self._sum()
        if token := self._take(*_COMPARATORS):
            node = nodes.Comparison(left, _COMPARATORS[token.text], self._sum(), column=token.column)
            if chained := self._take(*_COMPARATORS):
                _refuse_chain(chained)
            return node
        if token := self._take("in"):
            return nodes.Among(left, self._members(), column=token.column)
        if token := self._take("not"):
            self._need("in")
            return nodes.Not(nodes.Among(left, self._members(), column=token.column), column=token.column)
        return left

    def _members(self) -> tuple[nodes.Literal, ...]:
        self._need("(")
        members = [self._member()]
        while self._take(","):
            members.append(self._member())
        self._need(")")
        return tuple(members)

    def _member(self) -> nodes.Literal:
        minus = self._take("-")
        node = self._primary()
        if minus and isinstance(node, nodes.NumberLiteral):
            return nodes.NumberLiteral(-node.value, column=minus.column)
        if isinstance(node, nodes.Literal) and not minus:
            return node
        raise ExpressionError(
            "in.member",
            column=node.column,
            reason=Text("in 的列表里只能写明确的值。", "The list after `in` holds written values only."),
            remedy=Text("写成 in ('a', 'b')，或用 == 和 or。", "Write in ('a', 'b'), or use == and or."),
        )

    def _sum(self) -> Node:
        terms = [self._product()]
        while token := self._take("+", "-"):
            term = self._product()
            terms.append(nodes.Negative(term, column=token.column) if token.text == "-" else term)
        return terms[0] if len(terms) == 1 else nodes.Sum(tuple(terms), column=terms[0].column)

    def _product(self) -> Node:
        node = self._signed()
        while token := self._take("*", "/"):
            kind = nodes.Product if token.text == "*" else nodes.Quotient
            node = kind(node, self._signed(), column=token.column)
        return node

    def _signed(self) -> Node:
        if token := self._take("-"):
            return nodes.Negative(self._deeper(self._signed), column=token.column)
        return self._primary()

    def _primary(self) -> Node:
        token = self._next
        if self._take("("):
            node = self._deeper(self._either)
            self._need(")")
            return node
        if token.sort in (Sort.SIGN, Sort.END) or (token.sort is Sort.WORD and token.text in _JOINTS):
            self._refuse_next()
        self._at += 1
        if token.sort is Sort.NUMBER:
            return _number(token)
        if token.sort is Sort.TEXT:
            return _text(token)
        if token.text in ("true", "false"):
            return nodes.YesNoLiteral(token.text == "true", column=token.column)
        return self._call(token) if self._take("(") else _name(token)

    def _call(self, name: Token) -> Node:
        if name.text not in FUNCTIONS:
            raise ExpressionError(
                "unknown_function",
                column=name.column,
                reason=Text(f"没有函数 {name.text}。", f"There is no function {name.text}."),
                remedy=suggestion(name.text.lower(), FUNCTIONS, otherwise=_known_functions()),
            )
        arguments: list[Node] = []
        if not self._take(")"):
            arguments.append(self._deeper(self._either))
            while self._take(","):
                arguments.append(self._deeper(self._either))
            self._need(")")
        return build(name.text, tuple(arguments), name.column)

    def _refuse_next(self, *, expected: str = "") -> NoReturn:
        token = self._next
        remedy = Text(f"此处应为 {expected}", f"{expected} is expected here.") if expected else _CONTINUE
        found = Text("表达式没有写完。", "The expression is not finished.")
        if token.sort is not Sort.END:
            found = Text(f"此处不应出现 {token.text}。", f"{token.text} cannot stand here.")
        if token.sort is Sort.WORD:
            remedy = _OTHER_WORDS.get(token.text.lower()) or suggestion(
                token.text.lower(), _RESERVED, otherwise=remedy
            )
        raise ExpressionError("syntax", column=token.column, reason=found, remedy=remedy)


def _known_functions() -> Text:
    known = ", ".join(FUNCTIONS)
    return Text(f"可用的函数：{known}", f"The functions are {known}.")


def _refuse_chain(token: Token) -> NoReturn:
    raise ExpressionError(
        "chained",
        column=token.column,
        reason=Text("比较不能连写。", "Comparisons cannot be chained."),
        remedy=Text("写成 1 <= x and x <= 5。", "Write 1 <= x and x <= 5."),
    )


def _number(token: Token) -> Node:
    value = Decimal(token.text)
    decimals = len(token.text.partition(".")[2])
    if value >= LIMIT or decimals > PLACES:
        raise ExpressionError(
            "number.range",
            column=token.column,
            reason=Text("数字太大或小数位太多。", "The number is too large or has too many decimals."),
            remedy=Text(
                f"数字须小于一万亿，至多 {PLACES} 位小数。", f"Stay below 10^12 with at most {PLACES} decimals."
            ),
        )
    return nodes.NumberLiteral(value, column=token.column)


def _text(token: Token) -> Node:
    if token.text:
        return nodes.TextLiteral(token.text, column=token.column)
    raise ExpressionError(
        "text.empty",
        column=token.column,
        reason=Text("空文本就是未填。", "An empty text is the same as blank."),
        remedy=Text("写 blank(x) 或 filled(x)。", "Write blank(x) or filled(x)."),
    )


def _name(token: Token) -> Node:
    if token.text.lower() in _OTHER_WORDS:
        raise ExpressionError(
            "syntax",
            column=token.column,
            reason=Text(f"不认识 {token.text}。", f"{token.text} is not part of the language."),
            remedy=_OTHER_WORDS[token.text.lower()],
        )
    if token.text != token.text.lower() or token.text.startswith("_"):
        raise ExpressionError(
            "name.form",
            column=token.column,
            reason=Text(f"{token.text} 不是字段标识。", f"{token.text} is not a field id."),
            remedy=suggestion(token.text.lower(), _RESERVED, otherwise=_SMALL_LETTERS),
        )
    return nodes.Name(token.text, column=token.column)
