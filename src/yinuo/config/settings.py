"""The one settings module: everything a city changes comes from the environment, with safe defaults.

Unsafe values are refused in production by :mod:`yinuo.config.production` before anything is served.
"""

from __future__ import annotations

import os
from pathlib import Path

from yinuo.config import database, production, secrets

ROOT = Path(os.environ.get("YINUO_ROOT", Path(__file__).resolve().parents[3]))
HOME = Path(os.environ.get("YINUO_HOME", ROOT / "var"))
ENVIRONMENT = os.environ.get("YINUO_ENV", "development")
PRODUCTION = ENVIRONMENT == "production"
DEMO = os.environ.get("YINUO_DEMO", "") == "1"

# --- secrets: from the environment; outside production they are made once and kept under YINUO_HOME ---
SECRET_KEY = secrets.text("YINUO_SECRET_KEY", HOME, production=PRODUCTION)
FIELD_KEY = secrets.key("YINUO_FIELD_KEY", HOME, production=PRODUCTION)
DIGEST_KEY = secrets.key("YINUO_DIGEST_KEY", HOME, production=PRODUCTION)

DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("YINUO_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("YINUO_ORIGINS", "").split(",") if o]
PUBLIC_URL = os.environ.get("YINUO_PUBLIC_URL", "http://localhost:8000")

# --- the place ---
YINUO_PLACE = os.environ.get("YINUO_PLACE", "cn-3413")
YINUO_CITY = {"name": "宿州市", "host": "宿州市司法局", "hotline": "12345"}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    "axes",
    "yinuo.config",
    "csp",
    "yinuo.workdays",
    "yinuo.people",
    "yinuo.casefile",
    "yinuo.signing",
    "yinuo.documents",
    "yinuo.exchange",
    "yinuo.credit",
    "yinuo.matters",
    "yinuo.applications",
    "yinuo.commitments",
    "yinuo.decisions",
    "yinuo.verification",
    "yinuo.supervision",
    "yinuo.registers",
    "yinuo.inspectorate",
    "yinuo.portals.face",
    "yinuo.portals.public",
    "yinuo.portals.applicant",
    "yinuo.portals.desk",
    "yinuo.portals.field",
    "yinuo.portals.oversight",
    "yinuo.portals.api",
    "yinuo_demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yinuo.portals.face.doors.DoorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yinuo.portals.face.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "yinuo.config.urls"
WSGI_APPLICATION = "yinuo.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "yinuo.portals.face.context.frame",
            ],
            "builtins": ["yinuo.portals.face.templatetags.face"],
        },
    },
]

DATABASES = {"default": database.settings_from_url(database.url())}
DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_yinuo{os.environ.get('YINUO_TEST_SUFFIX', '')}"
EMBEDDED_DATABASE = database.is_embedded()
EMBEDDED_DATABASE_ALLOWED = os.environ.get("YINUO_EMBEDDED_DATABASE", "") == "1"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/enter/"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "yinuo.portals.face.refusals.locked_out"
AXES_VERBOSE = False

# A city's OpenID Connect login; without it only the demo entrance exists, and only in demo mode.
OIDC = {
    "issuer": os.environ.get("YINUO_OIDC_ISSUER", ""),
    "client_id": os.environ.get("YINUO_OIDC_CLIENT_ID", ""),
    "client_secret": os.environ.get("YINUO_OIDC_CLIENT_SECRET", ""),
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "static"
ASSETS = ROOT / "build" / "assets"
STATICFILES_DIRS = [("vendor", ASSETS / "js")] if (ASSETS / "js").is_dir() else []
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FONTS = ASSETS / "fonts"
KEYS = Path(os.environ.get("YINUO_KEYS", HOME / "keys"))
TIMESTAMP_URL = os.environ.get("YINUO_TSA_URL", "")
# The city's own seal as PKCS#12; without it a local authority makes keys that prove nothing outside the demo.
SEAL_FILE = Path(os.environ["YINUO_SEAL_FILE"]) if os.environ.get("YINUO_SEAL_FILE") else None
SEAL_PASSWORD = os.environ.get("YINUO_SEAL_PASSWORD", "")
UPLOAD_LIMIT = 10 * 1024 * 1024
# A whole request: the twenty files an application may hold. Refused before a byte of it is read.
BODY_LIMIT = 20 * UPLOAD_LIMIT
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Where a decision can be contested; printed on every adverse paper.
REVIEW_BODY = os.environ.get("YINUO_REVIEW_BODY", "宿州市人民政府")
COURT = os.environ.get("YINUO_COURT", "有管辖权的人民法院")

# Registers of the demo city answer here; a real city sets each source's address on its page.
DEMO_REGISTERS_URL = os.environ.get("YINUO_DEMO_REGISTERS_URL", "http://127.0.0.1:8009")
# Who the demo's entrance introduces; asked only in demo mode.
DEMO_CAST = "yinuo_demo.accounts.accounts"
# Who receives the messages of the outbox: name to address.
YINUO_RECEIVERS = {
    "credit-platform": os.environ.get(
        "YINUO_CREDIT_PLATFORM_URL", f"{DEMO_REGISTERS_URL}/credit-platform/messages"
    ),
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "yinuo.portals.face.refusals.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION and os.environ.get("YINUO_TLS_AT_PROXY", "") != "1"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("YINUO_TLS_AT_PROXY", "") == "1" else None
)
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

LOGGING_CONFIG = "yinuo.config.logs.configure"
LOGGING: dict[str, object] = {"production": PRODUCTION}

production.ensure(globals())
