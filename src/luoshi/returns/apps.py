"""The returns room as a Django application."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "luoshi.returns"
    label = "returns"
