"""Which tables the log protects: every table of luoshi that is not listed here as free.

Each write to a protected table is recorded by a trigger of the database, or refused. A free table has a sentence that
says why nobody is wronged when it changes unseen.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.db.models import Field, Model

FREE = {
    "audit_touch": "written by the triggers alone; the log itself covers it",
    "audit_entry": "the log itself covers it",
    "audit_shape": "the digest of each row names the shape it was taken over",
    "audit_waiting": "committed acts that wait for the sealer; verify names entries that never reached the log",
    "audit_leaf": "the log itself: each is under the signed head",
    "audit_node": "worked out from the leaves; verify works them out again",
    "audit_head": "each carries the signature that verify checks",
    "org_stamp": "a token that says when to read the tree anew; the tree itself is protected",
    "registers_submission": "repeats what the entry of its act says, so that a form sent twice is answered alike",
    "sheets_importrow": "what a table was read as; what it brings into the register leaves entries of its own",
    "jobs_job": "a queue: claims, beats and progress move on outside acts; what a job does leaves entries of its own",
    "jobs_feed": "how far the log has been followed; what follows from it leaves entries of its own",
    "notices_notice": "repeats to one person what the entry of an act says; a lost one loses nothing that was done",
    "notices_delivery": "a letter on its way: tries and ends move on outside acts; its notices repeat entries",
    "notices_glance": "how far somebody has looked is theirs alone: no log may tell who read what, and when",
    "api_dispatch": "a letter to another system; the act it tells of has its own entry, and nothing is decided by it",
    "api_attempt": "a log of calls to other systems, kept so that their owner sees why one failed",
}
"""Tables of luoshi whose rows leave no touch, with the reason."""

FREE_COLUMNS = {
    "registers_record": {"found_by": "worked out from the other columns for searching; it proves nothing"},
    "api_token": {"last_used_on": "the day it was last used, for its owner; it grants nothing and proves nothing"},
    "api_agenda": {"last_used_on": "the day it was last read, for its owner; it grants nothing and proves nothing"},
    "api_subscription": {
        "failing_since": "follows what the receiver answered; it grants nothing and proves nothing",
    },
    "people_account": {"last_login": "Django notes each sign-in there; it grants nothing and proves nothing"},
}
"""Columns of protected tables that change outside any act, with the reason."""

APPEND_ONLY = {
    "audit_entry",
    "audit_touch",
    "audit_shape",
    "registers_verdict",
    "registers_commentedit",
    "audit_leaf",
    "audit_node",
    "audit_head",
    "audit_receipt",
    "audit_mailing",
    "audit_verification",
    "registers_version",
    "packs_packversion",
    "measures_printedfigure",
    "reports_issue",
    "reports_issuedfigure",
}
"""Tables, protected or free, in which the database refuses every change and removal."""

MOST_COLUMNS = 90  # PostgreSQL calls a function with at most 100 values


@dataclass(frozen=True)
class Shape:
    """A table's columns as a digest is taken over them: (name, kind) in the order of the model.

    Kinds: "plain" as the database writes it; "moment", "span", "bytes", "real" need one form for all settings of
    a connection. `key` stands in every digest, so that a digest speaks of these columns of this table only.
    """

    table: str
    columns: tuple[tuple[str, str], ...]
    primary: str = "id"

    @cached_property
    def canonical(self) -> str:
        """The text the key is taken over."""
        return json.dumps([self.table, self.primary, self.columns], separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True)
class Table:
    """A protected or append-only table; `touched` where its rows leave touches."""

    name: str
    shape: Shape | None
    free_columns: tuple[str, ...]
    append_only: bool


KINDS = {
    "DateTimeField": "moment",
    "DurationField": "span",
    "BinaryField": "bytes",
    "FloatField": "real",
    "DecimalField": "real",
}


def our_models() -> Iterator[type[Model]]:
    """Every table of luoshi, those that join two others included."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("luoshi.") and model._meta.managed and not model._meta.proxy:
            yield model


def protected() -> list[Table]:
    """What triggers stand on: every table that is not free, and the free ones that only grow."""
    found = [_table(model) for model in our_models()]
    return sorted((each for each in found if each.shape or each.append_only), key=lambda each: each.name)


def shape_of(model: type[Model]) -> Shape:
    """The shape of a model's table as declared now, without its free columns."""
    name = model._meta.db_table
    left_out = FREE_COLUMNS.get(name, {})
    fields = [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]
    columns = tuple((str(field.column), _kind(field)) for field in fields if field.column not in left_out)
    return Shape(name, columns, str(model._meta.pk.column))


def _table(model: type[Model]) -> Table:
    name = model._meta.db_table
    shape = None if name in FREE else shape_of(model)
    return Table(name, shape, tuple(FREE_COLUMNS.get(name, ())), name in APPEND_ONLY)


def _kind(field: "Field[object, object]") -> str:
    return KINDS.get(field.get_internal_type(), "plain")


def cannot_protect(model: type[Model]) -> str:
    """Why triggers cannot be put on a table, or nothing."""
    primary = model._meta.pk
    inner = getattr(primary, "target_field", primary)
    if inner is None or ("Integer" not in inner.get_internal_type() and "AutoField" not in inner.get_internal_type()):
        return "its key is no whole number"
    return f"it has more than {MOST_COLUMNS} columns" if len(shape_of(model).columns) > MOST_COLUMNS else ""
