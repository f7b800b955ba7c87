"""From a measure and a question to one SQL statement over the reading copy."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from luoshi.measures.columns import column_of, sql_of
from luoshi.measures.grouping import BLANK, Grouping, Keys, grouping_of, keys_of
from luoshi.measures.questions import Question, labels_within
from luoshi.measures.reading.engine import quoted
from luoshi.measures.units import Tree
from luoshi.packs.declarations import Link, LinkRule, Measure, Register, TimeRule
from luoshi.rules.expressions.nodes import And, Node
from luoshi.rules.periods import Coverage, Kind

PERIOD = "period"
PARENT = "parent"
ALWAYS = "true"
ONE = "1"


@dataclass(slots=True)
class Statement:
    """SQL in pieces, its parameters, and the maps from values to groups that it joins, by name."""

    source: str
    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    maps: dict[str, Mapping[object, str]] = field(default_factory=dict)
    joins: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    def require(self, condition: str, *values: object) -> None:
        """Count only rows that meet a condition."""
        self.conditions.append(f"({condition})")
        self.values.extend(values)

    def group_by(self, keys: Keys) -> None:
        """Group by a column, or by what its value leads to."""
        column = f"r.{quoted(keys.column)}"
        if keys.through is None:
            self.groups.append(column)
            return
        name = f"map_{len(self.maps)}"
        self.maps[name] = keys.through
        self.joins.append(f"LEFT JOIN {name} ON {name}.k = {column}")
        self.groups.append(f"{name}.g")

    def select(self, *columns: str) -> str:
        """The rows counted, with these columns."""
        where = " AND ".join(self.conditions) or ALWAYS
        return " ".join(["SELECT", ", ".join(columns), "FROM", self.source, "AS r", *self.joins, "WHERE", where])


@dataclass(frozen=True, slots=True)
class Compiler:
    """`table` says where a register's rows stand: as they are now, or as they were at a position."""

    today: date
    table: Callable[[str], str]
    register: Callable[[str], Register]
    tree: Callable[[date], Tree]

    def statement(self, measure: Measure, register: Register, question: Question, counted: Coverage) -> Statement:
        """The rows a measure counts: those it is about, once each, in the time and part of the city asked for.

        `counted` is the question's time, or the year before it for the base of a growth.
        """
        statement = Statement(self._met_once(measure, register))
        for link in measure.linked:
            self._require_linked(statement, link, counted)
        return self._narrowed(statement, measure, register, question, counted)

    def pass_over(self, measure: Measure, register: Register, question: Question, counted: Coverage) -> Statement:
        """The rows in the time and part asked for, whatever the measure's own condition: see `met`."""
        return self._narrowed(Statement(self.table(register.ref)), measure, register, question, counted)

    def met(self, register: Register, conditions: Sequence[Node]) -> str:
        """All of some conditions on a row."""
        return " AND ".join(sql_of(register, node, today=self.today) for node in conditions) or ALWAYS

    def _narrowed(
        self, statement: Statement, measure: Measure, register: Register, question: Question, counted: Coverage
    ) -> Statement:
        _in_time(statement, measure, register, counted)
        self._in_place(statement, question)
        for name, group in question.where.items():
            keys = self.keys(measure, register, grouping_of(name), question, counted)
            _in_group(statement, keys, group)
        return statement

    def keys(
        self, measure: Measure, register: Register, grouping: Grouping, question: Question, counted: Coverage
    ) -> Keys:
        """How the rows of a measure come to their groups."""
        return keys_of(
            register,
            grouping,
            coverage=question.coverage,
            counted=counted,
            when=when_of(measure, register),
            tree=lambda: self.tree(question.coverage.end),
        )

    def value_of(self, measure: Measure, register: Register) -> str:
        """What is added up or ranked of a row; 1 for a count."""
        return ONE if measure.value is None else sql_of(register, measure.value, today=self.today)

    def _met_once(self, measure: Measure, register: Register) -> str:
        """Rows that meet `where`; of several with the same `once_per` the earliest ever, wherever it was entered."""
        table = self.table(register.ref)
        if measure.where is None and not measure.once_per:
            return table
        pieces = ["(SELECT * FROM", table, "WHERE", self.met(register, conditions_of(measure))]
        if measure.once_per:
            same = quoted(column_of(register, measure.once_per))
            first = f"{quoted(column_of(register, measure.when))}, " if measure.when else ""
            number = f"row_number() OVER (PARTITION BY {same} ORDER BY {first}record)"
            pieces += ["QUALIFY", same, "IS NULL OR", number, "= 1"]
        return " ".join([*pieces, ")"])

    def _require_linked(self, statement: Statement, link: Link, counted: Coverage) -> None:
        """Only rows whose linked rows are as declared by the end of the time counted."""
        register = self.register(link.of)
        pointer = quoted("parent" if link.by == PARENT else column_of(register, link.by))
        met = [f"{pointer} IS NOT NULL", *([self.met(register, (link.where,))] if link.where is not None else [])]
        dated = f"coalesce({quoted(column_of(register, link.when))} <= ?, false)" if link.when else ""
        every = link.has in (LinkRule.ALL, LinkRule.NOT_ALL)
        pieces = ["SELECT", pointer, "FROM", self.table(link.of), "WHERE", " AND ".join(f"({each})" for each in met)]
        if every:
            pieces += ["GROUP BY", pointer, "HAVING bool_and(", dated or ALWAYS, ")"]
        elif dated:
            pieces += ["AND", dated]
        negated = "NOT " if link.has in (LinkRule.NONE, LinkRule.NOT_ALL) else ""
        statement.require(f"r.record {negated}IN ({' '.join(pieces)})", *([counted.end] if dated else []))

    def _in_place(self, statement: Statement, question: Question) -> None:
        if question.within is not None:
            below = sorted(self.tree(question.coverage.end).below(question.within))
            statement.require("r.unit IN (SELECT unnest(?))", below)
        if question.sight.paths is not None:
            seen = sorted(self.tree(question.coverage.end).seen_from(question.sight.paths))
            statement.require("r.unit IN (SELECT unnest(?)) OR r.lead IN (SELECT unnest(?))", seen, seen)


