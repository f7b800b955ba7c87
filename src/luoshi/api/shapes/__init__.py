"""What is sent and answered, as strict shapes: nothing unknown is taken, nothing undeclared is told."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from luoshi.api.wording import both
from luoshi.rules.texts import Text

LARGEST = 2**63 - 1
Id = Annotated[int, Field(ge=1, le=LARGEST)]


class Sent(BaseModel):
    """The one base of all that is sent: no names but the declared, no text for a number."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Asks(BaseModel):
    """The one base of what is asked in the query of an address: no names but the declared."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """The one base of all that is answered."""

    model_config = ConfigDict(extra="forbid")


class Words(Told):
    """A text in both languages."""

    zh: str
    en: str

    @classmethod
    def of(cls, text: Text) -> "Words":
        """The shape of a text."""
        return cls(zh=text.zh, en=text.en)


class Page(Told):
    """The one base of lists that go on. No totals: counting a million rows helps nobody to read the next hundred."""

    next_cursor: str | None = Field(
        description=both(Text("放进 cursor 取下一页；空表示到底", "for the next page; null at the end"))
    )


class Paged(Asks):
    """Which page of a list."""

    cursor: str = Field("", max_length=1000)
    limit: int = Field(100, ge=1, le=500)


def about(zh: str, en: str) -> str:
    """A description of a field in both languages."""
    return both(Text(zh, en))
