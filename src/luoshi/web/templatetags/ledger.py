"""Tags that draw what surrounds a list: `{% arranging arrangement %}`, `{% turning pages %}`."""

from django import template

from luoshi.web.components.arranging import Arrangement
from luoshi.web.components.turning import Turning

register = template.Library()


@register.inclusion_tag("web/components/turning.html")
def turning(turning: Turning) -> dict[str, object]:
    """The pages of a list too long to count."""
    return {"turning": turning}


@register.inclusion_tag("web/components/arranging.html")
def arranging(arrangement: Arrangement) -> dict[str, object]:
    """Columns, order, groups and totals of a list."""
    return {"arrangement": arrangement}
