"""The small worlds that tests begin with, each made once with its database and then only unpacked."""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from luoshi.org.tests.small_city import NOW, SmallCity
from luoshi.packs.actions import publish_all
from luoshi.packs.load import load_all
from luoshi.registers.tests.small_returns import SmallReturns
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.reports.tests.small_asking import SmallAsking


def with_packs() -> SmallCity:
    """Every shipped pack in force in the small city."""
    city = SmallCity()
    publish_all(packs=load_all(settings.SHIPPED_PACKS), by=city.admin, at=NOW)
    return city


SMALL: dict[str, Callable[[], Any]] = {
    "small_city": SmallCity,
    "small_packs": with_packs,
    "small_works": lambda: SmallWorks(SmallCity()),
    "small_returns": lambda: SmallReturns(SmallCity()),
    "small_asking": lambda: SmallAsking(SmallCity()),
}  # by the name of the fixture, which is also the kind of the database
HELD = "held.pickle"


def build(kind: str, home: Path) -> None:
    """Make a world in the database that is open, and keep what its object holds beside it."""
    (home / HELD).write_bytes(pickle.dumps(SMALL[kind]()))


def unpacked(folder: Path) -> Any:
    """The world of a copied database, as if just made: a millisecond, where making it takes two hundred."""
    return pickle.loads((folder / HELD).read_bytes())  # noqa: S301  (our own file, written by build)
