"""Races over what a wording means."""

from collections.abc import Callable

from django.urls import reverse

from luoshi.audit.models import Entry
from luoshi.dictionary.actions import confirm_alias
from luoshi.dictionary.models import Alias
from luoshi.dictionary.queries import element
from luoshi.registers.tests.small_works import NOW, SmallWorks
from tests.races.meeting import Post
from tests.races.scenarios import MANY, Race, exactly

CODE = "finished_works"


def confirming(works: SmallWorks) -> Race:
    """A wording is confirmed once."""
    posts = [Post(works.supervisor, reverse("element_confirm", args=[CODE]), {"words": "完成工程"})] * MANY
    return Race(posts, exactly(1), lambda: Alias.objects.filter(withdrawn_at=None).count() == 1)


def withdrawing(works: SmallWorks) -> Race:
    """It is taken back once, with one reason."""
    alias = confirm_alias("完成工程", element=element(CODE), by=works.supervisor, at=NOW)
    address = reverse("alias_withdraw", args=[alias.pk])
    posts = [Post(works.supervisor, address, {"reason": f"理由{n}"}) for n in range(MANY)]
    return Race(posts, exactly(1), lambda: Entry.objects.filter(act="dictionary.withdraw_alias").count() == 1)


WORDING: dict[str, Callable[[SmallWorks], Race]] = {"element_confirm": confirming, "alias_withdraw": withdrawing}
