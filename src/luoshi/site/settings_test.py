"""Settings of the tests: a throw-away home, and PostgreSQL when LUOSHI_TEST_DATABASE_URL names one."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("LUOSHI_HOME", tempfile.mkdtemp(prefix="luoshi-test-"))
os.environ.setdefault("LUOSHI_SECRET_KEY", "only-for-tests-0123456789-0123456789-0123456789")
os.environ["LUOSHI_DATABASE_URL"] = os.environ.get("LUOSHI_TEST_DATABASE_URL", "")

from luoshi.site.settings import *  # noqa: F403  (the environment must be set first)
from luoshi.site.settings import DATABASES, HOME

DATABASES["default"]["TEST"] = {"NAME": os.environ.get("LUOSHI_TEST_DB_NAME", "test_luoshi")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(Path(HOME) / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
