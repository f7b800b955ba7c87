"""The triggers that renew the mark of the tree, on both databases; put in place after each migration."""

from typing import Any

from django.db import connections

TABLES = ("org_unit", "org_placement", "org_alias")
EVENTS = ("INSERT", "UPDATE", "DELETE")
_RENEW = "INSERT INTO org_stamp (id, token) VALUES (1, {drawn}) ON CONFLICT (id) DO UPDATE SET token = excluded.token"
_SQLITE = "lower(hex(randomblob(16)))"
_POSTGRES = "gen_random_uuid()::text"


def install(using: str, **_signal: Any) -> None:
    """Put the triggers on the tables and draw a token; a few milliseconds."""
    on_postgres = connections[using].vendor == "postgresql"
    renew = _RENEW.format(drawn=_POSTGRES if on_postgres else _SQLITE)
    with connections[using].cursor() as cursor:
        if on_postgres:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION org_stamp() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {renew}; RETURN NULL; END $$"
            )
        for table in TABLES:
            if on_postgres:
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER org_stamp AFTER {' OR '.join(EVENTS)} ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION org_stamp()"
                )
                continue
            for event in EVENTS:
                name = f"{table}_stamped_{event.lower()}"
                cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} BEGIN {renew}; END")
        cursor.execute(renew)


def take_off(using: str, **_signal: Any) -> None:
    """Before a migration on SQLite: a table that a trigger of another names cannot be rebuilt there."""
    if connections[using].vendor == "postgresql":
        return
    with connections[using].cursor() as cursor:
        for table in TABLES:
            for event in EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_stamped_{event.lower()}")
