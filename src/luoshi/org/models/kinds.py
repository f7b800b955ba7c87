"""The kinds of units, names, successions and establishments, with their titles."""

from enum import StrEnum

from luoshi.rules.texts import Text


class UnitKind(StrEnum):
    """What a unit is."""

    REGION = "region"
    CITY = "city"
    COUNTY = "county"
    DEV_ZONE = "dev_zone"
    TOWNSHIP = "township"
    VILLAGE = "village"
    BUREAU = "bureau"
    SECTION = "section"
    TEAM = "team"
    PLATFORM = "platform"

    @property
    def label(self) -> Text:
        """The kind's name for people."""
        return KIND_TITLES[self]

    @property
    def gives_county(self) -> bool:
        """Whether units below belong to it as their county (the city for what lies in none)."""
        return self in COUNTY_LEVEL or self in {UnitKind.CITY, UnitKind.REGION}


COUNTY_LEVEL = frozenset({UnitKind.COUNTY, UnitKind.DEV_ZONE})

KIND_TITLES = {
    UnitKind.REGION: Text("自治区", "Region"),
    UnitKind.CITY: Text("市", "City"),
    UnitKind.COUNTY: Text("旗县市区", "County"),
    UnitKind.DEV_ZONE: Text("开发区", "Development zone"),
    UnitKind.TOWNSHIP: Text("苏木乡镇街道", "Township"),
    UnitKind.VILLAGE: Text("嘎查村社区", "Village"),
    UnitKind.BUREAU: Text("部门", "Bureau"),
    UnitKind.SECTION: Text("内设机构", "Inner unit"),
    UnitKind.TEAM: Text("专班队伍", "Team"),
    UnitKind.PLATFORM: Text("平台", "Platform"),
}


class NameKind(StrEnum):
    """How a unit is called: its full title, its short title, or otherwise."""

    TITLE = "title"
    SHORT = "short"
    ALSO = "also"


class SuccessionKind(StrEnum):
    """How a unit gave way to another."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


class EstablishmentKind(StrEnum):
    """From which staffing quota (编制) a post is filled."""

    ADMINISTRATIVE = "administrative"
    PUBLIC_INSTITUTION = "public_institution"
    CONTRACT = "contract"

    @property
    def label(self) -> Text:
        """The quota's name for people."""
        return ESTABLISHMENT_TITLES[self]


ESTABLISHMENT_TITLES = {
    EstablishmentKind.ADMINISTRATIVE: Text("行政编制", "Administrative establishment"),
    EstablishmentKind.PUBLIC_INSTITUTION: Text("事业编制", "Public-institution establishment"),
    EstablishmentKind.CONTRACT: Text("聘用", "Contract"),
}
