"""Makes Django use the SQLite that pysqlite3 bundles.

SQLite 3.7.0-3.51.2 can corrupt a database in WAL mode when two connections reset the log at once; Python
links whatever the system has (3.40 on Debian 12). The bundled library has the fix.
"""

import sys


def use_bundled_sqlite() -> None:
    """Stand in for the `sqlite3` module before Django's backend imports it; where no build exists, leave it."""
    try:
        import pysqlite3
        from pysqlite3 import dbapi2
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2
