"""Looks at a page as WCAG 2.2 AA does, with axe-core, in light and in dark; and as a phone does."""

from functools import cache
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, ViewportSize

AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
PHONE = ViewportSize(width=390, height=844)
OF_COLOURS = ["color-contrast", "link-in-text-block"]  # the rules to which a theme makes a difference
RUN = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations.map(
    found => `${found.id}: ${found.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(' | ')}`)"""


@cache
def axe() -> str:
    """The program; the setup brings it with the other locked dependencies of the front end."""
    return AXE.read_text(encoding="utf-8")


def barriers(page: Page, *schemes: Literal["light", "dark"]) -> list[str]:
    """What axe-core finds on the present page, in both themes where none is named."""
    found = []
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    rules = RULES
    for scheme in schemes or ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{page.url} in {scheme}: {told}" for told in page.evaluate(RUN, rules)]
        rules = OF_COLOURS
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found


def sticks_out(page: Page, width: int = PHONE["width"]) -> int:
    """How many pixels of the page do not fit a window of that width; the window keeps its size."""
    return over_by(page, width)[width]


def over_by(page: Page, *widths: int) -> dict[int, int]:
    """How many pixels of the page do not fit a window of each width; the window has its own size afterwards."""
    kept, found = page.viewport_size, {}
    for width in widths:
        page.set_viewport_size(ViewportSize(width=width, height=PHONE["height"]))
        found[width] = max(0, int(page.evaluate("document.documentElement.scrollWidth")) - width)
    if kept:
        page.set_viewport_size(kept)
    return found
