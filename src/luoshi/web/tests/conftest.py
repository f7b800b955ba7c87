"""A person who is signed in."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from luoshi.audit.tests.lifting import an_act
from luoshi.people.models import Account
from luoshi.registers.tests.small_works import SmallWorks


@pytest.fixture
def account(db: None) -> Account:
    """An account without posts."""
    with an_act():
        return Account.objects.create(
            username="county_lead", display_name="云山 <b>", created_at=datetime(2022, 3, 1, tzinfo=UTC)
        )


@pytest.fixture
def signed_in(client: Client, account: Account) -> Client:
    """A browser in which the account is signed in."""
    client.force_login(account, backend="luoshi.people.backend.Accounts")
    return client


@pytest.fixture
def works(small_works: SmallWorks) -> SmallWorks:
    """A small line of work in force, with people in their posts."""
    return small_works
