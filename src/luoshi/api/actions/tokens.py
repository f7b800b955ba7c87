"""Making and revoking personal tokens, and noting the day of their last use."""

from collections.abc import Iterable
from datetime import date, datetime

from luoshi.api import policies
from luoshi.api.models import Token
from luoshi.api.secrecy import new_token
from luoshi.audit.actions import Act, record, writing
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, PostHeld
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def make_token(
    name: str,
    *,
    scopes: Iterable[str],
    expires_at: datetime,
    by: Actor,
    at: datetime,
    post: PostHeld | None = None,
) -> tuple[Token, str]:
    """A token of the person's own, and its text, which is told this once and kept nowhere.

    With `post`, one that the person holds, the token acts as that post alone.
    """
    policies.check_expiry(expires_at, at=at)
    policies.check_own(by)
    shown = new_token()
    token = Token(
        account=Account.objects.get(pk=by.account_id),
        name=policies.check_name(name),
        prefix=shown.prefix,
        digest=shown.digest,
        scopes=policies.check_scopes(scopes),
        unit_id=post.unit_id if post else None,
        role=post.role.value if post else "",
        made_at=at,
        expires_at=expires_at,
    )
    with writing():
        held = Token.objects.filter(account=by.account_id, revoked_at=None, expires_at__gt=at).count()
        policies.check_fewer(held, Text("令牌", "tokens"))
        token.save(force_insert=True)
        facts = {"name": token.name, "prefix": token.prefix, "scopes": token.scopes, "expires_at": expires_at}
        record(Act("api.make_token", "token", token.pk, "", facts), by=by, at=at)
    return token, shown.text


def revoke_token(token: Token, *, by: Actor, at: datetime) -> None:
    """The token is of no use from now on; only its owner ends it."""
    if token.account_id != by.account_id:
        raise policies.no_such("token")
    with writing():
        if not Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
            raise Refused(
                "api.revoked_already",
                reason=Text("这个令牌已撤销。", "This token is revoked already."),
                remedy=Text("无需再办。", "Nothing is left to do."),
                where=token.prefix,
            )
        record(Act("api.revoke_token", "token", token.pk, "", {"prefix": token.prefix}), by=by, at=at)
    token.revoked_at = at


def note_use(token: Token, *, on: date) -> None:
    """The day a token was last used, once a day; no act of a person, and nothing hangs on it."""
    if token.last_used_on != on:
        Token.objects.filter(pk=token.pk).update(last_used_on=on)
