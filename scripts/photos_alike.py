"""Measures how copies of generated photos are recognised, and how often two different ones are taken for one."""

import sys
from itertools import combinations
from statistics import quantiles

from luoshi.evidence.photoprints import ALIKE, distance, positions, signs_of
from luoshi.evidence.tests.scenes import COPIES, cut, scene

PICTURES, OTHERS = 60, 600
MORE = {
    "cut by two per cent": lambda picture: cut(picture, 0.02),
    "cut by five per cent": lambda picture: cut(picture, 0.05),
    "turned by one degree": lambda picture: cut(picture.rotate(1), 0.02),
    "turned by three degrees": lambda picture: cut(picture.rotate(3), 0.04),
}


def main() -> int:
    """Prints the table of docs/explanation/photos-alike.md."""
    print("| copy | signs that differ: median | 90 % below | worst | recognised |\n|---|---|---|---|---|")
    pictures = [scene(seed) for seed in range(PICTURES)]
    for name, made in (COPIES | MORE).items():
        found = sorted(_least(signs_of(each), signs_of(made(each))) for each in pictures)
        share = sum(each <= ALIKE for each in found)
        high = quantiles(found, n=10)[-1]
        print(f"| {name} | {found[PICTURES // 2]} | {high:.0f} | {found[-1]} | {share}/{PICTURES} |")
    prints = [positions(signs_of(scene(seed, 320, 240))) for seed in range(1000, 1000 + OTHERS)]
    apart = sorted(min(distance(shape, other[0]) for shape in one) for one, other in combinations(prints, 2))
    wrong = sum(each <= ALIKE for each in apart)
    print(
        f"\n{len(apart):,} pairs of different pictures, in eight positions: {wrong} taken for one, nearest {apart[0]}"
    )
    return 0


def _least(one: str, other: str) -> int:
    return min(distance(shape, other) for shape in positions(one))


if __name__ == "__main__":
    sys.exit(main())
