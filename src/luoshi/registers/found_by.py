"""What a record is found by: its texts cut into short pieces that an index holds, pinyin initials included.

Chinese is cut into pairs and everything else into threes, each piece beginning one character after the one before;
a word people type is then a row of pieces, in that order. So two characters of Chinese are found as well as a long
code, on SQLite (FTS5) and PostgreSQL (a tsvector) alike, without an extension that has to be there.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models.expressions import RawSQL
from pypinyin import Style, lazy_pinyin

from luoshi.packs.declarations import Field, FieldType, PersonalClass, Register
from luoshi.registers.values import Kept

LONGEST_TEXT = 200  # characters of one field
LONGEST = 800  # characters of one record
RARE = {"sqlite": 50_000, "postgresql": 20_000}  # that may have the words: looked up; more are met on the way
CHINESE = "\u2e80"  # from here on the scripts that are written without spaces
VECTOR = "array_to_tsvector(string_to_array(found_by, ' '))"


def found_by(register: Register, label: str, data: Mapping[str, Kept]) -> str:
    """The pieces of a record: its register, then its name and short texts, each as it is and as pinyin initials.

    Only what everybody sees who sees the record; a search must not tell what a hidden field holds.
    """
    runs: list[str] = []
    room = LONGEST
    for text in (label, *(str(data[each.id]) for each in _texts(register) if each.id in data)):
        for run in _runs(text):
            if run[:room] and not any(run in other for other in runs):
                runs.append(run[:room])
                room -= len(run)
    return " ".join((f"@{register.ref}", *(piece for run in runs for piece in _pieces(run))))


def _texts(register: Register) -> Iterator[Field]:
    for each in register.fields.values():
        open_to_all = not each.visible_to and each.personal is PersonalClass.NONE
        if each.type is FieldType.TEXT and open_to_all and each.id != register.label:
            yield each


def _runs(text: str) -> Iterator[str]:
    """A text as it is looked for, and its initials where it has Chinese in it."""
    plain = normal(text)[:LONGEST_TEXT]
    yield plain
    if any(character >= CHINESE for character in plain):
        yield initials(plain)


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """The first letters of the pinyin, 东桥二期 → dqeq; what is no Chinese stays. The latest answers are kept."""
    return normal("".join(lazy_pinyin(text, style=Style.FIRST_LETTER)))


def normal(text: str) -> str:
    """Letters and digits alone, of one width and case: spaces, brackets and dashes are no part of a word."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def _length(run: str, start: int) -> int:
    return 2 if run[start] >= CHINESE else 3


def _pieces(run: str) -> Iterator[str]:
    for start in range(len(run)):
        yield run[start : start + _length(run, start)]


@dataclass(frozen=True, slots=True)
class Word:
    """One word people look for: whole pieces, and the beginning of the one after them."""

    whole: tuple[str, ...]
    begun: str

    @property
    def pattern(self) -> str:
        """What stands in `found_by` of every record with the word in it, and of no other."""
        return " " + " ".join((*self.whole, self.begun) if self.begun else self.whole)


def word(text: str) -> Word | None:
    """A typed word; None where it has neither letter nor digit."""
    run = normal(text)[:LONGEST_TEXT]
    if not run:
        return None
    whole: list[str] = []
    for start in range(len(run)):
        piece = run[start : start + _length(run, start)]
        if len(piece) < _length(run, start):
            return Word(tuple(whole), piece)
        whole.append(piece)
    return Word(tuple(whole), "")


def rare(register: str, words: list[Word], numbers: Sequence[int] = ()) -> RawSQL | None:
    """The ids of all records that may have the words, and the numbers besides; None where they are too many.

    One query, which goes through the index alone and stops behind those of `RARE`. What is returned is the same
    question as a subquery, so that ten thousands of ids travel nowhere. Some have the pieces in another order:
    whoever asks compares `Word.pattern` as well.
    """
    most = RARE[connection.vendor]
    if connection.vendor == "postgresql":
        pieces = " & ".join((f"'@{register}'", *(each for one in words for each in _lexemes(one))))
        asked = f"SELECT id FROM registers_record WHERE {VECTOR} @@ %s::tsquery"  # noqa: S608  (ours)
    else:
        pieces = " ".join((f'"@{register}"', *(each for one in words for each in _tokens(one))))
        asked = "SELECT rowid FROM registers_found WHERE registers_found MATCH %s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM ({asked}) AS a LIMIT %s) AS b", [pieces, most + 1])  # noqa: S608
        if int(cursor.fetchone()[0]) > most:
            return None
    asked = " UNION ALL ".join((asked, *["SELECT %s"] * len(numbers)))
    if connection.vendor == "postgresql":  # of an array the planner expects few, and enters the table by their ids
        asked = f"SELECT unnest(ARRAY({asked}))"
    return RawSQL(asked, [pieces, *numbers])  # noqa: S611  (ours; what was typed is a parameter)


def _lexemes(one: Word) -> Iterator[str]:
    yield from (f"'{piece}'" for piece in one.whole)
    if one.begun and not one.whole:
        yield f"'{one.begun}':*"


def _tokens(one: Word) -> Iterator[str]:
    yield from (f'"{piece}"' for piece in one.whole)
    if one.begun and not one.whole:
        yield f'"{one.begun}"*'
