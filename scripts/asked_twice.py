"""How well two headings are told to ask for the same datum: signatures beside plain likeness of the strings.

`python scripts/asked_twice.py` counts on the pairs that may be looked at, `--aside` on the third kept aside,
`--errors` lists what is wrong among those that may be looked at.
"""

import argparse
import csv
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from luoshi.rules.signatures import compare, parse

PAIRS = Path(__file__).parent.parent / "tests" / "spec" / "signatures" / "pairs.csv"
HELD = ("same", "convertible")


@dataclass(frozen=True, slots=True)
class Pair:
    left: str
    right: str
    label: str

    @property
    def aside(self) -> bool:
        """Kept from whoever tunes the word lists: fixed by the pair itself, before there was a parser."""
        digest = hashlib.sha256(f"{self.left}\n{self.right}".encode()).hexdigest()
        return int(digest, 16) % 3 == 0

    @property
    def held(self) -> bool:
        return self.label in HELD


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    precision: float
    recall: float
    auc: float


def read_pairs() -> list[Pair]:
    with PAIRS.open(encoding="utf-8", newline="") as rows:
        return [Pair(row["left"], row["right"], row["class"]) for row in csv.DictReader(rows)]


def by_signature(pair: Pair) -> tuple[bool, float]:
    found = compare(parse(pair.left), parse(pair.right))
    return found.relation.held, found.likeness


def by_string(threshold: float) -> Callable[[Pair], tuple[bool, float]]:
    def judge(pair: Pair) -> tuple[bool, float]:
        likeness = fuzz.ratio(pair.left, pair.right)
        return likeness >= threshold, likeness

    return judge


def measure(name: str, pairs: Sequence[Pair], judge: Callable[[Pair], tuple[bool, float]]) -> Outcome:
    judged = [(pair.held, *judge(pair)) for pair in pairs]
    right = sum(1 for held, said, _ in judged if held and said)
    said = sum(1 for _, found, _ in judged if found)
    held = sum(1 for truth, _, _ in judged if truth)
    return Outcome(
        name, right / said if said else 0.0, right / held, auc([(truth, like) for truth, _, like in judged])
    )


def auc(ranked: Sequence[tuple[bool, float]]) -> float:
    """The chance that a pair that is held stands above one that is not; ties count half."""
    above = [like for truth, like in ranked if truth]
    below = [like for truth, like in ranked if not truth]
    wins = sum((one > other) + 0.5 * (one == other) for one in above for other in below)
    return wins / (len(above) * len(below))


def best_threshold(pairs: Sequence[Pair]) -> float:
    """Where plain likeness has its best F1 on the pairs that may be looked at."""
    return max((float(value) for value in range(10, 101)), key=lambda value: _f1(pairs, value))


def _f1(pairs: Sequence[Pair], threshold: float) -> float:
    found = measure("", pairs, by_string(threshold))
    both = found.precision + found.recall
    return 2 * found.precision * found.recall / both if both else 0.0


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--aside", action="store_true")
    asked.add_argument("--errors", action="store_true")
    options = asked.parse_args()
    everything = read_pairs()
    open_pairs = [pair for pair in everything if not pair.aside]
    pairs = [pair for pair in everything if pair.aside] if options.aside else open_pairs
    threshold = best_threshold(open_pairs)
    print(f"{len(pairs)} pairs, {sum(pair.held for pair in pairs)} of them held")
    for found in (
        measure("signatures", pairs, by_signature),
        measure(f"rapidfuzz ratio ≥ {threshold:.0f}", pairs, by_string(threshold)),
    ):
        print(f"{found.name:24} precision {found.precision:.3f}  recall {found.recall:.3f}  AUC {found.auc:.3f}")
    if options.errors and not options.aside:
        print_errors(pairs)


def print_errors(pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        found = compare(parse(pair.left), parse(pair.right))
        if found.relation.held != pair.held:
            print(f"{pair.label:12} {found.relation:12} {pair.left} | {pair.right}: {[r.zh for r in found.reasons]}")


if __name__ == "__main__":
    main()
