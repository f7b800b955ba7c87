"""Me, and the tree of units as of a day."""

from django.http import HttpRequest
from ninja import Query
from pydantic import BaseModel, ConfigDict, Field

from luoshi.api.clock import today
from luoshi.api.interface import Operations
from luoshi.api.listing import day_from
from luoshi.api.operations import caller
from luoshi.api.scopes import READ
from luoshi.api.shapes import Told, Words, about
from luoshi.api.shapes.records import UnitRef
from luoshi.api.telling import moment
from luoshi.org.queries import tree
from luoshi.rules.texts import Text

places = Operations(Text("本人与单位", "Me and the units"))


class PostOut(Told):
    """A post held."""

    unit: UnitRef
    role: str
    title: Words


class TokenOut(Told):
    """The token of this request."""

    name: str
    prefix: str
    scopes: list[str]
    expires_at: str


class Me(Told):
    """Who calls."""

    account: int
    name: str
    username: str
    posts: list[PostOut]
    token: TokenOut


class UnitOut(Told):
    """A unit on a day."""

    id: int
    code: str
    title: str
    kind: str
    parent: int | None
    county: str
    depth: int


class UnitList(Told):
    """The tree, parents before their children."""

    on: str
    items: list[UnitOut]


class OnDay(BaseModel):
    """Which day."""

    model_config = ConfigDict(extra="forbid")

    on: str = Field("", max_length=20, description=about("哪一天，默认今天", "which day, today unless given"))


@places.get("/me", Text("本人和这个令牌", "Me and this token"), Me)
def get_me(request: HttpRequest) -> Me:
    who = caller(request)
    held = who.token
    return Me(
        account=held.account_id,
        name=who.actor.name,
        username=held.account.username,
        posts=[
            PostOut(
                unit=UnitRef(id=post.unit_id, code=post.unit_code, title=post.unit_title),
                role=post.role.value,
                title=Words.of(post.role.label),
            )
            for post in who.actor.posts
        ],
        token=TokenOut(name=held.name, prefix=held.prefix, scopes=held.scopes, expires_at=moment(held.expires_at)),
    )


@places.get(
    "/units",
    Text("某一天的单位", "The units of a day"),
    UnitList,
    about=Text("撤并、改名之前的日子，答当时的树。", "Of a day before a merger or a new name, the tree as it was."),
)
def list_units(request: HttpRequest, wanted: Query[OnDay]) -> UnitList:
    caller(request).check(READ)
    on = day_from(wanted.on, "on") if wanted.on else today()
    nodes = tree(on).nodes.values()
    return UnitList(
        on=on.isoformat(),
        items=[
            UnitOut(
                id=node.unit_id,
                code=node.code,
                title=node.title,
                kind=node.kind.value,
                parent=node.parent_id,
                county=node.county,
                depth=node.depth,
            )
            for node in nodes
        ],
    )
