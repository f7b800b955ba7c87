"""A unit as somebody enters it: tidied, and refused while its own words do not hold together."""

import re
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import date

from luoshi.org.models import UnitKind
from luoshi.rules.codes import Level, division, social_credit_code
from luoshi.rules.names import check_characters
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")

LEVELS = {
    UnitKind.REGION: Level.PROVINCE,
    UnitKind.CITY: Level.CITY,
    UnitKind.COUNTY: Level.COUNTY,
    UnitKind.DEV_ZONE: Level.COUNTY,
    UnitKind.TOWNSHIP: Level.TOWNSHIP,
    UnitKind.VILLAGE: Level.VILLAGE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDraft:
    """What a new unit is told to be; `parent` is the parent's code, `aliases` what else it is called."""

    code: str
    title: str
    kind: UnitKind
    parent: str
    valid_from: date
    valid_to: date | None = None
    short_title: str = ""
    division_code: str = ""
    uscc: str = ""
    aliases: tuple[str, ...] = ()


def tidied(draft: UnitDraft) -> UnitDraft:
    """The draft with full-width letters and digits narrowed and outer spaces gone; refuses what cannot be a unit."""
    tidy = replace(
        draft,
        code=narrowed(draft.code),
        parent=narrowed(draft.parent),
        title=tidy_name(draft.title),
        short_title=tidy_name(draft.short_title),
        division_code=_division_code(draft),
        uscc=social_credit_code(draft.uscc, where=draft.code) if draft.uscc else "",
        aliases=tuple(dict.fromkeys(name for alias in draft.aliases if (name := tidy_name(alias)))),
    )
    check_code(tidy.code)
    check_title(tidy.title, tidy.short_title, where=tidy.code)
    for name in (tidy.title, tidy.short_title, *tidy.aliases):
        check_characters(name, where=tidy.code)
    check_span(tidy.valid_from, tidy.valid_to, where=tidy.code)
    return tidy


def facts_of(draft: UnitDraft) -> dict[str, object]:
    """The draft as an audit entry keeps it: what was said, without the blanks."""
    return {name: value for name, value in asdict(draft).items() if value}


def narrowed(text: str) -> str:
    """Full-width letters and digits as half-width, without outer spaces; for codes only, never for names."""
    return unicodedata.normalize("NFKC", text).strip()


def tidy_name(text: str) -> str:
    """Full-width letters and digits as half-width and single spaces; every other character stays what it is."""
    narrow = "".join(
        narrowed(char) if "\uff10" <= char <= "\uff5a" and narrowed(char).isalnum() else char for char in text
    )
    return " ".join(narrow.split())


def check_code(code: str) -> None:
    """A unit's code goes into addresses and files: letters, digits, hyphen, underscore."""
    if not CODE.fullmatch(code):
        raise Refused(
            "org.bad_code",
            reason=Text(f"单位代号“{code}”不合规则。", f'"{code}" cannot be the code of a unit.'),
            remedy=Text(
                "用字母或数字开头，只含字母、数字、“-”“_”，不超过40个字符。",
                "Start with a letter or digit; use letters, digits, - and _ only, at most 40.",
            ),
            where=code,
        )


def check_title(title: str, short_title: str, *, where: str) -> None:
    """A unit has a title, and neither title outgrows its column."""
    if title and len(title) <= 120 and len(short_title) <= 40:
        return
    raise Refused(
        "org.bad_title",
        reason=Text("单位名称为空或过长。", "The title of the unit is missing or too long."),
        remedy=Text(
            "全称1至120字，简称不超过40字。", "Give a title of 1 to 120 characters, a short one of at most 40."
        ),
        where=where,
    )


def check_room(text: str, most: int, *, where: str) -> None:
    """What is kept whole fits its column; nothing is cut."""
    if len(text) <= most:
        return
    raise Refused(
        "org.too_long",
        reason=Text(f"共 {len(text)} 字，超过 {most} 字。", f"{len(text)} characters are more than {most}."),
        remedy=Text(f"请缩短到 {most} 字以内。", f"Shorten it to {most} characters."),
        where=where,
    )


def check_span(since: date, until: date | None, *, where: str) -> None:
    """What is valid is valid for a day at least."""
    if until is None or since < until:
        return
    raise Refused(
        "org.empty_span",
        reason=Text(
            f"终止日期{until}不晚于起始日期{since}。", f"It would end on {until}, not after it starts on {since}."
        ),
        remedy=Text(
            "终止日期须晚于起始日期（终止当日起不再有效）。",
            "Give an end after the start; the end is the first day off.",
        ),
        where=where,
    )


def _division_code(draft: UnitDraft) -> str:
    if not draft.division_code:
        if draft.kind.gives_county:
            raise _no_division_code(draft)
        return ""
    read = division(draft.division_code, where=draft.code)
    wanted = LEVELS.get(draft.kind)
    if wanted not in (None, read.level):
        raise Refused(
            "org.wrong_level",
            reason=Text(
                f"“{draft.title}”是{draft.kind.label.zh}，区划代码{read.code}却不是这一级。",
                f"{draft.title} is a {draft.kind.label.en.lower()}; {read.code} is a code of another level.",
            ),
            remedy=Text("核对区划代码和单位类别。", "Check the division code and the kind of the unit."),
            where=draft.code,
        )
    return read.code


def _no_division_code(draft: UnitDraft) -> Refused:
    return Refused(
        "org.no_division_code",
        reason=Text(
            f"“{draft.title}”是{draft.kind.label.zh}，却没有区划代码。", f"{draft.title} has no division code."
        ),
        remedy=Text("填写6位区划代码。", "Give its 6-digit division code."),
        where=draft.code,
    )
