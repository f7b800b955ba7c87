"""The measures room as a Django application."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "luoshi.measures"
    label = "measures"
