"""The account a person signs in with."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from typing_extensions import override


class AccountManager(BaseUserManager["Account"]):
    """Finds the account a user name names; accounts are made by `people.actions`, which leaves the entry."""


class Account(AbstractBaseUser):
    """One per person. What the person may do comes from posts held in units: there is no flag that grants rights."""

    username = models.CharField(max_length=80, unique=True, validators=[UnicodeUsernameValidator()])
    display_name = models.CharField(max_length=80)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    @override
    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password. Asking writes nothing: the stored form is renewed when the password is."""
        return check_password(raw_password, self.password)

    @override
    def __str__(self) -> str:
        return self.display_name
