"""Draws the rows of a wall chart: written out here, because a sheet holds hundreds and must not take a second."""

from collections.abc import Iterator

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luoshi.packs.declarations import Register
from luoshi.web.charting import is_charted
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.walls import Lane, Rail, Wall, WallRow

register = template.Library()


SHAPES = {
    Tone.GREEN: '<circle cx="12" cy="12" r="9.5"/><path class="light-cut" d="M7.8 12.4l3 3 5.4-6"/>',
    Tone.YELLOW: '<path d="M12 2.8 22.6 21.2H1.4z"/><path class="light-cut" d="M12 9.5v5M12 17.5v1"/>',
    Tone.RED: '<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z"/><path class="light-cut" d="M8.5 8.5l7 7M15.5 8.5l-7 7"/>',
    Tone.BLUE: '<rect x="3" y="3" width="18" height="18" rx="3.5"/><path class="light-cut" d="M10 7.8l5 4.2-5 4.2"/>',
    Tone.GREY: '<circle class="light-ring" cx="12" cy="12" r="8.3"/>',
}
"""The lights of the sprite, drawn in place: hundreds of references into another file would slow the scrolling."""


@register.simple_tag
def wall_rows(lane: Lane, wall: Wall) -> SafeString:
    """All rows of a lane; every text in them is escaped."""
    heads = (_("计划"), _("实际"), _("预计"))
    rows = "\n".join(_row(row, wall.axis.width, heads) for row in lane.rows)
    return mark_safe(rows)  # noqa: S308  # each text is escaped below


@register.simple_tag
def wall_light(light: Light) -> SafeString:
    """A light in the head of a lane."""
    return mark_safe(_light(light))  # noqa: S308  # its word is escaped


@register.filter
def charted(declared: Register) -> bool:
    """Whether a register has a wall chart."""
    return is_charted(declared)


def _row(row: WallRow, width: int, heads: tuple[str, str, str]) -> str:
    facts = "".join(
        f'<div class="wall-fact" role="cell" data-label="{head}">{escape(text)}</div>'
        for head, text in zip(heads, (row.planned, row.actual, row.expected), strict=True)
    )
    return (
        f'<div class="wall-row depth-{row.depth}" role="row">'
        f'<div class="wall-name" role="rowheader"><a href="{row.href}">{escape(row.title)}</a></div>'
        f'<div class="wall-fact wall-lit" role="cell">{_light(row.light)}</div>{facts}'
        f'<div class="wall-time" role="cell"><svg class="wall-svg" width="{width}" aria-hidden="true">'
        f"{''.join(_drawn(row))}</svg></div></div>"
    )


def _light(light: Light | None) -> str:
    if light is None:
        return ""
    shape = f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{SHAPES[light.tone]}</svg>'
    return f'<span class="light tone-{light.tone}">{shape}<span>{escape(light.word)}</span></span>'


def _drawn(row: WallRow) -> Iterator[str]:
    """Bars first, the lines between records, then the days of their own; nothing is drawn by reference."""
    for mark in row.marks:
        more = " is-open" if mark.open else ""
        yield f'<rect class="mark-{mark.kind}{more}" x="{mark.x}%" width="{mark.width}%"/>'
    for rail in row.rails:
        yield from _rail(rail)
    for point in row.points:
        told = escape(point.told)
        yield f'<circle class="point-{point.kind}" cx="{point.x}%" cy="50%" r="4.5" data-told="{told}"/>'
    if row.end:
        yield _end(row)


def _rail(rail: Rail) -> Iterator[str]:
    yield f'<rect class="wall-rail" x="{rail.x}%" y="{rail.top}" width="1.5" height="{rail.height}"/>'
    if rail.to:
        late = " is-late" if rail.late else ""
        yield f'<rect class="wall-rail{late}" x="{rail.to}%" y="50%" width="{rail.length}%" height="1.5"/>'


def _end(row: WallRow) -> str:
    """A flag at the planned end; what can be tried has a broader grip."""
    tone = f" tone-{row.light.tone}" if row.light else ""
    tried = f' data-end="{row.end}" data-try="{row.try_href}"' if row.try_href else ""
    grip = f'<rect class="wall-grip" x="{row.end_x}%" width="24" height="100%"/>' if row.try_href else ""
    pole = f'<rect x="{row.end_x}%" y="12%" width="2" height="76%"/>'
    return f'<g class="wall-end{tone}"{tried}>{grip}{pole}<rect x="{row.end_x}%" y="12%" width="9" height="28%"/></g>'
