"""What is wrong in a pack: found by a check as a `Finding`, told to people as a `Problem`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from luoshi.rules.texts import Text

Step = str | int
Path = tuple[Step, ...]
Word = str | Text


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake at a place of a file, still without line and wording.

    `path` leads to the value at fault; `on_key` points at the key instead; `offset` is the column inside the
    written value, counted from 0.
    """

    code: str
    file: str
    path: Path = ()
    words: Mapping[str, Word] = field(default_factory=dict)
    on_key: bool = False
    offset: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A mistake with its place, what it is and what to do; orders by file, line and column."""

    file: str
    line: int
    column: int
    code: str
    message: Text = field(compare=False)
    remedy: Text = field(compare=False)

    def told(self, language: str) -> str:
        """One line for a terminal: `file:line:column: CODE message remedy`."""
        return (
            f"{self.file}:{self.line}:{self.column}: {self.code} "
            f"{self.message.in_(language)} {self.remedy.in_(language)}"
        )


def meant(word: str, known: Iterable[str]) -> Text:
    """ "Did you mean …" for a misspelt word, else what may be written; ends with a full stop."""
    choices = sorted(set(known))
    close = get_close_matches(word, choices, n=1, cutoff=0.6)
    if close:
        return Text(f"是否想写“{close[0]}”？", f'Did you mean "{close[0]}"?')
    if not choices:
        return Text("这里没有可用的名称。", "Nothing can be named here.")
    shown = ", ".join(choices[:12]) + (", …" if len(choices) > 12 else "")
    return Text(f"可写：{shown}。", f"Possible: {shown}.")
