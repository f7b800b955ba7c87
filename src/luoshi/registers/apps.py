"""The registers room as a Django application."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "luoshi.registers"
    label = "registers"
