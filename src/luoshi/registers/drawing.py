"""What a record takes of which pools, and what it offers as a pool itself: exact whole millionths."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from luoshi.packs.declarations import PARENT, Conserved, Field, Register
from luoshi.packs.queries import current
from luoshi.registers.models import Record, Version
from luoshi.registers.values import Kept
from luoshi.rules.texts import Text

MILLION = 10**6
LARGEST = 2**62
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of conservation with the register whose records take."""

    register: Register
    conserved: Conserved

    @property
    def ref(self) -> str:
        """The full reference, "pack.register.rule"."""
        return f"{self.register.ref}.{self.conserved.id}"

    @property
    def amount(self) -> Field:
        """The field that says how much a record takes."""
        return self.register.fields[self.conserved.amount]

    def told(self, millionths: int) -> str:
        """An amount as people read it, with its unit."""
        number = format(Decimal(millionths).scaleb(-6).normalize() if millionths else Decimal(0), "f")
        unit = "%" if self.amount.type == "percent" else self.amount.unit
        return f"{number} {unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Taking:
    """How much is taken under a rule."""

    rule: Rule
    amount: int


def takings(register: Register, record: Record | Version) -> dict[Key, Taking]:
    """What a record takes of each pool, by the pool's id and the rule, as it stands or stood; blank is nothing."""
    found: dict[Key, Taking] = {}
    for conserved in register.conserves:
        rule = Rule(register, conserved)
        pool = record.parent_id if conserved.within == PARENT else record.data.get(conserved.within)
        amount = record.data.get(conserved.amount)
        if pool is not None and amount is not None and record.state not in conserved.gives_back:
            found[int(pool), rule.ref] = Taking(rule, millionths(amount))
    return found


def rules_on(ref: str) -> Iterator[Rule]:
    """The rules in force under which records of this register are pools. One small query."""
    for register in current().registers():
        for conserved in register.conserves:
            if pool_of(register, conserved) == ref:
                yield Rule(register, conserved)


def pool_of(register: Register, conserved: Conserved) -> str:
    """The register whose records are the pools of a rule."""
    if conserved.within == PARENT:
        return register.parent.to if register.parent else ""
    return register.fields[conserved.within].to


def limit_of(rule: Rule, data: Mapping[str, Kept]) -> int:
    """What a pool offers; nothing where its limit is blank or below zero."""
    if rule.conserved.total is not None:
        return millionths(rule.conserved.total)
    return min(max(millionths(data.get(rule.conserved.limit, 0)), 0), LARGEST)


def millionths(kept: Kept | Decimal) -> int:
    """A kept number in whole millionths, what is finer cut off: entered numbers have no more than six decimals."""
    return int(Decimal(kept) * MILLION)


def left_in(rule: Rule, left: int) -> Text:
    """What is left, in words."""
    return Text(f"尚余 {rule.told(left)}", f"{rule.told(left)} is left")
