"""Sessions in the database, read by a query made once: every request begins with it.

They stay where they can be taken away: signing out, or a changed password, ends them at once in every process.
"""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.models import Session
from django.utils import timezone
from typing_extensions import override

from luoshi.org.queries.actors import EXAMPLE_TIME
from luoshi.statements.reading import Compiled

KEPT = Compiled(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data"),
    key="of-an-example",
    now=EXAMPLE_TIME,
)


class SessionStore(InDatabase):
    """Django's own store but for how a session is looked up."""

    @override
    def load(self) -> dict[str, Any]:
        rows = KEPT.rows(key=self.session_key or "", now=timezone.now())
        if rows:
            found: dict[str, Any] = self.decode(rows[0][0])
            return found
        self._session_key = None
        return {}

    @classmethod
    @override
    def get_model_class(cls) -> type[Session]:
        return Session
