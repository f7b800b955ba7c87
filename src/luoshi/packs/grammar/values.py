"""The smallest parts of the written form: ids, flags, numbers, days, words in both languages."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from luoshi.rules.texts import Text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_SIGNED = re.compile(r"-?\d{1,3}", re.ASCII)
_AMOUNT = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)


class Form(BaseModel):
    """Base of every written form: no unknown keys, never changed after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, hide_input_in_errors=True)


class Words(Form):
    """A wording in both languages."""

    zh: "Sentence"
    en: "Sentence"

    @property
    def text(self) -> Text:
        return Text(self.zh, self.en)


def _flag(written: Any) -> Any:
    if isinstance(written, bool):
        return written
    if written in ("true", "false"):
        return written == "true"
    raise PydanticCustomError("LS204", "flag", {"wanted_zh": "true 或 false", "wanted_en": "true or false"})


def _signed(written: Any) -> Any:
    if isinstance(written, str) and _SIGNED.fullmatch(written):
        return int(written)
    return _whole(written)


def _whole(written: Any) -> Any:
    if isinstance(written, int):
        return written
    if isinstance(written, str) and _WHOLE.fullmatch(written):
        return int(written)
    raise PydanticCustomError(
        "LS204", "whole", {"wanted_zh": "整数，如 60", "wanted_en": "a whole number such as 60"}
    )


def _amount(written: Any) -> Any:
    if isinstance(written, str) and _AMOUNT.fullmatch(written):
        return Decimal(written)
    raise PydanticCustomError(
        "LS204", "amount", {"wanted_zh": "数字，如 1000 或 0.5", "wanted_en": "a number such as 1000 or 0.5"}
    )


def _day(written: Any) -> Any:
    if isinstance(written, str) and _DAY.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    raise PydanticCustomError(
        "LS204", "day", {"wanted_zh": "日期，如 2022-03-01", "wanted_en": "a day such as 2022-03-01"}
    )


def _listed(written: Any) -> Any:
    """A single word may stand where a list of words is expected."""
    return [written] if isinstance(written, str) else written


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Ref = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$", max_length=81)]
Sentence = Annotated[str, StringConstraints(pattern=r"\S", max_length=2000)]
Expression = Annotated[str, StringConstraints(pattern=r"\S", max_length=2000)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Whole = Annotated[int, BeforeValidator(_whole)]
Signed = Annotated[int, BeforeValidator(_signed)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
Day = Annotated[date, BeforeValidator(_day)]
_ONE_OR_MORE = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
Ids = Annotated[tuple[Id, ...], BeforeValidator(_listed), WithJsonSchema(_ONE_OR_MORE)]
Titled = Annotated[dict[Id, Words], Field(min_length=1)]

Words.model_rebuild()
