"""The account a person signs in with."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    """One per person; what the person may do comes from posts held in units, never from flags here."""

    display_name = models.CharField(max_length=80)
    language = models.CharField(max_length=10, default="zh-hans")
