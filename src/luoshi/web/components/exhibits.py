"""Files that prove something, as they are shown: a small picture or what it is, whose, and what speaks against it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """Something the reader should know of a file, perhaps with the page that tells more."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ExhibitTile:
    """One file; `preview` is the address of its small picture, `withdraw` where its withdrawal is sent."""

    name: str
    href: str
    facts: str
    who: str
    preview: str = ""
    serves: str = ""
    hints: tuple[Hint, ...] = ()
    withdrawn: str = ""
    withdraw: str = ""


@dataclass(frozen=True, slots=True)
class ExhibitKind:
    """A kind of evidence with what lies there, and where more of it is sent; blank where the reader may not."""

    id: str
    title: str
    note: str
    tiles: tuple[ExhibitTile, ...]
    accept: str = ""
    upload: str = ""


@dataclass(frozen=True, slots=True)
class ExhibitSheet:
    """All evidence of a record: kinds that matter now, and the others."""

    kinds: tuple[ExhibitKind, ...]
    others: tuple[ExhibitKind, ...]
    most: int = 0  # megabytes of one upload

    @property
    def any(self) -> bool:
        """Whether there is anything to show or to send."""
        return bool(self.kinds or self.others)
