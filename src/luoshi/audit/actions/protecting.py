"""Putting tables under protection: the triggers after each migration."""

from typing import Any

from django.conf import settings
from django.db import connection, transaction

from luoshi.audit.models import Shape as KnownShape
from luoshi.audit.protection import Shape, Table
from luoshi.audit.triggers.shapes import shape_id
from luoshi.audit.triggers.standing import differing, present, renew
from luoshi.rules.digests import SHA256


def install(**_: Any) -> None:
    """Make triggers and shapes as the models ask for; received after each migration. Few queries when they are."""
    tables = present()
    if connection.vendor == "postgresql" and settings.AUDIT_DIGEST != SHA256:
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pgcrypto")
    with transaction.atomic():
        _know_shapes(tables)
        if changed := differing(tables):
            renew(tables, changed)


def _know_shapes(tables: list[Table]) -> None:
    shapes: dict[int, Shape] = {shape_id(table.shape): table.shape for table in tables if table.shape is not None}
    known = set(KnownShape.objects.filter(id__in=shapes).values_list("id", flat=True)) if shapes else set()
    fresh = [
        KnownShape(id=number, table=shape.table, canonical=shape.canonical)
        for number, shape in shapes.items()
        if number not in known
    ]
    KnownShape.objects.bulk_create(fresh)
