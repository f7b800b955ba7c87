"""The database's own word on sign-offs: triggers that no writer goes around, whatever program writes.

A strike-off is not stored when anyone behind it holds a post, or stands in for one, in a doer's unit or
below it: the lead at that time, whoever led or took earlier steps, every supporting unit; nor when they took a
doer's step themselves. A record comes into a struck-off state only by a strike-off that led to that very revision,
or from an older ledger, marked with where and when from; in that state its fields stay as they were signed off.

And a verdict is given by the reviewer who was asked, while the review is open, and never changed.

Installed anew after each migration, because SQLite drops a table's triggers whenever it rebuilds the table.
"""

from typing import Any

from django.db import connection, connections

BY_DOER = "a strike-off by the side that did it"
UNSIGNED = "a struck-off state without its strike-off"
REWRITTEN = "a strike-off is never rewritten"
FOREIGN = "a verdict of nobody who was asked, or after the opening"
CHANGED = "a verdict is never changed"
CORRECTED = "what was struck off is corrected after it was reopened"
ENTERED = "a struck-off record that no older ledger is named for"
RELABELLED = "where a record was taken over from is never rewritten"


def _sql(text: str, **parts: str) -> str:
    """A statement with its named parts filled in; all of them are of this file."""
    for name, part in parts.items():
        text = text.replace(f"<{name}>", part)
    return text


_PEOPLE = "NEW.by_account, NEW.for_account, NEW.settled_by, NEW.settled_for"
_DOERS = """
    SELECT NEW.lead_id UNION SELECT lead_id FROM registers_record WHERE id = NEW.record_id
    UNION SELECT unit_id FROM registers_party WHERE record_id = NEW.record_id AND role = 'support'
    UNION SELECT lead_id FROM registers_move
    WHERE record_id = NEW.record_id AND by_doer AND status <> 'turned_down'
    UNION SELECT by_unit_id FROM registers_move
    WHERE record_id = NEW.record_id AND by_doer AND status <> 'turned_down'"""
_TIED = """EXISTS (
    SELECT 1 FROM org_unit doer
    JOIN org_unit u ON substr(u.path, 1, length(doer.path)) = doer.path
    JOIN org_post p ON p.unit_id = u.id
    WHERE doer.id IN (<doers>)
    AND p.valid_from <= <day> AND (p.valid_to IS NULL OR p.valid_to > <day>)
    AND (p.account_id IN (<people>) OR p.id IN (
        SELECT d.post_id FROM org_delegation d WHERE d.deputy_id IN (<people>)
        AND d.revoked_at IS NULL AND d.valid_from <= <day> AND d.valid_to > <day>)))"""
_DID = """EXISTS (
    SELECT 1 FROM registers_move m WHERE m.record_id = NEW.record_id AND m.by_doer AND m.status <> 'turned_down'
    AND (m.by_account IN (<people>) OR m.for_account IN (<people>)))"""
_STRUCK = """EXISTS (
    SELECT 1 FROM registers_struckstate s
    WHERE s.pack_version_id = <row>.pack_version_id AND s.register = <row>.register AND s.state = <row>.state)"""
_SIGNED = """EXISTS (
    SELECT 1 FROM registers_move m WHERE m.record_id = NEW.id AND m.strikes_off AND m.status = 'done'
    AND m.target = NEW.state AND m.revision = NEW.revision)"""
_CHANGED = "NEW.state <> OLD.state OR NEW.pack_version_id <> OLD.pack_version_id OR NEW.register <> OLD.register"
_REWRITES = """OLD.strikes_off AND (NEW.strikes_off <> OLD.strikes_off OR NEW.record_id <> OLD.record_id
    OR NEW.by_account <> OLD.by_account OR NEW.lead_id <> OLD.lead_id OR NEW.target <> OLD.target
    OR (OLD.status <> 'proposed' AND NEW.status <> OLD.status))"""
_OUTSIDER = _sql("(<tied> OR <did>)", tied=_TIED, did=_DID, people=_PEOPLE, doers=_DOERS)
_UNSIGNED = _sql(
    "(<new> AND NOT <signed> AND NOT <old>)",
    new=_STRUCK.replace("<row>", "NEW"),
    old=_STRUCK.replace("<row>", "OLD"),
    signed=_SIGNED,
)
_CORRECTS = _sql(
    "(NEW.state = OLD.state AND NEW.pack_version_id = OLD.pack_version_id AND <struck>)",
    struck=_STRUCK.replace("<row>", "OLD"),
)
_ENTERS = _sql("(<struck>)", struck=_STRUCK.replace("<row>", "NEW"))
_RELABELS = """(NEW.adopted_from <> OLD.adopted_from
    OR coalesce(NEW.adopted_on <> OLD.adopted_on, (NEW.adopted_on IS NULL) <> (OLD.adopted_on IS NULL)))"""
