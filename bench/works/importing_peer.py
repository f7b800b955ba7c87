"""The peer of `bench.imports`: openpyxl reads the table, each row is saved with an event in plain Django.

Run by bench.imports in a process of its own; prints processor seconds and the most memory in megabytes as JSON.
"""

import hashlib
import json
import os
import resource
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

import openpyxl
from django.core.management import call_command
from django.db import connection, transaction

import bench.works.plain.site  # noqa: F401  (its settings)

AT = datetime(2023, 1, 3, 2, tzinfo=UTC)
NAMES = ("name", "amount", "land", "jobs", "mode", "green", "seen", "place")
BATCH = 50  # rows of a transaction, as ours


def main(table: str, good: int) -> None:
    """All rows whose amount is a number."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    before = sum(os.times()[:4])
    sheet = openpyxl.load_workbook(table, read_only=True).worksheets[0]
    rows = sheet.iter_rows(min_row=3, values_only=True)
    entered, batch = 0, []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            entered += _saved(batch)
            batch = []
    entered += _saved(batch)
    spent = sum(os.times()[:4]) - before
    if entered != good:
        raise SystemExit(f"{entered} rows were saved, not {good}")
    connection.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"brought in": spent, "memory": memory}))


def _saved(rows: Sequence[Sequence[object]]) -> int:
    from bench.works.plain.models import Filed, Happened

    entered = 0
    with transaction.atomic():
        for row in rows:
            data = dict(zip(NAMES, map(str, row), strict=True))
            try:
                Decimal(data["amount"])
            except InvalidOperation:
                continue
            canonical = json.dumps({"act": "file", "data": data}, ensure_ascii=False, sort_keys=True)
            digest = hashlib.sha256(canonical.encode()).hexdigest()
            filed = Filed(county="150500", label=data["name"], data=data, created_at=AT)
            filed.save()
            Happened(filed=filed, by="bench", canonical=canonical, digest=digest, at=AT).save()
            entered += 1
    return entered


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
