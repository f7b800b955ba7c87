"""Every act that is written to the audit log has its words."""

import re
from pathlib import Path

import luoshi
from luoshi.org.models.kinds import SuccessionKind
from luoshi.web.acts import ACTS

WRITTEN = {
    "audit": (r'Act\("audit\.(\w+)", (?:SUBJECT|"audit_)',),
    "org": (r'note_(?:unit|post)\(\s*"(\w+)"', r'Act\(\s*"org\.(\w+)"'),
    "people": (r'_note\("(\w+)"',),
    "registers": (
        r'(?:leave_trace|act_of)\(\s*(?:\w+\.)?record,\s*"(\w+)"',
        r'redate_record\(record, by=by, at=at, name="(\w+)"',
        r'Act\("registers\.(\w+)"',
        r'_trace\(change, "(\w+)"',
        r'_note\(view, "(\w+)"',
    ),
    "evidence": (r'Act\("evidence\.(\w+)"',),
    "measures": (r'Act\("measures\.(\w+)"',),
    "notices": (r'_note\("(\w+)"',),
    "calendars": (r'Act\("calendars\.(\w+)"',),
    "jobs": (
        r'_note\("(\w+)"',
        r'Act\("jobs\.(\w+)"',
    ),
    "api": (r'Act\("api\.(\w+)"', r'_note\("(\w+)", subscription', r'_change\(\s*subscription,\s*"(\w+)"'),
    "sheets": (r'\bnote\("(\w+)"',),
    "dictionary": (r'_note\(alias, "(\w+)"',),
    "returns": (r'Act\("returns\.(\w+)"',),
    "reports": (r'\bnote\("(\w+)"', r'Act\("reports\.(\w+)"', r'else "(decline_held)"'),
    "packs": (r'Act\("packs\.(\w+)"',),
}


def test_every_act_has_its_words() -> None:
    names = {f"org.{kind}_unit" for kind in SuccessionKind}
    for room, patterns in WRITTEN.items():
        for path in (Path(luoshi.__file__).parent / room).rglob("*.py"):
            for pattern in patterns:
                names |= {f"{room}.{name}" for name in re.findall(pattern, path.read_text("utf-8"))}
    assert names == set(ACTS)
