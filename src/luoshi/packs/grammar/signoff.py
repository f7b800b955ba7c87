"""Who looks after the doer: second looks, independent reviews, and the word of those it was done for."""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from luoshi.packs.grammar.values import Form, Id, Ids, Titled, Whole, Words

_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?) ?%", re.ASCII)
_PLAIN_SHARE = re.compile(r"\d{1,3}(?:\.\d{1,2})?", re.ASCII)
_DAYS = re.compile(r"(\d{1,4}) days?", re.ASCII)


def _share(written: Any) -> Any:
    """Per cent; the canonical text keeps the bare number."""
    if isinstance(written, str) and (match := _SHARE.fullmatch(written)):
        return Decimal(match.group(1))
    if isinstance(written, str) and _PLAIN_SHARE.fullmatch(written):
        return Decimal(written)
    raise PydanticCustomError("LS204", "share", {"wanted_zh": "比例，如 10 %", "wanted_en": "a share such as 10 %"})


def _days(written: Any) -> Any:
    if isinstance(written, int):
        return written
    if isinstance(written, str) and (match := _DAYS.fullmatch(written)):
        return int(match.group(1))
    raise PydanticCustomError(
        "LS204", "days", {"wanted_zh": "自然日数，如 90 days", "wanted_en": "days such as 90 days"}
    )


Share = Annotated[
    Decimal, BeforeValidator(_share), WithJsonSchema({"type": "string", "pattern": f"^{_SHARE.pattern}$"})
]
Days = Annotated[int, BeforeValidator(_days), WithJsonSchema({"type": "string", "pattern": f"^{_DAYS.pattern}$"})]


class SecondLookForm(Form):
    """A share of what was struck off is drawn and looked at once more (回头看)."""

    after: Id
    share: Share
    within: Days
    by: Id
    reopen: Id
    every: Literal["month", "batch"] = "month"
    needs: Ids = ()


class ReviewForm(Form):
    """An independent review: no reviewer sees another's verdict before all are given."""

    title: Words
    on: Id
    reviewers: Whole
    by: Id
    verdicts: Titled
    reconcile: Id


class BeneficiaryForm(Form):
    """Whose word closes a promise: the field that keeps the answer, and which answers are a yes."""

    outcome: Id
    satisfied: Annotated[Ids, Field(min_length=1)]
