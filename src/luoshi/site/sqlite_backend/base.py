"""The database wrapper: a transaction that writes begins in its turn and gives it back when it ends."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from typing_extensions import override

from luoshi.site.sqlite_backend.queue import Turn

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
QUEUE = "-queue"  # behind the name of the database file


class QueuedCursor(base.SQLiteCursorWrapper):
    """A cursor that waits its turn for a statement that writes on its own, outside a transaction."""

    turn: Turn | None = None

    @override
    def execute(self, query: str, params: Iterable[Any] | None = None) -> Any:  # type: ignore[override]  # as Django's
        if self.turn is None or not self._writes_alone(query):
            return super().execute(query, params)
        with self.turn.taken():
            return super().execute(query, params)

    @override
    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        if self.turn is None or not self._writes_alone(query):
            return super().executemany(query, param_list)
        with self.turn.taken():
            return super().executemany(query, param_list)

    def _writes_alone(self, query: str) -> bool:
        return not self.connection.in_transaction and query.lstrip()[:7].upper().startswith(WRITES)


class DatabaseWrapper(base.DatabaseWrapper):
    """Reads take no lock and no turn; `atomic` takes both at its outermost block and nowhere else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: Turn | None = None

    @override
    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        self._turn = None if self.is_in_memory_db() else Turn(Path(f"{params['database']}{QUEUE}"))
        return params

    @override
    def create_cursor(self, name: str | None = None) -> QueuedCursor:
        cursor: QueuedCursor = self.connection.cursor(factory=QueuedCursor)
        cursor.turn = self._turn
        return cursor

    @override
    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        begins = force_begin_transaction_with_broken_autocommit and not autocommit
        self.ensure_connection()
        if begins and self._turn is not None:
            self._turn.take()
        try:
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        except BaseException:
            self._leave()
            raise

    @override
    def commit(self) -> None:
        super().commit()
        self._leave()

    @override
    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._leave()

    @override
    def close(self) -> None:
        try:
            super().close()
        finally:
            self._leave()

    def _leave(self) -> None:
        if self._turn is not None:
            self._turn.leave()
