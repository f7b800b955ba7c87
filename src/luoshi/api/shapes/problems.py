"""The problem document (RFC 9457) as a shape."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from luoshi.api.shapes import Told, Words, about


class MistakeTexts(Told):
    """Both wordings of one mistake."""

    detail: Words
    remedy: Words


class MistakeOut(Told):
    """One thing that is wrong."""

    where: str = Field(description=about("字段名或位置", "the field or place"))
    detail: str
    remedy: str
    texts: MistakeTexts


class ProblemTexts(Told):
    """Both wordings of a problem."""

    title: Words
    detail: Words
    remedy: Words


class ProblemOut(BaseModel):
    """Why a request was not done, and what to do."""

    model_config = ConfigDict(extra="allow", title="Problem")

    type: str = Field(description=about("说明这种错误的页面", "a page about this kind of error"))
    title: str
    status: int
    detail: str
    code: str = Field(description=about("不变的错误代码", "the code, which stays"))
    remedy: str = Field(description=about("怎么办", "what to do"))
    where: str = Field(description=about("在哪里", "where"))
    errors: list[MistakeOut]
    texts: ProblemTexts
    difference: list[dict[str, Any]] | None = Field(
        default=None, description=about("412：与所见版本的差异", "412: the difference to what was read")
    )
