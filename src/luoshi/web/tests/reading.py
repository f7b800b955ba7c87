"""Reads an answered page as a person or a screen reader would: elements, their names, what is missing."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    """An element with its text."""

    tag: str
    traits: dict[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)


class Page(HTMLParser):
    """Every element of a page, in order; refuses tags that are not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)
        assert not self.open, f"not closed: {[element.tag for element in self.open]}"

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if self.open:
            self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    @override
    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def all(self, *tags: str) -> list[Element]:
        """The elements with one of the tags."""
        return [element for element in self.elements if element.tag in tags]

    @property
    def ids(self) -> list[str]:
        """Every id of the page."""
        return [element.traits["id"] for element in self.elements if element.traits.get("id")]


def barriers(page: Page) -> list[str]:
    """What would stop somebody who cannot see the page or use a mouse."""
    ids = page.ids
    found = [f"id twice: {one}" for one in sorted(set(ids)) if ids.count(one) > 1]
    labelled = {element.traits["for"] for element in page.all("label") if "for" in element.traits}
    wrapped = [child for label in page.all("label") for child in label.children]
    for element in page.all("input", "select", "textarea"):
        named = element.traits.get("id") in labelled or "aria-label" in element.traits or element in wrapped
        if element.traits.get("type") != "hidden" and not named:
            found.append(f"no label: {element.traits}")
    found += [
        f"no words: {element.tag} {element.traits}"
        for element in page.all("a", "button", "summary")
        if not (element.text.strip() or element.traits.get("aria-label"))
    ]
    for trait in ("aria-describedby", "aria-labelledby", "aria-controls"):
        told = " ".join(element.traits.get(trait, "") for element in page.elements).split()
        found += [f"{trait} names nothing: {one}" for one in told if one not in ids]
    if len(page.all("h1")) < 1 or len(page.all("main")) != 1:
        found.append("a page needs a first heading and one main part")
    found += [f"no alt: {image.traits}" for image in page.all("img") if "alt" not in image.traits]
    return found
