"""Whose work lies in a browser: a mark that tells people and the names they act in apart, and tells nothing else."""

from django.utils.crypto import salted_hmac

from luoshi.rules.actors import Actor


def mark_of(actor: Actor) -> str:
    """Sixteen characters, the same for the same person in the same capacity."""
    told = f"{actor.account_id}/{actor.for_account or ''}"
    return salted_hmac("luoshi.web.entry", told, algorithm="sha256").hexdigest()[:16]
