"""What a page weighs: the bytes a browser fetches for it the first time, compressed."""

from collections.abc import Iterable
from dataclasses import dataclass
from gzip import compress
from html.parser import HTMLParser
from pathlib import Path

from typing_extensions import override

STATIC = Path(__file__).resolve().parents[2] / "src" / "luoshi" / "web" / "static"
PREFIX = "/static/"
BUDGET = 100_000  # bytes of script of one page, compressed


class Fetched(HTMLParser):
    """The addresses of scripts and style sheets a page names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.sheets: list[str] = []
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        traits = dict(attrs)
        if tag == "script" and traits.get("src"):
            self.scripts.append(str(traits["src"]))
        if tag == "link" and traits.get("rel") == "stylesheet":
            self.sheets.append(str(traits.get("href")))


@dataclass(frozen=True)
class Weight:
    """Bytes, compressed."""

    page: int
    script: int
    style: int


def weighed(html: str) -> Weight:
    """The weight of a page with everything it fetches to be drawn and used."""
    fetched = Fetched(html)
    return Weight(len(compress(html.encode())), _packed(fetched.scripts), _packed(fetched.sheets))


def _packed(addresses: Iterable[str]) -> int:
    return sum(len(compress(_file(address).read_bytes())) for address in set(addresses))


def _file(address: str) -> Path:
    """The built file behind an address; every script of ours is served from our own folder."""
    assert address.startswith(PREFIX), f"fetched from elsewhere: {address}"
    return STATIC / address.removeprefix(PREFIX).partition("?")[0]