_FOREIGN = """NOT EXISTS (
    SELECT 1 FROM registers_reviewer w JOIN registers_review v ON v.id = w.review_id
    WHERE w.id = NEW.reviewer_id AND w.account = NEW.by_account AND w.left_at IS NULL AND v.state = 'open')"""
_UNNAMED = "(NEW.adopted_from = '' OR NEW.adopted_on IS NULL)"
RULES = (
    # name, table, events, when it is looked at, what may not be, what is said
    ("registers_strike_off", "registers_move", ("UPDATE", "INSERT"), "NEW.strikes_off", _OUTSIDER, BY_DOER),
    ("registers_strike_off_kept", "registers_move", ("UPDATE",), "OLD.strikes_off", _REWRITES, REWRITTEN),
    ("registers_struck_state", "registers_record", ("UPDATE",), f"({_CHANGED})", _UNSIGNED, UNSIGNED),
    ("registers_struck_kept", "registers_record", ("UPDATE",), "NEW.data <> OLD.data", _CORRECTS, CORRECTED),
    ("registers_struck_entered", "registers_record", ("INSERT",), _UNNAMED, _ENTERS, ENTERED),
    ("registers_adopted_kept", "registers_record", ("UPDATE",), _RELABELS, "(1 = 1)", RELABELLED),
    ("registers_verdict", "registers_verdict", ("INSERT",), "NEW.number > 0", _FOREIGN, FOREIGN),
    ("registers_verdict_kept", "registers_verdict", ("UPDATE",), "OLD.number > 0", "(1 = 1)", CHANGED),
)
_SQLITE = """CREATE TRIGGER IF NOT EXISTS <name>_<event> BEFORE <event> ON <table> WHEN <when> AND <breach>
    BEGIN SELECT RAISE(ABORT, '<said>'); END"""
_FUNCTION = """CREATE OR REPLACE FUNCTION <name>() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF <breach> THEN RAISE EXCEPTION '<said>' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW; END $$"""
_POSTGRES = """CREATE OR REPLACE TRIGGER <name> BEFORE <event> ON <table>
    FOR EACH ROW WHEN (<when>) EXECUTE FUNCTION <name>()"""
_DAYS = {
    "sqlite": "date(coalesce(NEW.settled_at, NEW.at), '+8 hours')",
    "postgresql": "(coalesce(NEW.settled_at, NEW.at) AT TIME ZONE 'Asia/Shanghai')::date",
}


def install(using: str, **_signal: Any) -> None:
    """Put the triggers on the tables; a few milliseconds."""
    vendor = connections[using].vendor
    with connections[using].cursor() as cursor:
        for name, table, events, when, breach, said in RULES:
            parts = {"name": name, "table": table, "when": when, "breach": breach, "said": said, "day": _DAYS[vendor]}
            if vendor == "postgresql":
                cursor.execute(_sql(_FUNCTION, **parts))
                cursor.execute(_sql(_POSTGRES, **parts, event=" OR ".join(events)))
                continue
            for event in events:
                cursor.execute(_sql(_SQLITE, **parts, event=event))


def differences() -> list[str]:
    """The triggers that are missing, disabled or altered, by name. One query."""
    have = _standing_on_postgres() if connection.vendor == "postgresql" else _standing_on_sqlite()
    return [name for name, text in _wanted(connection.vendor).items() if have.get(name) != text]


def _wanted(vendor: str) -> dict[str, str]:
    """What each trigger does, as the database keeps it, with white space evened out."""
    wanted = {}
    for name, table, events, when, breach, said in RULES:
        parts = {"name": name, "table": table, "when": when, "breach": breach, "said": said, "day": _DAYS[vendor]}
        if vendor == "postgresql":
            wanted[name] = _even(_sql(_FUNCTION, **parts).split("$$")[1])
        else:
            wanted |= {f"{name}_{event}": _even(_sql(_SQLITE, **parts, event=event)) for event in events}
    return wanted


def _standing_on_sqlite() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: _even(text) for name, text in cursor.fetchall()}


def _standing_on_postgres() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        )
        return {name: _even(text) for name, text in cursor.fetchall()}


def _even(text: str) -> str:
    return " ".join(text.replace("IF NOT EXISTS ", "").split())


def take_off(using: str, **_signal: Any) -> None:
    """Before a migration on SQLite: a table that a trigger of another names cannot be rebuilt there."""
    if connections[using].vendor == "postgresql":
        return
    with connections[using].cursor() as cursor:
        for name, _table, events, *_ in RULES:
            for event in events:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}_{event}")
