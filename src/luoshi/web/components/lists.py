"""What surrounds a list: search, filters, the chosen ones as chips, and the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list."""

    value: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A list of choices a table can be narrowed by; `anything` words no choice, `rarely` puts it under 更多."""

    name: str
    title: str
    options: tuple[Option, ...]
    value: str = ""
    anything: str = ""
    rarely: bool = False

    @property
    def chosen(self) -> Option | None:
        """The option in force."""
        return next((option for option in self.options if option.value == self.value), None)


@dataclass(frozen=True, slots=True)
class FilterBar:
    """A GET form above a list; `target` is the id of the element the answer replaces while typing.

    `plain` is what the address says where nothing is asked, if a bare address means something else.
    """

    action: str
    search: str = ""
    placeholder: str = ""
    filters: tuple[Filter, ...] = ()
    kept: Mapping[str, str] | None = None
    target: str = "results"
    plain: str = ""

    @property
    def at_hand(self) -> tuple[Filter, ...]:
        """The filters beside the search box."""
        return tuple(item for item in self.filters if not item.rarely)

    @property
    def rare(self) -> tuple[Filter, ...]:
        """The filters under 更多."""
        return tuple(item for item in self.filters if item.rarely)

    @property
    def chips(self) -> tuple[tuple[Filter, Option, str], ...]:
        """Each filter in force with the address that drops it."""
        return tuple((item, item.chosen, self._without(item.name)) for item in self.filters if item.chosen)

    def _without(self, name: str) -> str:
        values = {"q": self.search, **{item.name: item.value for item in self.filters}, **(self.kept or {})}
        query = urlencode({key: value for key, value in values.items() if value and key != name})
        return f"{self.action}?{query or self.plain}"


@dataclass(frozen=True, slots=True)
class Page:
    """One link of a pager; number 0 is a gap."""

    number: int
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one stands in a long list."""

    first: int
    last: int
    total: int
    pages: tuple[Page, ...]
    previous: str = ""
    next: str = ""


def pager(*, total: int, size: int, page: int, query: Mapping[str, str]) -> Pager:
    """The pager of a list of `total` rows; a page beyond the end is the last one."""
    count = max(1, -(-total // size))
    page = min(max(1, page), count)

    def href(number: int) -> str:
        return f"?{urlencode({**query, 'page': number})}"

    near = sorted({1, count, *range(max(1, page - 1), min(count, page + 1) + 1)})
    pages: list[Page] = []
    for number in near:
        if pages and number - pages[-1].number > 1:
            pages.append(Page(0))
        pages.append(Page(number, href(number), number == page))
    return Pager(
        first=min(total, (page - 1) * size + 1),
        last=min(total, page * size),
        total=total,
        pages=tuple(pages),
        previous=href(page - 1) if page > 1 else "",
        next=href(page + 1) if page < count else "",
    )