def conditions_of(measure: Measure) -> tuple[Node, ...]:
    """What a row must meet, condition by condition."""
    if measure.where is None:
        return ()
    return measure.where.conditions if isinstance(measure.where, And) else (measure.where,)


def when_of(measure: Measure, register: Register) -> str:
    """What tells a row's time: the declared date, or a return's own period; nothing for a plain list."""
    return measure.when or (PERIOD if register.period else "")


def _in_time(statement: Statement, measure: Measure, register: Register, counted: Coverage) -> None:
    """A flow happens within the stretch, a stock is there by its end; what has come and not gone by then counts."""
    if measure.since:
        statement.require(f"r.{quoted(column_of(register, measure.since))} <= ?", counted.end)
    if measure.until:
        gone = f"r.{quoted(column_of(register, measure.until))}"
        statement.require(f"{gone} IS NULL OR {gone} > ?", counted.end)
    when = when_of(measure, register)
    if not when:
        return
    column = f"r.{quoted(column_of(register, when))}"
    if when == PERIOD:
        statement.require(f"{column} IN (SELECT unnest(?))", list(labels_within(Kind(register.period), counted)))
    elif measure.time is TimeRule.STOCK:
        statement.require(f"{column} <= ?", counted.end)
    else:
        statement.require(f"{column} BETWEEN ? AND ?", counted.start, counted.end)


def _in_group(statement: Statement, keys: Keys, group: str) -> None:
    """Only the rows of one group of a table, so that each of its figures can be asked for by itself."""
    column = f"r.{quoted(keys.column)}"
    if keys.through is not None:
        one = "NOT coalesce({} IN (SELECT unnest(?)), false)" if group == BLANK else "{} IN (SELECT unnest(?))"
        statement.require(one.format(column), keys.values_in(group))
    elif group == BLANK:
        statement.require(f"{column} IS NULL")
    else:
        statement.require(f"{column}::VARCHAR = ?", group)
