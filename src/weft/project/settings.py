"""Settings of Weft, one file; what differs between installations comes from the environment."""

import zoneinfo
from datetime import timedelta

from csp.constants import NONE, SELF

from weft.project import environment
from weft.project.database import databases

# The system's time zone data is often older than the law (Vancouver 2026): PyPI's tzdata always wins.
zoneinfo.reset_tzpath(())

# --- what an installation may choose -----------------------------------------------------------------------------
WEFT_DATA = environment.data_folder()
WEFT_DEMO = environment.flag("WEFT_DEMO")
WEFT_SECURE = environment.flag("WEFT_SECURE", default=not WEFT_DEMO)
WEFT_PSEUDO_LOCALE = environment.flag("WEFT_PSEUDO_LOCALE")
WEFT_IDLE_MINUTES = environment.minutes("WEFT_IDLE_MINUTES", default=15, most=240)
WEFT_HOSTED_BY = environment.text("WEFT_HOSTED_BY")
SECRET_KEY = environment.secret_key()
DEBUG = False

# The host decides the clinic and the clinic table refuses unknown hosts (web/middleware.py), so "*" opens nothing;
# a list here refuses them one step earlier. The demo answers to this machine only, whatever the table says.
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = LOOPBACK if WEFT_DEMO else environment.listed("WEFT_HOSTS") or ["*"]

DATABASES = databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- what is built in --------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials.apps.SimpleAppConfig",
    "weft.records",
    "weft.web",
    "weft.project",
]

MIDDLEWARE = [
    "weft.web.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "weft.web.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "weft.web.held.held_forms",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "weft.web.middleware.clinic_by_host",
    "weft.web.middleware.session_cookie",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "weft.web.middleware.member",
    "django_htmx.middleware.HtmxMiddleware",
    "weft.web.desk.lock.IdleLock",
    "weft.web.deny.DefaultDeny",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "weft.project.urls"
WSGI_APPLICATION = "weft.project.wsgi.application"

_loaders = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _loaders)])],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "weft.web.templatetags.words",
                "weft.web.templatetags.forms",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "weft.web.context.shell",
            ],
        },
    }
]

# --- time and language: UTC inside; the clinic's zone is a fact of the clinic, never of the server ------------------
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"

# --- static files --------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # served from the package: no collectstatic step to forget
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 300

# --- signing in ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "weft.project.backends.Passwords"]
if WEFT_DEMO:
    AUTHENTICATION_BACKENDS.append("weft.project.backends.LookAround")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_validators = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validators}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validators}.CommonPasswordValidator"},
    {
        "NAME": f"{_validators}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name", "email")},
    },
]
LOGIN_URL = "desk:sign_in"

AXES_HANDLER = "weft.web.desk.throttle.CountsOnly"  # in the database: shared by all processes
AXES_LOCKOUT_PARAMETERS = [
    "username"
]  # never the address: a proxy header is easy to forge, a clinic shares one address
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # it asks for the address, see above
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or a stranger could lock somebody out for ever
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "weft.web.desk.throttle.one_spelling"
AXES_LOCKOUT_CALLABLE = "weft.web.desk.throttle.too_many"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False  # its log lines carry names

# --- sessions, forms, headers -----------------------------------------------------------------------------------------
_prefix = "__Host-" if WEFT_SECURE else ""  # browsers take the prefix only with Secure
SESSION_COOKIE_NAME = f"{_prefix}weft"
SESSION_COOKIE_SECURE = WEFT_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = f"{_prefix}weft-form"
CSRF_COOKIE_SECURE = WEFT_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "weft.web.errors.form_refused"

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # nothing about a person in the browser

# Behind a proxy that ends TLS; it must set this header itself and drop the client's.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("WEFT_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if WEFT_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # with no-referrer the browser sends Origin: null and every form is refused
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_HANDLERS = ["weft.web.uploads.InMemory"]  # never a temporary file, never more than one paper in memory

# --- mail -------------------------------------------------------------------------------------------------------------
WEFT_MAIL = environment.mail_server("WEFT_MAIL")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = environment.mail_from("WEFT_MAIL_FROM", WEFT_MAIL)
if WEFT_MAIL is not None:
    EMAIL_HOST, EMAIL_PORT = WEFT_MAIL.host, WEFT_MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = WEFT_MAIL.user, WEFT_MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = WEFT_MAIL.is_tls, WEFT_MAIL.is_starttls

# --- what takes minutes: `weft serve` and `weft work` do it beside the pages ---
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- text messages ---
WEFT_TEXTS = environment.text_service("WEFT_TEXTS")

# --- the log: request id, path pattern, status, milliseconds; never an address, a name or what was typed ---
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "weft.project.logs.Line"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},  # with no handler at all Python would print them after all
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "weft": {"level": environment.log_level()},
        "django.request": {
            "handlers": ["nowhere"],
            "propagate": False,
        },  # it writes URLs; web/middleware.py writes patterns
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "django_tasks_db": {"handlers": ["nowhere"], "propagate": False},
        "django_tasks": {"handlers": ["nowhere"], "propagate": False},  # it writes tracebacks
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        "pypdf": {"handlers": ["nowhere"], "propagate": False},  # it quotes what stands in a paper
        "axes": {"handlers": ["nowhere"], "propagate": False},  # it writes names; throttle.py writes that it happened
    },
}
