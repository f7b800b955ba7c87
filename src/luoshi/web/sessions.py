"""Sessions in the database, read by a query made once: every request begins with it.

They stay where they can be taken away: signing out, or a changed password, ends them at once in every process.
"""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.models import Session
from django.utils import timezone
from typing_extensions import override

from luoshi.org.queries.actors import EXAMPLE_TIME
from luoshi.org.queries.compiled import Compiled

KEPT = Compiled(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data"),
    key="of-an-example",
    now=EXAMPLE_TIME,
)


class SessionStore(InDatabase):
    """Django's own store but for how a session is looked up."""

    def _get_session_from_db(self) -> Any:  # Django's own name for the look-up
        key = self.session_key or ""
        rows = KEPT.rows(key=key, now=timezone.now())
        if rows:
            return Session(session_key=key, session_data=rows[0][0])
        self._session_key = None
        return None

    @classmethod
    @override
    def get_model_class(cls) -> type[Session]:
        return Session
