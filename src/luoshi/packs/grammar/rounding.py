"""How a figure is rounded, as written; a mode that could print 100 % too early has its own refusal."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from luoshi.packs.grammar.values import Form, Whole

MODES = ("half_up", "truncate")
_UPWARDS = ("up", "ceiling", "ceil", "round_up", "away_from_zero")


def _mode(written: Any) -> Any:
    """B6: rounding upwards would print 100 % before all is done."""
    if written in _UPWARDS:
        raise PydanticCustomError("LS706", "upwards", {"mode": written})
    return written


class RoundingForm(Form):
    """Decimal places and mode."""

    places: Annotated[Whole, Field(ge=0, le=6)]
    mode: Annotated[Literal["half_up", "truncate"], BeforeValidator(_mode)] = "half_up"
