"""Names as people write them: which characters are refused, and when two spellings are the same name."""

import re
import unicodedata

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

_FAMILY = {"Ps": "(", "Pe": ")", "Pd": "-", "Pi": '"', "Pf": '"'}
"""Unicode's categories of brackets, dashes and quotation marks, each written one way in a key."""

_ALIKE = str.maketrans(dict.fromkeys("•‧∙⋅・", "·") | {"−": "-", "'": '"', "\u201a": '"', "\u201e": '"'})
_UNSEEN = re.compile(r"[\s\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_VOWEL_SEPARATOR = "\u180e"
"""Of the characters that only format (Cf), the one that belongs to the spelling of a Mongolian word."""

_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE = frozenset("\t\n\r")


def normal_key(text: str, *, where: str = "") -> str:
    """The form under which two spellings of one name meet; for comparing, never for showing.

    Full-width letters and digits, case, spaces, brackets, dashes and middle dots (阿拉坦·乌拉) no longer
    count; rare characters such as 䶮 and 𠅤 stay what they are.
    """
    check_characters(text, where=where)
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)
    alike = "".join(_written_alike(character) for character in folded)
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", alike))


def _written_alike(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" and character != _VOWEL_SEPARATOR:
        return ""
    return _FAMILY.get(category, character)


def clean_text(text: str, *, where: str = "", lines: bool = True) -> str:
    """The text as it is stored: composed (NFC), trimmed, line ends alike; what cannot be seen is refused."""
    trimmed = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    check_characters(trimmed, where=where, lines=lines)
    return trimmed


def check_characters(text: str, *, where: str = "", lines: bool = False) -> None:
    """Refuses what cannot be stored, printed or seen; `lines` allows tabs and line breaks in long texts."""
    for place, character in enumerate(text, start=1):
        if unicodedata.category(character) not in ("Cc", "Cs") and character not in _BIDI:
            continue
        if lines and character in _LINE:
            continue
        raise _refused(place, character, where)


def _refused(place: int, character: str, where: str) -> Refused:
    number = f"U+{ord(character):04X}"
    return Refused(
        "names.character",
        reason=Text(
            f"第{place}个字符（{number}）是看不见的控制字符或残缺字符。",
            f"Character {place} ({number}) is an invisible control character or half of a broken one.",
        ),
        remedy=Text(
            "删去该字符，或重新键入这个名称，不要粘贴。",
            "Delete it, or type the name again instead of pasting.",
        ),
        where=where,
    )
