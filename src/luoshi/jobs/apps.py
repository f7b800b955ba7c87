"""The jobs room as a Django application."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "luoshi.jobs"
    label = "jobs"
