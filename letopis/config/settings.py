"""Настройки: что из чего собрано, где лежат данные, что защищено. Меняются переменными окружения LETOPIS_…"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from letopis.config.secret import kept_secret

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("LETOPIS_HOME", "var")).resolve()


def _flag(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "yes", "true"}


# The installation
LETOPIS_DEMO = _flag("LETOPIS_DEMO")
LETOPIS_KEYS = Path(os.environ.get("LETOPIS_KEYS", HOME / "keys"))
LETOPIS_FILES = Path(os.environ.get("LETOPIS_FILES", HOME / "files"))
LETOPIS_ORIGIN = os.environ.get("LETOPIS_ORIGIN", "letopis.school/trace")
LETOPIS_JOB_DAYS = int(os.environ.get("LETOPIS_JOB_DAYS", "14"))  # how long a job's file can be downloaded
LETOPIS_ADDRESS = os.environ.get("LETOPIS_ADDRESS", "").rstrip("/")  # as families type it; "" as asked for
LETOPIS_INVITATION_DAYS = int(os.environ.get("LETOPIS_INVITATION_DAYS", "30"))  # of a code
LETOPIS_SHEET_HOURS = int(os.environ.get("LETOPIS_SHEET_HOURS", "24"))  # how long sheets with codes are kept
LETOPIS_FILE_MB = int(os.environ.get("LETOPIS_FILE_MB", "12"))  # greatest size of a file people attach
LETOPIS_LESSON_FILES = int(os.environ.get("LETOPIS_LESSON_FILES", "8"))  # how many a lesson's homework has
# Threads of the one worker; more than cores only pass the interpreter's lock to and fro (decision 0002).
LETOPIS_THREADS = int(os.environ.get("LETOPIS_THREADS", "2"))
SECRET_KEY = kept_secret(LETOPIS_KEYS / "sessions.key")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("LETOPIS_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("LETOPIS_ORIGINS", "").split(",") if origin]

# Rooms, from the roof down
INSTALLED_APPS = [
    "letopis.config",
    "letopis.demo",
    "letopis.entrance",
    "letopis.exchange",
    "letopis.register_book",
    "letopis.results",
    "letopis.control",
    "letopis.planning",
    "letopis.journal",
    "letopis.office",
    "letopis.acts",
    "letopis.timetable",
    "letopis.people",
    "letopis.school",
    "letopis.files",
    "letopis.screen",
    "letopis.paper",
    "letopis.trace",
    "letopis.jobs",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "letopis.people.access.DoorMiddleware",
    "letopis.screen.access.RefusalMiddleware",
]
ROOT_URLCONF = "letopis.config.urls"
WSGI_APPLICATION = "letopis.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "letopis.screen.queries.frame",
            ],
        },
    },
]

# Data
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("LETOPIS_DATABASE") or f"sqlite:///{HOME}/letopis.sqlite3"
    )
}
DATABASES["default"]["CONN_MAX_AGE"] = None
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A saved mark is on the disk; writers wait for each other; readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Drawn parts of pages, kept by everything that is seen in them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "people.Account"
LOGIN_URL = "entrance:login"
LETOPIS_FIRST_LOGIN_URL = "entrance:password"  # where a temporary password leads whatever page is asked for
LOGIN_REDIRECT_URL = "entrance:start"
LOGOUT_REDIRECT_URL = "entrance:login"
PASSWORD_HASHERS = [
    "letopis.people.craft.passwords.SchoolArgon2",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "letopis.entrance.access.LengthByKind"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["letopis.people.access.SchoolBackend"]
SESSION_ENGINE = "letopis.config.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _flag("LETOPIS_HTTPS")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "letopis.screen.views.csrf_failure"
CSRF_COOKIE_HTTPONLY = False  # the register's script sends the token with each cell

# Security of pages
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _flag("LETOPIS_HTTPS") else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("LETOPIS_HTTPS") else None
X_FRAME_OPTIONS = "SAMEORIGIN"  # a paper is previewed in the page that asks for it
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "manifest-src": [SELF],
    }
}

# Words and days
LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("русский")), ("en", _("английский"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("LETOPIS_TIME_ZONE", "Europe/Moscow")

# Files of the pages
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "letopis.config.storage.HashedModules"},
}
MEDIA_ROOT = LETOPIS_FILES
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# No personal data in the log: only what failed and where
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
