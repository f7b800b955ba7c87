"""A plain Django site with one address that files a record.

The database and its settings are Django's own: PostgreSQL with synchronous commit, or SQLite in WAL with
synchronous=FULL and immediate transactions. No middleware.
"""

import hashlib
import json
import os
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from psycopg.conninfo import conninfo_to_dict

from luoshi.site.sqlite import use_bundled_sqlite


def database(url: str, home: str) -> dict[str, Any]:
    """The same database as ours."""
    if url:
        parts = conninfo_to_dict(url)
        given = {"USER": parts.get("user", ""), "HOST": parts.get("host", ""), "PORT": parts.get("port", "")}
        return given | {"ENGINE": "django.db.backends.postgresql", "NAME": parts["dbname"], "CONN_MAX_AGE": 60}
    start = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": start}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{home}/luoshi.sqlite3", "OPTIONS": options} | {
        "CONN_MAX_AGE": 60
    }


def file(request: HttpRequest) -> HttpResponse:
    """One filing: three rows in one transaction."""
    from bench.works.plain.models import Filed, Happened, ToDo

    now = datetime.now(UTC)  # noqa: TID251  (the peer has no top floor)
    data = request.POST.dict()
    canonical = json.dumps({"act": "file", "data": data}, ensure_ascii=False, sort_keys=True)
    with transaction.atomic():
        filed = Filed._default_manager.create(county="150500", label=data["name"], data=data, created_at=now)
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        Happened._default_manager.create(filed=filed, by="bench", canonical=canonical, digest=digest, at=now)
        ToDo._default_manager.create(kind="follow", arguments={"filed": filed.pk}, run_after=now)
    return HttpResponse(str(filed.pk), headers={"Content-Length": str(len(str(filed.pk)))})


urlpatterns = [path("file/", file)]

use_bundled_sqlite()
settings.configure(
    SECRET_KEY="only-for-the-peer-of-the-bench",  # noqa: S106  (it signs nothing)
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["bench.works.plain"],
    DATABASES={"default": database(os.environ.get("LUOSHI_DATABASE_URL", ""), os.environ["LUOSHI_HOME"])},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)

application = get_wsgi_application()
