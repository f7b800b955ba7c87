"""Signed heads: made, kept, handed to others, mailed; and the key they are signed with, changed."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from luoshi.audit.actions.writing import Act, record, writing
from luoshi.audit.headtext import SignedHead
from luoshi.audit.models import Head, Mailing, Receipt
from luoshi.audit.permissions import check_can_receive
from luoshi.audit.signing import fingerprint, public_text, replace_key, signing_key
from luoshi.audit.tree import size, tree
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

SUBJECT = "audit_head"


def sign(leaves: int, root: str, *, at: datetime) -> SignedHead:
    """The head over so many leaves, signed with this office's key."""
    key = signing_key()
    head = SignedHead(leaves, root, settings.AUDIT_DIGEST, at.isoformat(timespec="seconds"), public_text(key))
    return SignedHead(head.size, head.root, head.digest, head.at, head.key, key.sign(head.signed.encode()).hex())


def head_now(*, at: datetime) -> Head:
    """The newest head, over everything in the log; kept. Refused while the log is empty."""
    leaves = size()
    if not leaves:
        raise Refused(
            "audit.empty",
            reason=Text("审计日志还是空的。", "The log is empty."),
            remedy=Text("有了第一次写入后再导出。", "Come back after the first write."),
        )
    kept = Head.objects.order_by("-id").first()
    if kept is not None and kept.size == leaves:
        return kept
    with transaction.atomic():
        root = tree().frontier(leaves).root().hex()
        signed = sign(leaves, root, at=at)
        return Head.objects.create(size=leaves, root=root, at=signed.moment, text=signed.text)


def receive(head: Head, *, by: Actor, at: datetime) -> Receipt:
    """An auditor takes a head out of the administrators' reach; who received it is kept."""
    post = check_can_receive(by)
    receipt = Receipt(
        head=head, unit=post.unit_id, unit_title=post.unit_title, by_account=by.account_id, by_name=by.name, at=at
    )
    with writing():
        _keep_receipt(receipt)
        facts = {"size": head.size, "root": head.root, "unit": post.unit_code}
        record(Act("audit.receive", SUBJECT, head.pk, post.county, facts), by=by, at=at)
    return receipt


def _keep_receipt(receipt: Receipt) -> None:
    """Keep it, unless this person has received the head, a moment ago or long since."""
    try:
        with transaction.atomic():
            receipt.save()
    except IntegrityError:
        raise Refused(
            "audit.received_already",
            reason=Text("您已签收这份日志头。", "You have received this head already."),
            remedy=Text("可以再次下载。", "It can be downloaded again."),
        ) from None


def mail_daily(*, by: Actor, at: datetime) -> bool:
    """Send the newest head to LUOSHI_AUDIT_MAIL, once a day; whether it was sent.

    Sent before it is noted, since nobody waits for a mail server in a transaction: a kill in between sends it again.
    Raises OSError when the mail server does not take it.
    """
    day = day_of(at)
    if not settings.AUDIT_MAIL or not size() or Mailing.objects.filter(day=day).exists():
        return False
    head = head_now(at=at)
    EmailMessage(f"审计日志头 {day} Head of the audit log", head.text, to=settings.AUDIT_MAIL).send()
    with writing():
        Mailing.objects.create(head=head, to=", ".join(settings.AUDIT_MAIL), day=day)
        facts = {"size": head.size, "to": settings.AUDIT_MAIL}
        record(Act("audit.mail", SUBJECT, head.pk, "", facts), by=by, at=at)
    return True


def rotate_key(*, by: Actor, at: datetime) -> str:
    """A new signing key; the fingerprint of it. In the entry the old one vouches for the new one, and that for it."""
    old, new = signing_key(), Ed25519PrivateKey.generate()
    facts = {
        "old": public_text(old),
        "new": public_text(new),
        "signature": old.sign(bytes.fromhex(public_text(new))).hex(),
        "signature_back": new.sign(bytes.fromhex(public_text(old))).hex(),
    }
    with writing():
        record(Act("audit.rotate_key", "audit_key", 0, "", facts), by=by, at=at)
        replace_key(new)
    return fingerprint(public_text(new))
