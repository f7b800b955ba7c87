"""Sample lights, filters and rows."""

from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import Filter, FilterBar, Option
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.samples.wording import both


def lights() -> tuple[Light, ...]:
    """One of each tone."""
    return (
        Light(Tone.GREEN, both("正常", "On course")),
        Light(Tone.YELLOW, both("临期", "Due soon")),
        Light(Tone.RED, both("逾期", "Overdue")),
        Light(Tone.BLUE, both("办理中", "Under way")),
        Light(Tone.GREY, both("未开始", "Not begun")),
    )


def filterbar() -> FilterBar:
    """Search and two filters, one of them in force."""
    stages = (
        Option("signed", both("签约", "Signed")),
        Option("filed", both("立项", "Filed")),
        Option("started", both("开工", "Started")),
    )
    filters = (
        Filter("state", both("阶段", "Stage"), stages, value="filed"),
        Filter(
            "unit",
            both("单位", "Unit"),
            (Option("1", both("东河区", "Donghe District")), Option("2", both("西山旗", "Xishan Banner"))),
        ),
    )
    return FilterBar("", placeholder=both("项目名称或编号", "Project name or number"), filters=filters)


def rows() -> Table:
    """A list of projects."""
    columns = (
        Column(both("项目", "Project"), sort_href="?sort=name"),
        Column(both("牵头单位", "Lead unit")),
        Column(both("签约额（万元）", "Contracted (10 k yuan)"), ColumnKind.NUMBER, "?sort=amount", "descending"),
        Column(both("阶段", "Stage"), ColumnKind.LIGHT),
        Column(both("期限", "Due"), ColumnKind.DATE),
        Column(both("进度", "Progress"), ColumnKind.LIGHT),
    )
    east, west = both("东河区", "Donghe District"), both("西山旗", "Xishan Banner")
    filed = Light(Tone.BLUE, both("立项", "Filed"), badge=True)
    started = Light(Tone.BLUE, both("开工", "Started"), badge=True)
    producing = Light(Tone.GREEN, both("投产", "Producing"), badge=True)
    on_course, soon, late, *_rest = lights()
    lines = (
        _line("0031", both("风电叶片制造基地", "Wind blade works"), east, "591,950", filed, "2022-09-14", on_course),
        _line("0107", both("羊绒深加工二期", "Cashmere mill, phase two"), west, "36,800", filed, "2022-07-01", soon),
        _line("0214", both("冷链物流园", "Cold chain park"), west, "9,990", producing, "", on_course),
        _line("0218", both("数据标注中心", "Data labelling centre"), east, "1,200", started, "2022-05-20", late),
    )
    total = Row((Cell(both("合计", "Total")), Cell(), Cell("639,940"), Cell(), Cell(), Cell()))
    nothing = Empty(both("没有符合条件的记录", "No record meets these conditions"))
    return Table(columns, lines, nothing, both("招商项目", "Investment projects"), total, ticks=True)


def _line(number: str, name: str, unit: str, amount: str, state: Light, due: str, light: Light) -> Row:
    number = f"ZS-2022-{number}"
    cells = (Cell(name, "#", number), Cell(unit), Cell(amount), Cell(light=state), Cell(due), Cell(light=light))
    return Row(cells, number)


def matches(text: str) -> tuple[Option, ...]:
    """Sample companies whose name contains the text."""
    companies = (
        Option("1", both("（样例）北原纺织", "(Sample) Beiyuan Textiles"), both("西山旗", "Xishan Banner")),
        Option("2", both("（样例）长风叶片", "(Sample) Changfeng Blades"), both("东河区", "Donghe District")),
        Option("3", both("（样例）寒川冷链", "(Sample) Hanchuan Cold Chain"), both("南滩旗", "Nantan Banner")),
    )
    return tuple(company for company in companies if text in company.title)
