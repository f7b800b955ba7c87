"""The room as a Django app."""

from django.apps import AppConfig


class CadenceConfig(AppConfig):
    """Rhythms and what they opened."""

    name = "luoshi.cadence"
