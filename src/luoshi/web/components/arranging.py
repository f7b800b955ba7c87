"""The form by which a list is arranged: which columns, in which order, grouped by what, with totals or not."""

from collections.abc import Mapping
from dataclasses import dataclass

from luoshi.web.components.lists import Option


@dataclass(frozen=True, slots=True)
class Choice:
    """A column that may be shown; `place` is where it stands, 0 where it does not."""

    id: str
    title: str
    place: int


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A GET form; `kept` is the rest of the address, `usual` leads back to the usual arrangement."""

    action: str
    columns: tuple[Choice, ...]
    groups: tuple[Option, ...]
    group: str
    totals: bool
    kept: Mapping[str, str]
    usual: str
