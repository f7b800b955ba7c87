"""Units of the sample city: a city, eight counties and a development zone, bureaus, townships and villages."""

from collections.abc import Iterator
from datetime import date, datetime

from luoshi.org.actions import UnitDraft, define_group, found_city, load_units
from luoshi.org.models import Unit, UnitKind
from luoshi.org.queries import actor_for
from luoshi.people.models import Account
from luoshi.rules.actors import Actor
from luoshi.rules.texts import Text

SINCE = date(2020, 1, 1)
CITY, CITY_TITLE = "159800", "样例市（生成数据）"
COUNTIES = (
    ("hewan", "河湾区", "159802"),
    ("yunling", "云岭市", "159881"),
    ("jinsui", "金穗县", "159821"),
    ("qingyuan", "青原旗", "159822"),
    ("baihua", "白桦旗", "159823"),
    ("shaquan", "沙泉旗", "159824"),
    ("yinhu", "银湖旗", "159825"),
    ("hongliu", "红柳旗", "159826"),
)
ZONE, ZONE_TITLE, ZONE_DIVISION = "zone", "样例经济技术开发区", "159871"
AREAS = (*(code for code, _, _ in COUNTIES), ZONE)
SIDES = (("东", "镇"), ("西", "镇"), ("南", "苏木"), ("北", "乡"))
PLACES = ("河", "岭", "原", "川", "桦", "泉", "湖", "滩")
VILLAGES = ("前营子村", "柳树嘎查", "新立村")
BUREAUS = (
    ("investment_centre", "市投资促进中心"),
    ("development", "市发展改革委"),
    ("industry", "市工业和信息化局"),
    ("finance", "市财政局"),
    ("resources", "市自然资源局"),
    ("ecology", "市生态环境局"),
    ("construction", "市住房城乡建设局"),
    ("transport", "市交通运输局"),
    ("water", "市水务局"),
    ("agriculture", "市农牧局"),
    ("commerce", "市商务局"),
    ("tourism", "市文化旅游局"),
    ("health", "市卫生健康委"),
    ("market", "市市场监管局"),
    ("energy", "市能源局"),
    ("forestry", "市林业和草原局"),
    ("science", "市科学技术局"),
    ("state_assets", "市国有资产监管委"),
    ("data", "市大数据中心"),
    ("grain", "市粮食和物资储备局"),
    ("logistics", "市口岸物流办"),
    ("cooperatives", "市供销社"),
)
"""The 22 departments whose work is the economy (R079)."""

OFFICES = (("supervision", "市政府督查室"), ("audit", "市审计局"), ("education", "市教育局"))


def city_draft() -> UnitDraft:
    """The root."""
    return UnitDraft(
        code="city",
        title=CITY_TITLE,
        short_title="样例市",
        kind=UnitKind.CITY,
        parent="",
        division_code=CITY,
        valid_from=SINCE,
    )


def drafts() -> Iterator[UnitDraft]:
    """Everything below the root."""
    for (code, title, division), place in zip(COUNTIES, PLACES, strict=True):
        yield _draft(code, title, UnitKind.COUNTY, division)
        yield from _townships(code, division, place)
    aliases = ("样例经济开发区", "样例经开区")
    yield _draft(ZONE, ZONE_TITLE, UnitKind.DEV_ZONE, ZONE_DIVISION, short_title="样例开发区", aliases=aliases)
    for code, title in (*BUREAUS, *OFFICES):
        yield _draft(code, title, UnitKind.BUREAU)


def _townships(county: str, division: str, place: str) -> Iterator[UnitDraft]:
    for number, (side, kind) in enumerate(SIDES, start=1):
        code, township = f"{county}_t{number}", f"{division}{100 + number}"
        yield _draft(code, f"{side}{place}{kind}", UnitKind.TOWNSHIP, township, parent=county)
        for order, village in enumerate(VILLAGES, start=1):
            number_of_village = f"{township}{200 + order}"
            yield _draft(f"{code}_v{order}", village, UnitKind.VILLAGE, number_of_village, parent=code)


def _draft(
    code: str,
    title: str,
    kind: UnitKind,
    division_code: str = "",
    *,
    parent: str = "city",
    short_title: str = "",
    aliases: tuple[str, ...] = (),
) -> UnitDraft:
    return UnitDraft(
        code=code,
        title=title,
        short_title=short_title,
        kind=kind,
        parent=parent,
        division_code=division_code,
        valid_from=SINCE,
        aliases=aliases,
    )


def found(administrator: Account, *, operator: Actor, at: datetime) -> tuple[dict[str, Unit], Actor]:
    """Found the city, plant the tree below and name the two ways to count its areas (C5); the administrator too."""
    city = found_city(city_draft(), administrator=administrator, by=operator, at=at)
    admin = actor_for(administrator, at=at)
    units = {unit.code: unit for unit in (city, *load_units(drafts(), by=admin, at=at))}
    eight = [units[code] for code, _, _ in COUNTIES]
    for code, title, members in (
        ("eight_counties", Text("八个旗县市区", "The eight counties"), eight),
        ("nine_areas", Text("九个旗县市区（含开发区）", "The nine areas, the zone included"), [*eight, units[ZONE]]),
    ):
        define_group(code=code, title=title, members=members, since=SINCE, by=admin, at=at)
    return units, admin
