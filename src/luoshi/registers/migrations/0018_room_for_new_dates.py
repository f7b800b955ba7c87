"""On PostgreSQL pages of clocks keep room for new dates, so that a row is rewritten beside itself."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROOM = 70  # per cent of a page that new clocks fill: a third of them may get another date within it


def _keep_room(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER TABLE registers_clock SET (fillfactor = {ROOM})")


def _fill_up(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE registers_clock RESET (fillfactor)")


class Migration(migrations.Migration):
    dependencies = [("registers", "0017_fewer_indexes")]

    operations = [migrations.RunPython(_keep_room, _fill_up)]
