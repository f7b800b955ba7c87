"""Settings of the tests: a throw-away home, and PostgreSQL when LUOSHI_TEST_DATABASE_URL names one."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["LUOSHI_HOME"] = tempfile.mkdtemp(prefix="luoshi-test-")  # one for each process of the test run
atexit.register(shutil.rmtree, os.environ["LUOSHI_HOME"], ignore_errors=True)
os.environ.setdefault("LUOSHI_SECRET_KEY", "only-for-tests-0123456789-0123456789-0123456789")
os.environ["LUOSHI_DATABASE_URL"] = os.environ.get("LUOSHI_TEST_DATABASE_URL", "")

from luoshi.site.settings import *  # noqa: E402, F403  (the environment must be set first)
from luoshi.site.settings import DATABASES, HOME  # noqa: E402  (as above)

DATABASES["default"]["TEST"] = {"NAME": os.environ.get("LUOSHI_TEST_DB_NAME", "test_luoshi")}
if DATABASES["default"]["ENGINE"] == "luoshi.site.sqlite_backend":
    DATABASES["default"]["TEST"] = {"NAME": str(Path(HOME) / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
