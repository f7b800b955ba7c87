"""Indexes nobody reads by are dropped, and on PostgreSQL pages of clocks keep room for new dates.

Written by hand: Django would copy the whole change log on SQLite to drop an index of a foreign key.
"""

import django.db.models.deletion
from django.db import migrations, models

ROOM = 70  # per cent of a page that new clocks fill: a third of them may get another date within it


def _unread(table: str, column: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(f"DROP INDEX IF EXISTS {name}", f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({column})")


def _keep_room(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER TABLE registers_clock SET (fillfactor = {ROOM})")


def _fill_up(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE registers_clock RESET (fillfactor)")


def _key(to, **told):
    return models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to=to, **told)


class Migration(migrations.Migration):
    dependencies = [("registers", "0016_explanations")]

    operations = [
        migrations.RemoveIndex("clock", "registers_c_record__0fd351_idx"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("duechange", "clock", _key("registers.clock", related_name="changes")),
                migrations.AlterField("version", "lead", _key("org.unit", related_name="+", null=True)),
                migrations.AlterField("version", "pack_version", _key("packs.packversion", related_name="+")),
                migrations.AlterField("version", "parent", _key("registers.record", related_name="+", null=True)),
                migrations.AlterField("version", "unit", _key("org.unit", related_name="+")),
            ],
            database_operations=[
                _unread("registers_duechange", "clock_id", "registers_duechange_clock_id_cd6d1e29"),
                _unread("registers_version", "lead_id", "registers_version_lead_id_84a7d52e"),
                _unread("registers_version", "pack_version_id", "registers_version_pack_version_id_79b26549"),
                _unread("registers_version", "parent_id", "registers_version_parent_id_2cdd5124"),
                _unread("registers_version", "unit_id", "registers_version_unit_id_dae7fa53"),
            ],
        ),
        migrations.RunPython(_keep_room, _fill_up),
    ]
