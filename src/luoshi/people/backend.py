"""Who is signed in: Django's own backend but for how the account is looked up at each request."""

from django.contrib.auth.backends import ModelBackend
from typing_extensions import override

from luoshi.people.models import Account
from luoshi.statements.reading import ByKey

ACCOUNT = ByKey(Account)


class Accounts(ModelBackend):
    """Checks passwords as Django does; an account that was deactivated is nobody from the next request on."""

    @override
    def get_user(self, user_id: int) -> Account | None:
        account = ACCOUNT.one(int(user_id))
        return account if account is not None and self.user_can_authenticate(account) else None
