"""Generated sample content of the style page; every name in it is invented."""

from luoshi.web.components.headings import Crumb, Tab
from luoshi.web.components.lights import Light
from luoshi.web.components.lists import pager
from luoshi.web.components.tables import Column, Empty, Table
from luoshi.web.samples import drawings, forms, lists, numbers, records
from luoshi.web.samples.wording import both


def everything() -> dict[str, object]:
    """The whole page's content."""
    return {
        "crumbs": (Crumb(both("首页", "Home"), "/"),),
        "tabs": (
            Tab(both("部件", "Parts"), "/style/", current=True),
            Tab(both("印出时", "As printed"), "#"),
            Tab(both("今天", "As of today"), "#"),
        ),
        "lights": lists.lights(),
        "states": tuple(Light(light.tone, light.word, badge=True) for light in lists.lights()),
        "tiles": numbers.tiles(),
        "funnel": numbers.funnel(),
        "bar": lists.filterbar(),
        "rows": lists.rows(),
        "nothing": Table(
            (Column(both("事项", "Matter")),),
            (),
            Empty(
                both("还没有记录", "No records yet"),
                both("登记第一条，或从旧表导入。", "Enter the first one, or import an old sheet."),
                "#",
                both("登记", "Enter"),
            ),
        ),
        "pager": pager(total=568, size=20, page=4, query={}),
        "form": forms.form(),
        "head": records.head(),
        "facts": records.facts(),
        "moves": records.moves(),
        "events": records.events(),
        "figure": numbers.figure(),
        "bars": numbers.bars(),
        "wall": drawings.wall(),
        "total": 3,
        "trend": drawings.trend(),
        "multiples": drawings.multiples(),
    }
