"""Tags that draw components: `{% table rows %}`, `{% light state %}`, `{% icon "search" %}`."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from luoshi.rules.texts import Text
from luoshi.web import wording
from luoshi.web.components.figures import Bars, Figure, Tile
from luoshi.web.components.forms import Form, FormField
from luoshi.web.components.funnels import Funnel
from luoshi.web.components.headings import Crumb, Tab
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import FilterBar, Pager
from luoshi.web.components.records import Event, Fact, MoveButton, RecordHead, grouped
from luoshi.web.components.tables import Empty, Table
from luoshi.web.components.trends import Multiples, Trend

register = template.Library()

MESSAGE_TONES = {"success": Tone.GREEN, "warning": Tone.YELLOW, "error": Tone.RED}
TONE_ICONS = {Tone.GREEN: "done", Tone.YELLOW: "warning", Tone.RED: "stop", Tone.BLUE: "info", Tone.GREY: "info"}


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """An icon of the sprite; without a title it is decoration and stays silent."""
    address = f"{static('web/dist/icons.svg')}#{name}"
    if title:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', title, address)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', address)


@register.simple_tag
def island(name: str) -> SafeString:
    """The script of one island, for the few pages that need it; it stands in the block `islands`."""
    return format_html('<script src="{}" defer></script>', static(f"web/dist/islands/{name}.js"))


@register.filter
def say(text: Text) -> str:
    """A bilingual text in the reader's language."""
    return wording.say(text)


@register.filter
def message_tone(level_tag: str) -> str:
    """The tone of one of Django's messages."""
    return MESSAGE_TONES.get(level_tag, Tone.BLUE)


@register.filter
def tone_icon(tone: str) -> str:
    """The icon that goes with a tone."""
    return TONE_ICONS[Tone(tone)]


def _draws(name: str) -> str:
    return f"web/components/{name}.html"


@register.inclusion_tag(_draws("crumbs"))
def crumbs(crumbs: tuple[Crumb, ...]) -> dict[str, object]:
    """The way back, the highest page first."""
    return {"crumbs": crumbs}


@register.inclusion_tag(_draws("tabs"))
def tabs(tabs: tuple[Tab, ...], label: str = "") -> dict[str, object]:
    """The views of the same thing."""
    return {"tabs": tabs, "label": label}


@register.inclusion_tag(_draws("notice"))
def notice(tone: str, text: str, title: str = "") -> dict[str, object]:
    """A sentence the reader should not miss."""
    return {"tone": tone, "text": text, "title": title}


@register.inclusion_tag(_draws("table"))
def table(table: Table) -> dict[str, object]:
    """A table with its heading, rows and what it says when empty."""
    return {"table": table}


@register.inclusion_tag(_draws("empty"))
def empty(empty: Empty) -> dict[str, object]:
    """What a place says when nothing is there."""
    return {"empty": empty}


@register.inclusion_tag(_draws("filterbar"))
def filterbar(bar: FilterBar) -> dict[str, object]:
    """Search and filters above a list."""
    return {"bar": bar}


@register.inclusion_tag(_draws("pager"))
def pager(pager: Pager) -> dict[str, object]:
    """The pages of a list."""
    return {"pager": pager}


@register.inclusion_tag(_draws("light"))
def light(light: Light) -> dict[str, object]:
    """A light or a state."""
    return {"light": light}


@register.inclusion_tag(_draws("form"))
def form(form: Form) -> dict[str, object]:
    """A whole form."""
    return {"form": form}


@register.inclusion_tag(_draws("field"))
def field(field: FormField) -> dict[str, object]:
    """One field of a form."""
    return {"field": field}


@register.inclusion_tag(_draws("record_head"))
def record_head(head: RecordHead) -> dict[str, object]:
    """The head of a record's page."""
    return {"head": head}


@register.inclusion_tag(_draws("facts"))
def facts(facts: tuple[Fact, ...]) -> dict[str, object]:
    """Titles and values."""
    return {"facts": facts}


@register.inclusion_tag(_draws("moves"))
def moves(moves: tuple[MoveButton, ...]) -> dict[str, object]:
    """The moves of a record, also those that cannot be made now; the same refusal is told once."""
    return {"groups": grouped(moves)}


@register.inclusion_tag(_draws("timeline"))
def timeline(events: tuple[Event, ...]) -> dict[str, object]:
    """What happened, the newest first."""
    return {"events": events}


@register.inclusion_tag(_draws("tiles"))
def tiles(tiles: tuple[Tile, ...]) -> dict[str, object]:
    """Numbers at a glance."""
    return {"tiles": tiles}


@register.inclusion_tag(_draws("figure"))
def figure(figure: Figure) -> dict[str, object]:
    """A number with its formula and definition."""
    return {"figure": figure}


@register.inclusion_tag(_draws("bars"))
def bars(bars: Bars) -> dict[str, object]:
    """A bar chart."""
    return {"bars": bars}


@register.inclusion_tag(_draws("trend"))
def trend(trend: Trend) -> dict[str, object]:
    """A measure over time, drawn and as a table."""
    return {"trend": trend}


@register.inclusion_tag(_draws("multiples"))
def multiples(multiples: Multiples) -> dict[str, object]:
    """The same for each unit on one scale, drawn and as a table."""
    return {"multiples": multiples}


@register.inclusion_tag(_draws("funnel"))
def funnel(funnel: Funnel) -> dict[str, object]:
    """The funnel, drawn and as a table."""
    return {"funnel": funnel}
