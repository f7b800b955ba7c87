"""The same report as people would write it over the JSON of the writing database."""

from django.db import connection

SQLITE = """
    SELECT unit_id, count(*), sum(CAST(data ->> 'amount' AS REAL)), count(reached ->> 'filed') FROM registers_record
    WHERE register = 'bench.work' AND reached ->> 'signed' BETWEEN '2022-01-01' AND '2022-12-31'
        AND CAST(data ->> 'amount' AS REAL) >= 1000
    GROUP BY unit_id ORDER BY unit_id"""
POSTGRESQL = """
    SELECT unit_id, count(*), sum((data ->> 'amount')::numeric), count(reached ->> 'filed') FROM registers_record
    WHERE register = 'bench.work' AND reached ->> 'signed' BETWEEN '2022-01-01' AND '2022-12-31'
        AND (data ->> 'amount')::numeric >= 1000
    GROUP BY unit_id ORDER BY unit_id"""


def from_json() -> list[tuple[int, int, str, int]]:
    """Unit, count, sum and the numerator of the rate."""
    with connection.cursor() as cursor:
        cursor.execute(POSTGRESQL if connection.vendor == "postgresql" else SQLITE)
        return [(unit, count, f"{float(total):.2f}", filed) for unit, count, total, filed in cursor.fetchall()]
