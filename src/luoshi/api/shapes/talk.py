"""Comments on a record as shapes."""

from pydantic import Field

from luoshi.api.shapes import Page, Sent, Told, about


class Earlier(Told):
    """What a comment said before an edit."""

    text: str
    until: str


class CommentOut(Told):
    """What somebody said of a record; a withdrawn one stays without its words."""

    id: int
    record: int
    text: str
    by: str
    unit: str
    on_behalf_of: str
    at: str
    edition: int = Field(description=about("第几版，也是 ETag", "counts from 1; the ETag"))
    edited_at: str | None
    withdrawn_at: str | None
    mentions: list[str]
    earlier: list[Earlier]


class CommentList(Page):
    """A page of comments, the oldest first."""

    items: list[CommentOut]


class CommentSent(Sent):
    """Words; @姓名 speaks to somebody who sees the record."""

    text: str = Field(max_length=8000)
