"""The dictionary room as a Django application."""

from django.apps import AppConfig


class DictionaryConfig(AppConfig):
    name = "luoshi.dictionary"
    label = "dictionary"
