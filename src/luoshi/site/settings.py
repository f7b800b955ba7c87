"""Settings of the site; everything that differs between offices is read from LUOSHI_… variables."""

import os
import secrets
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from luoshi.site.sqlite import use_bundled_sqlite

use_bundled_sqlite()

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1] if (PACKAGE.parents[1] / "pyproject.toml").is_file() else None
DEMO = os.environ.get("LUOSHI_DEMO") == "1"
SAMPLE_DAY = date(2023, 2, 8) if DEMO else None  # the generated city stands still on this day
DEBUG = os.environ.get("LUOSHI_DEBUG") == "1"


def home_folder() -> Path:
    """LUOSHI_HOME, else `var` of the checkout, else the user's data folder: never the folder one happens to be in."""
    if given := os.environ.get("LUOSHI_HOME"):
        return Path(given).resolve()
    if CHECKOUT:
        return CHECKOUT / "var"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "luoshi"


def secret_key() -> str:
    """The key from LUOSHI_SECRET_KEY, else one made once and kept in the home folder, readable by its owner only.

    It appears under its name only when it is whole, so that a second process, or a kill, meets no empty key.
    """
    if given := os.environ.get("LUOSHI_SECRET_KEY"):
        return given
    kept = HOME / "secret_key"
    try:
        if not kept.exists():
            HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = HOME / f"secret_key.{os.getpid()}"
            part.touch(mode=0o600)
            part.write_text(secrets.token_urlsafe(50), encoding="ascii")
            with suppress(FileExistsError):
                kept.hardlink_to(part)
            part.unlink()
        return kept.read_text(encoding="ascii")
    except OSError as error:
        raise ImproperlyConfigured(
            f"不能使用数据目录 {HOME}（{error.strerror}）。请让 LUOSHI_HOME 指向一个可写的目录。\n"
            f"The home folder {HOME} cannot be used ({error.strerror}). Let LUOSHI_HOME name one you may write to."
        ) from error


