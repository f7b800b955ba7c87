"""Administrative division codes and unified social credit codes, checked as people type them."""

import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from stdnum.cn import uscc

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

_PROVINCES = {
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82,
}  # fmt: skip
_USCC_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")


class Level(IntEnum):
    """The value is how many digits of a code tell divisions of that level apart."""

    PROVINCE = 2
    CITY = 4
    COUNTY = 6
    TOWNSHIP = 9
    VILLAGE = 12


@dataclass(frozen=True, slots=True)
class Division:
    """A division by its code in the usual length: 6 digits down to counties, 9 for townships, 12 for villages."""

    code: str
    level: Level

    @property
    def parent(self) -> "Division | None":
        """The division one level up that has a code of its own; a township may belong to a city directly."""
        for level in reversed([level for level in Level if level < self.level]):
            above = self.code[:level].ljust(6, "0")
            if _level(above) is level:
                return Division(above, level)
        return None

    def within(self, other: "Division") -> bool:
        """Whether it lies in the other division or is the same."""
        return self.level >= other.level and self.code.startswith(other.code[: other.level])


def division(code: str, *, where: str = "") -> Division:
    """Reads a code of 6, 9 or 12 digits (GB/T 2260, GB/T 10114); trailing zeros say the level is higher."""
    digits = _typed(code)
    if len(digits) not in (6, 9, 12) or not (digits.isascii() and digits.isdigit()):
        raise _refused_division(code, where, Text("应为6、9或12位数字", "must have 6, 9 or 12 digits"))
    if int(digits[:2]) not in _PROVINCES:
        raise _refused_division(code, where, Text("前两位不是省级代码", "does not begin with a province"))
    level = _level(digits)
    if level > Level.CITY and digits[2:4] == "00":
        raise _refused_division(code, where, Text("缺少地市级代码", "leaves out its city"))
    if level is Level.VILLAGE and digits[6:9] == "000":
        raise _refused_division(code, where, Text("缺少乡镇级代码", "leaves out its township"))
    return Division(digits[: max(level, Level.COUNTY)], level)


def _level(digits: str) -> Level:
    significant = digits.ljust(12, "0")
    parts = (
        (Level.VILLAGE, significant[9:]),
        (Level.TOWNSHIP, significant[6:9]),
        (Level.COUNTY, significant[4:6]),
        (Level.CITY, significant[2:4]),
    )
    return next((level for level, part in parts if part.strip("0")), Level.PROVINCE)


def social_credit_code(code: str, *, where: str = "") -> str:
    """The code in capitals without spaces (GB 32100): 18 characters, the last one a check character.

    Letters in the first two places are valid: bodies registered by agricultural or military offices have
    them, village collectives for one, so only the check character is taken from python-stdnum.
    """
    typed = _typed(code).upper()
    if len(typed) != 18:
        what = f"有{len(typed)}位，应为18位", f"has {len(typed)} characters instead of 18"
        raise _refused_uscc(code, where, Text(*what))
    strange = [character for character in typed if character not in _USCC_ALPHABET]
    if strange:
        what = f"含有不会出现的字符“{strange[0]}”", f"has the character “{strange[0]}”, which never occurs"
        raise _refused_uscc(code, where, Text(*what))
    if uscc.calc_check_digit(typed) != typed[-1]:
        raise _refused_uscc(code, where, Text("校验位不符，可能有错字", "fails its check character: probably a slip"))
    return typed


def _typed(code: str) -> str:
    """Without spaces and hyphens, full-width digits and letters made plain."""
    plain = unicodedata.normalize("NFKC", code)
    return "".join(character for character in plain if not character.isspace() and character != "-")


def _refused_division(code: str, where: str, what: Text) -> Refused:
    return Refused(
        "codes.division",
        reason=Text(f"区划代码“{code}”{what.zh}。", f"The division code “{code}” {what.en}."),
        remedy=Text(
            "按统计用区划代码填写，例如 150502（旗县）、150502100（乡镇）。",
            "Enter the statistical division code, such as 150502 (county) or 150502100 (township).",
        ),
        where=where,
    )


def _refused_uscc(code: str, where: str, what: Text) -> Refused:
    return Refused(
        "codes.social_credit_code",
        reason=Text(f"统一社会信用代码“{code}”{what.zh}。", f"The social credit code “{code}” {what.en}."),
        remedy=Text("对照营业执照或登记证书重新填写。", "Copy it again from the licence or certificate."),
        where=where,
    )
