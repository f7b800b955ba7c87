"""The notices room as a Django application."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "luoshi.notices"
    label = "notices"
