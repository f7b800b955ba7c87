"""The coarse shape of a picture as 64 signs, and how two shapes compare, also when one was turned or mirrored.

The signs are those of the cosine transform (DCT-II) of the picture at 32 × 32 grey points, frequencies 1 to 8 down
and across. Scaling, compression, brightness and greyness hardly touch them. Mirroring turns the signs of the odd
frequencies, a quarter turn swaps down and across, so all eight positions of a picture follow from its one print.
Pure Python: neither Django nor an array library is needed.
"""

import math
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

POINTS = 32
FREQUENCIES = range(1, 9)
SIGNS = 64
BANDS = 4
BAND_SIGNS = SIGNS // BANDS
LEAST_CONTRAST = 4.0
"""Standard deviation of grey below which a picture is as good as blank: its signs would be noise."""

ALIKE = 8
"""Signs in which two pictures of the same may differ, as measured in docs/explanation/photos-alike.md."""

_COSINES = [[math.cos(math.pi * (2 * x + 1) * u / (2 * POINTS)) for x in range(POINTS)] for u in range(9)]


def signs_of(picture: "Image.Image") -> str:
    """The 64 signs as 16 hexadecimal digits; empty for a picture without contrast. About 3 ms."""
    points = list(picture.convert("L").resize((POINTS, POINTS)).tobytes())
    mean = sum(points) / len(points)
    if math.sqrt(sum((point - mean) ** 2 for point in points) / len(points)) < LEAST_CONTRAST:
        return ""
    rows = [points[start : start + POINTS] for start in range(0, len(points), POINTS)]
    across = [[_dot(_COSINES[frequency], row) for frequency in FREQUENCIES] for row in rows]
    columns = list(zip(*across, strict=True))
    signs = [_dot(_COSINES[down], column) > 0 for down in FREQUENCIES for column in columns]
    return _written(signs)


def _dot(cosines: list[float], values: Iterable[float]) -> float:
    return sum(cosine * value for cosine, value in zip(cosines, values, strict=True))


def _written(signs: Iterable[bool]) -> str:
    return f"{int(''.join('1' if sign else '0' for sign in signs), 2):016x}"


def _read(print_: str) -> list[bool]:
    return [sign == "1" for sign in f"{int(print_, 16):064b}"]


def distance(one: str, other: str) -> int:
    """In how many of the 64 signs two prints differ.

    >>> distance("000000000000000f", "0000000000000003")
    2
    """
    return (int(one, 16) ^ int(other, 16)).bit_count()


def positions(print_: str) -> tuple[str, ...]:
    """The print of the picture in its eight positions: four quarter turns, each also mirrored; itself first.

    >>> len(set(positions("0123456789abcdef")))
    8
    """
    signs = _read(print_)
    swapped = [signs[across * 8 + down] for down in range(8) for across in range(8)]
    return tuple(
        _written(_mirrored(shape, upside, sideways))
        for shape in (signs, swapped)
        for upside in (False, True)
        for sideways in (False, True)
    )


def _mirrored(signs: list[bool], upside: bool, sideways: bool) -> Iterator[bool]:
    for place, sign in enumerate(signs):
        down, across = place // 8 + 1, place % 8 + 1
        yield sign ^ (upside and down % 2 == 1) ^ (sideways and across % 2 == 1)


def bands(print_: str) -> tuple[int, ...]:
    """The print cut into four numbers of 16 signs.

    >>> bands("0001000200030004")
    (1, 2, 3, 4)
    """
    return tuple(int(print_[start : start + 4], 16) for start in range(0, 16, 4))


def near(band: int) -> Iterator[int]:
    """The band itself and every one that differs from it in one or two signs: 137 numbers.

    Two prints that differ in at most 11 signs differ in at most two of them in some band, so none is missed.
    """
    yield band
    for many in (1, 2):
        for places in combinations(range(BAND_SIGNS), many):
            yield band ^ sum(1 << place for place in places)
