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


def about(zh: str, en: str) -> str:
    """A description of a field in both languages."""
    return both(Text(zh, en))