def database(url: str) -> dict[str, Any]:
    """PostgreSQL for a postgresql:// address, else the embedded SQLite of the home folder."""
    if url:
        try:
            parts = conninfo_to_dict(url)
        except ProgrammingError as error:
            raise ImproperlyConfigured(
                "LUOSHI_DATABASE_URL 不是 PostgreSQL 地址（如 postgresql://u@h:5432/luoshi）；不设则用内置 SQLite。\n"
                "LUOSHI_DATABASE_URL is not an address of PostgreSQL such as postgresql://user@host:5432/luoshi; "
                "leave it out to use the embedded SQLite."
            ) from error
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.get("dbname", "luoshi"),
            "USER": parts.get("user", ""),
            "PASSWORD": parts.get("password", ""),
            "HOST": parts.get("host", ""),
            "PORT": parts.get("port", ""),
            "OPTIONS": {"prepare_threshold": 2},  # None where a pooler keeps no plans: luoshi.statements
            "CONN_MAX_AGE": 60,
        }
    return {
        "ENGINE": "luoshi.site.sqlite_backend",
        "NAME": HOME / "luoshi.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


HOME = home_folder()
SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("LUOSHI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
DATABASES = {"default": database(os.environ.get("LUOSHI_DATABASE_URL", ""))}
READING: dict[str, Any] = {
    "folder": HOME / "reading",
    "memory": os.environ.get("LUOSHI_READING_MEMORY", "1GB"),
    "threads": min(4, os.cpu_count() or 1),
    "tail_rows": 20_000,  # with more changes than this, or this share of the base, a new generation is built
    "tail_share": 0.02,
}
EVIDENCE: dict[str, Any] = {
    "store": os.environ.get("LUOSHI_EVIDENCE", "disk"),  # or "s3"
    "folder": HOME / "evidence",
    "s3": {
        "bucket": os.environ.get("LUOSHI_S3_BUCKET", "luoshi"),
        "endpoint": os.environ.get("LUOSHI_S3_ENDPOINT", ""),
        "region": os.environ.get("LUOSHI_S3_REGION", "us-east-1"),
        "key": os.environ.get("LUOSHI_S3_KEY", ""),
        "secret": os.environ.get("LUOSHI_S3_SECRET", ""),
        "prefix": os.environ.get("LUOSHI_S3_PREFIX", ""),
    },
    "megabytes": {
        **dict.fromkeys(("jpeg", "png", "webp"), 40),
        **dict.fromkeys(("docx", "xlsx", "ofd", "doc", "xls"), 50),
        **dict.fromkeys(("txt", "csv"), 20),
        "pdf": 100,
    },
    "pixels": 80_000_000,  # of one picture
    "memory": 1_500_000_000,  # bytes, for examining one file
    "seconds": 20,  # of processor time, for examining one file
    "request_megabytes": 220,  # all files of one upload
    "stranger_megabytes": 1,  # what somebody who is not signed in may send
}
JOBS_KEPT_DAYS = int(os.environ.get("LUOSHI_JOBS_DAYS", "400"))  # done and cancelled ones, behind their end
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000  # bytes of text in a form; pasted tables are text
SHEETS: dict[str, Any] = {
    "rows": 200_000,  # that hold something, of one table
    "pasted": 1_000_000,  # characters
    "memory": 1_500_000_000,  # bytes, for reading one table
    "seconds": 90,  # of processor time, for reading one table
    "font": PACKAGE / "web" / "static" / "web" / "dist" / "noto-sans-sc.ttf",  # of PDF files
}
AUDIT_DIGEST = os.environ.get("LUOSHI_AUDIT_DIGEST", "sha256")  # or sm3
FILE_UPLOAD_HANDLERS = ["luoshi.web.uploads.Incoming"]
AUDIT_FOLDER = HOME / "audit"  # the key that signs heads, and the newest head
AUDIT_MAIL = [address for address in os.environ.get("LUOSHI_AUDIT_MAIL", "").replace(",", " ").split() if address]
EMAIL_HOST = os.environ.get("LUOSHI_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("LUOSHI_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("LUOSHI_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("LUOSHI_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("LUOSHI_MAIL_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("LUOSHI_MAIL_FROM", "luoshi@localhost")
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
NOTICES: dict[str, Any] = {
    "site": os.environ.get("LUOSHI_SITE", "http://127.0.0.1:8000" if DEMO else ""),  # for links in letters
    "digest": time.fromisoformat(os.environ.get("LUOSHI_DIGEST", "08:30")),
    "quiet": tuple(time.fromisoformat(each) for each in os.environ.get("LUOSHI_QUIET", "20:00-08:00").split("-")),
    "mail_domains": os.environ.get("LUOSHI_MAIL_DOMAINS", "").lower().replace(",", " ").split(),
    "days": int(os.environ.get("LUOSHI_NOTICES_DAYS", "180")),  # how long notices are kept
}
INNER_HOSTS = frozenset(os.environ.get("LUOSHI_INNER_HOSTS", "").replace(",", " ").split())
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
SHIPPED_PACKS = CHECKOUT / "packs" if CHECKOUT else PACKAGE / "shipped_packs"
PACKS = Path(os.environ.get("LUOSHI_PACKS") or SHIPPED_PACKS)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "luoshi.audit",
    "luoshi.jobs",
    "luoshi.people",
    "luoshi.evidence",
    "luoshi.org",
    "luoshi.packs",
    "luoshi.dictionary",
    "luoshi.registers",
    "luoshi.sheets",
    "luoshi.measures",
    "luoshi.returns",
    "luoshi.reports",
    "luoshi.cadence",
    "luoshi.notices",
    "luoshi.api",
    "luoshi.web",
    "luoshi.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "luoshi.api.door.Door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "luoshi.web.middleware.KeptByNobody",
    "luoshi.web.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "luoshi.web.languages.PartsInChinese",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "luoshi.web.brought_back.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "luoshi.web.uploads.UploadLimits",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "luoshi.web.middleware.OwnPasswordFirst",
    "luoshi.web.middleware.RefusalPage",
    "luoshi.web.middleware.OneCatalogue",
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "luoshi.people.backend.Accounts"]
ROOT_URLCONF = "luoshi.site.urls"
WSGI_APPLICATION = "luoshi.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "luoshi.web.shell.shell",
            ],
        },
    }
]

CLOCK = "luoshi.web.clock.now"
TASKS = {"default": {"BACKEND": "luoshi.jobs.backend.LeaseQueue", "OPTIONS": {"clock": CLOCK}}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["luoshi.site.formats"]

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds a link by which somebody sets a password is good for
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_TEMPLATE = "web/locked.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SESSION_ENGINE = "luoshi.web.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("LUOSHI_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
