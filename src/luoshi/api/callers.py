"""Who calls: from a token to an actor, never more than its owner is today."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from ninja.security import HttpBearer
from typing_extensions import override

from luoshi.api import scopes, tallies
from luoshi.api.actions.tokens import note_use
from luoshi.api.clock import now
from luoshi.api.models import Token
from luoshi.api.policies import is_in_force
from luoshi.api.secrecy import agrees, prefix_of
from luoshi.org.queries import capacities
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, Role
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

QUOTA = 600
"""Requests of one token in a minute."""
BAD_QUOTA = 30
"""Requests with a wrong token from one address in a minute."""
UNKNOWN, TOO_MANY = "api.unknown_token", "api.too_many_requests"


@dataclass(frozen=True, slots=True)
class Caller:
    """The actor behind a token, and what the token may be used for."""

    actor: Actor
    token: Token

    def may(self, act: str, ref: str = "") -> bool:
        """Whether the token covers reading or writing of a register."""
        return scopes.allows(self.token.scopes, act, ref)

    def check(self, act: str, ref: str = "") -> None:
        """Refuse what the token does not cover."""
        scopes.check_allows(self.token.scopes, act, ref)

    def check_whole(self, act: str) -> None:
        """Refuse a token that was narrowed to some registers, for what holds things of many."""
        scopes.check_whole(self.token.scopes, act)


class BearerToken(HttpBearer):
    """`Authorization: Bearer luoshi_…`."""

    @override
    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        return caller_of(request, token)


def caller_of(request: HttpRequest, text: str) -> Caller:
    """The caller of a request. Three queries and a count; a fourth once a day."""
    at = now()
    found = Token.objects.select_related("account").filter(prefix=prefix_of(text)).first() if text else None
    if found is None or not agrees(text, found.digest) or not is_in_force(found, at) or not found.account.is_active:
        raise _unknown(request, at.timestamp())
    tally = tallies.count(f"token {found.pk}", QUOTA, at=at.timestamp())
    request.META["luoshi.tally"] = tally
    if tally.exceeded:
        raise too_many(tally.reset)
    if found.account.must_change_password:
        raise Refused(
            "api.own_password_first",
            reason=Text("账号的密码是别人设的。", "The account's password was set by somebody else."),
            remedy=Text("请先登录网页，换成自己的密码。", "Sign in on the pages and choose your own first."),
        )
    note_use(found, on=day_of(at))
    return Caller(_as_post(capacities(found.account, at=at)[0], found), found)


def actor_behind(account: Account, token: Token | None = None) -> Actor:
    """The person as an actor now."""
    own = capacities(account, at=now())[0]
    return own if token is None else _as_post(own, token)


def _as_post(own: Actor, token: Token) -> Actor:
    """The actor in the one post the token was made for, if it was."""
    if not token.role:
        return own
    held = tuple(post for post in own.posts if post.unit_id == token.unit_id and post.role is Role(token.role))
    return replace(own, posts=held)


def _unknown(request: HttpRequest, at: float) -> Refused:
    """What is said of a wrong, revoked or expired token: nothing that tells them apart."""
    tally = tallies.count(f"address {request.META.get('REMOTE_ADDR', '')}", BAD_QUOTA, at=at)
    if tally.exceeded:
        request.META["luoshi.tally"] = tally
        return too_many(tally.reset)
    return Refused(
        UNKNOWN,
        reason=Text(
            "没有令牌，或令牌无效、已到期、已撤销。", "There is no token, or a wrong, expired or revoked one."
        ),
        remedy=Text(
            "请在“账号—接口令牌”里开通，并以 Authorization: Bearer 发送。",
            "Make one under Account, Tokens, and send it as Authorization: Bearer.",
        ),
        where="Authorization",
    )


def too_many(seconds: int) -> Refused:
    """The refusal of more requests than are taken in a minute."""
    return Refused(
        TOO_MANY,
        reason=Text("请求太多。", "Too many requests."),
        remedy=Text(f"请过 {seconds} 秒再试。", f"Try again in {seconds} seconds."),
        where=str(seconds),
    )
