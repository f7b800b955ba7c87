"""Every table of luoshi is protected by the audit triggers, or listed as free with a sentence that says why."""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import CharField, Model

from luoshi.audit.protection import APPEND_ONLY, FREE, FREE_COLUMNS, cannot_protect, our_models

WHERE = "src/luoshi/audit/protection.py"


def unprotectable(models: Iterable[type[Model]]) -> list[str]:
    """Tables that are neither protected nor free."""
    return [
        f"table {model._meta.db_table} is neither protected nor free: triggers cannot note its rows, since {why}. "
        f"Give it a BigAutoField, or list it in {WHERE}: FREE, with a sentence that says why nobody is wronged "
        "when its rows change unseen."
        for model in models
        if model._meta.db_table not in FREE and (why := cannot_protect(model))
    ]


def misnamed(listed: Iterable[str], known: set[str]) -> list[str]:
    """Names in the lists that no table has."""
    return [f"{WHERE} lists {name}, which is no table of luoshi" for name in listed if name not in known]


def test_every_table_is_protected_or_free() -> None:
    assert unprotectable(our_models()) == []


def test_the_lists_name_tables_and_reasons() -> None:
    known = {model._meta.db_table for model in our_models()}
    assert misnamed([*FREE, *FREE_COLUMNS, *APPEND_ONLY], known) == []
    reasons = [*FREE.values(), *(reason for columns in FREE_COLUMNS.values() for reason in columns.values())]
    assert [reason for reason in reasons if len(reason.split()) < 5] == []


def test_a_table_that_cannot_be_protected_is_caught() -> None:
    class Planted(Model):
        name = CharField(max_length=10, primary_key=True)

        class Meta:
            app_label = "audit"

    del apps.all_models["audit"]["planted"]
    assert [sentence.split()[1] for sentence in unprotectable([Planted])] == ["audit_planted"]
    assert misnamed(["audit_gone"], set()) == [f"{WHERE} lists audit_gone, which is no table of luoshi"]
