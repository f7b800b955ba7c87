"""The small line of work, and people with mail addresses in it."""

import pytest

from luoshi.notices.actions import Wishes, set_preferences
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.actors import Actor


@pytest.fixture
def works(transactional_db: None) -> SmallWorks:
    """A small line of work in force, committed."""
    return SmallWorks(SmallCity())


def with_mail(actor: Actor, **wishes: object) -> Actor:
    """The same person, with an address."""
    mail = f"p{actor.account_id}@example.cn"
    set_preferences(Wishes(mail=mail, **wishes), by=actor, at=NOW)  # type: ignore[arg-type]
    return actor
