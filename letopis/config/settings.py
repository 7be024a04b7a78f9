"""Настройки: что из чего собрано, где лежат данные, что защищено. Меняются переменными окружения LETOPIS_…"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from letopis.config import environment
from letopis.config.secret import kept_secret

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(environment.text("LETOPIS_HOME")).resolve()
_HTTPS = environment.flag("LETOPIS_HTTPS")

# The installation; what each is for stands in letopis.config.environment.
LETOPIS_DEMO = environment.flag("LETOPIS_DEMO")
LETOPIS_KEYS = Path(environment.text("LETOPIS_KEYS") or HOME / "keys")
LETOPIS_FILES = Path(environment.text("LETOPIS_FILES") or HOME / "files")
LETOPIS_ORIGIN = environment.text("LETOPIS_ORIGIN")
LETOPIS_JOB_DAYS = int(environment.number("LETOPIS_JOB_DAYS"))
LETOPIS_ADDRESS = environment.text("LETOPIS_ADDRESS").rstrip("/")
LETOPIS_INVITATION_DAYS = int(environment.number("LETOPIS_INVITATION_DAYS"))
LETOPIS_SHEET_HOURS = int(environment.number("LETOPIS_SHEET_HOURS"))
LETOPIS_FILE_MB = int(environment.number("LETOPIS_FILE_MB"))
LETOPIS_LESSON_FILES = int(environment.number("LETOPIS_LESSON_FILES"))
LETOPIS_PROXIES = int(environment.number("LETOPIS_PROXIES")) or int(_HTTPS)  # only a proxy speaks https
# Whoever is sent to a portal to be recognised (OpenID Connect); none without all of the first three.
LETOPIS_OIDC_ISSUER = environment.text("LETOPIS_OIDC_ISSUER")
LETOPIS_OIDC_CLIENT_ID = environment.text("LETOPIS_OIDC_CLIENT_ID")
LETOPIS_OIDC_CLIENT_SECRET = environment.secret("LETOPIS_OIDC_CLIENT_SECRET")
LETOPIS_OIDC_NAME = environment.text("LETOPIS_OIDC_NAME")
LETOPIS_METRICS = environment.flag("LETOPIS_METRICS")
LETOPIS_LOG_PAGES = environment.flag("LETOPIS_LOG_PAGES")
LETOPIS_SEAL_EVERY = environment.number("LETOPIS_SEAL_EVERY")
# Threads of the one worker; more than cores only pass the interpreter's lock to and fro (decision 0002).
LETOPIS_THREADS = int(environment.number("LETOPIS_THREADS"))
SECRET_KEY = kept_secret(LETOPIS_KEYS / "sessions.key")
LETOPIS_SECOND_KEY = kept_secret(LETOPIS_KEYS / "second.key")  # hides secrets of second keys in the database
DEBUG = False
ALLOWED_HOSTS = environment.listed("LETOPIS_HOSTS")
CSRF_TRUSTED_ORIGINS = environment.listed("LETOPIS_ORIGINS")

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
    "letopis.keys",
    "letopis.rights",
    "letopis.conditions",
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
    "letopis.config.guarding.GuardMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "letopis.config.sessions.KeyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "letopis.keys.views.VisitMiddleware",
    "letopis.people.access.DoorMiddleware",
    "letopis.keys.views.SureMiddleware",
    "letopis.rights.access.LookMiddleware",
    "letopis.screen.access.RefusalMiddleware",
    "letopis.keys.views.UnsureMiddleware",
]
if LETOPIS_METRICS or LETOPIS_LOG_PAGES:
    MIDDLEWARE.insert(0, "letopis.config.observing.ObservingMiddleware")
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
        environment.text("LETOPIS_DATABASE") or f"sqlite:///{HOME}/letopis.sqlite3"
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
    },
    # Parts of pages that are drawn once; without a place of their own Django looks for it at each of them.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # Whole pages without their data, some twenty kilobytes each: eleven megabytes at most.
    "shells": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "shells",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "people.Account"
LOGIN_URL = "entrance:login"
LETOPIS_FIRST_LOGIN_URL = "entrance:password"  # where a temporary password leads whatever page is asked for
LETOPIS_KEYS_URL = "keys:keys"  # where whoever must have a second key and has none in time is led
LOGIN_REDIRECT_URL = "entrance:start"
LOGOUT_REDIRECT_URL = "entrance:login"
PASSWORD_HASHERS = [
    "letopis.people.craft.passwords.SchoolArgon2",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
    {"NAME": "letopis.entrance.access.LengthByKind"},
    {"NAME": "letopis.entrance.access.NoSchoolWords"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["letopis.people.access.SchoolBackend"]
SESSION_ENGINE = "letopis.config.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
# Over https a cookie's name itself tells the browser: only from this host, only for all of it, only by https.
LETOPIS_COOKIES = "__Host-" if _HTTPS else ""  # scripts go by the address of their page: server.js
SESSION_COOKIE_NAME = f"{LETOPIS_COOKIES}sessionid"
CSRF_COOKIE_NAME = f"{LETOPIS_COOKIES}csrftoken"
LANGUAGE_COOKIE_NAME = f"{LETOPIS_COOKIES}django_language"
# A message may name a pupil: it waits in the session, not in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "letopis.screen.views.csrf_failure"
CSRF_COOKIE_HTTPONLY = False  # the register's script sends the token with each cell

# Security of pages
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
X_FRAME_OPTIONS = "SAMEORIGIN"  # a paper is previewed in the page that asks for it
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
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
TIME_ZONE = environment.text("LETOPIS_TIME_ZONE")

# Files of the pages
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "letopis.config.storage.HashedModules"},
}
MEDIA_ROOT = LETOPIS_FILES
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
LETOPIS_LARGEST_REQUEST = (
    25 * 1024 * 1024
)  # an act of 20 MB with its signature; the proxies are told the same

# No personal data in the log: only what failed and where
_MOMENT = "%Y-%m-%dT%H:%M:%S%z"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "letopis.config.lines.OneLine",
            "format": "{asctime} {levelname} {name}: {message}",
            "datefmt": _MOMENT,
            "style": "{",
        },
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{message}",
            "datefmt": _MOMENT,
            "style": "{",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "part"},
            "json_ensure_ascii": False,
        },
    },
    "filters": {"page": {"()": "letopis.config.lines.WithoutAddress"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": environment.text("LETOPIS_LOG"),
            "filters": ["page"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "letopis.pages": {"level": "INFO" if LETOPIS_LOG_PAGES else "WARNING"},
        "letopis.security": {"level": "INFO"},
    },
}
