"""Photos taken twice: turned, scaled and compressed copies are found, other pictures are not; a worked example."""

from itertools import combinations
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from luoshi.evidence.actions import keep
from luoshi.evidence.photoprints import ALIKE, bands, distance, near, positions, signs_of
from luoshi.evidence.queries import alike
from luoshi.evidence.tests.scenes import COPIES, jpeg, scene
from luoshi.evidence.tests.test_keeping import ANNA, NOW


def least(one: str, other: str) -> int:
    return min(distance(shape, other) for shape in positions(one))


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_is_known_again(copy: str) -> None:
    for seed in range(6):
        picture = scene(seed)
        assert least(signs_of(picture), signs_of(COPIES[copy](picture))) <= ALIKE


def test_the_eight_positions_follow_from_the_one_print() -> None:
    picture = scene(3, 400, 400)
    turned = [picture.rotate(quarter * 90) for quarter in range(4)]
    for each in (*turned, *map(ImageOps.mirror, turned)):
        assert least(signs_of(picture), signs_of(each)) <= 2


def test_different_pictures_are_not_taken_for_one() -> None:
    """200 generated pictures, 19,900 pairs, each in eight positions: none is nearer than the limit."""
    prints = [signs_of(scene(seed, 320, 240)) for seed in range(200)]
    shapes = {print_: positions(print_) for print_ in prints}
    near_ones = [
        (one, other)
        for one, other in combinations(prints, 2)
        if min(distance(shape, other) for shape in shapes[one]) <= ALIKE
    ]
    assert near_ones == []


def test_a_blank_picture_is_like_no_other() -> None:
    assert signs_of(Image.new("RGB", (400, 300), "white")) == ""


def test_no_print_within_the_limit_is_missed_by_the_bands() -> None:
    """Eleven turned signs spread as evenly as they can be still leave a band with at most two."""
    print_ = "0123456789abcdef"
    for spread in ((3, 3, 3, 2), (5, 3, 2, 1), (4, 4, 2, 1)):
        other = f"{int(print_, 16) ^ int(''.join(f'{(1 << many) - 1:04x}' for many in spread), 16):016x}"
        assert distance(print_, other) == sum(spread) == 11
        assert any(bands(other)[place] in set(near(bands(print_)[place])) for place in range(4))
    assert len(set(near(7))) == 137


@pytest.mark.django_db
def test_a_worked_example(folder: Path) -> None:
    """One photo, five copies of it, five other photos: of each copy the others are found, and nothing else."""
    one = scene(42)
    names = ("sent through a messenger", "a quarter turn left", "mirrored", "in grey", "brighter")
    family = [
        keep(ContentFile(jpeg(each)), name="a.jpg", by=ANNA, at=NOW)
        for each in (one, *(COPIES[name](one) for name in names))
    ]
    for seed in range(5):
        keep(ContentFile(jpeg(scene(seed))), name="b.jpg", by=ANNA, at=NOW)
    contents = {each.content_id for each in family}
    assert len(contents) == 6
    for each in family:
        assert {other.content_id for other in alike(each.content)} == contents - {each.content_id}
