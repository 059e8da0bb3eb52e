"""All settings, from the environment, safe by default: DEBUG off, hosts of this machine only, a secret key generated on
the first run. docs/settings.md lists the variables; a test keeps that list in sync with this file."""

from pathlib import Path

from django.utils.csp import CSP

from armscontrol import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("VAR_DIR") or BASE_DIR / "var")
FIXTURES_DIR = Path(environment.text("FIXTURES_DIR") or BASE_DIR / "fixtures")

DEBUG = environment.boolean("DEBUG")
SECRET_KEY = environment.secret_key("SECRET_KEY", directory=VAR_DIR)
ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS", default=("127.0.0.1", "localhost", "[::1]"))

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "timeline",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "armscontrol.http.compression.without_refused_codings",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "armscontrol.http.conditional.without_body",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "armscontrol.http.security_headers.security_headers",
    "timeline.api.conditional.open_to_all",
    "timeline.api.throttling.limited",
    "timeline.api.problems.problem_answers",
    "timeline.discovery.linked_data.linked_data",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "armscontrol.database.failover.Outages",
    "armscontrol.database.snapshot.one_state",
    "armscontrol.http.conditional.conditional",
    "armscontrol.http.compression.Compressed",
]
METRICS_PORT = environment.whole_number("METRICS_PORT", default=0)
ROOT_URLCONF = "armscontrol.urls"
WSGI_APPLICATION = "armscontrol.wsgi.application"
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["timeline.templatetags.record", "timeline.pages.statements", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": environment.database("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'record.sqlite3'}")}
DATABASES |= environment.replicas("DATABASE_REPLICA_URLS")
DATABASE_ROUTERS = ["armscontrol.database.routers.ReplicaRouter"] if len(DATABASES) > 1 else []
DATABASE_REPLICA_LAG = environment.whole_number("DATABASE_REPLICA_LAG", default=30)
ANSWER_MEMORY = environment.whole_number("ANSWER_MEMORY", default=32)
PAGE_MAX_AGE = environment.whole_number("PAGE_MAX_AGE", default=60)
CACHES = {
    "default": environment.memory(location="default", counted=METRICS_PORT > 0),
    "shared": environment.shared_cache("CACHE_URL"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "armscontrol.static_files.StaticFiles"
    }
}
WHITENOISE_USE_FINDERS = DEBUG

# Nothing inline, nothing from elsewhere, no nonce: responses can be cached and fragments swapped in unchanged.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SILENCED_SYSTEM_CHECKS = ["security.W003"]  # no CSRF protection: there are no sessions and nothing can be written
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = environment.whole_number("HSTS_SECONDS", default=0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_SECONDS > 0
SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # requested by machines on the same network, without TLS
HTTPS_ONLY = SECURE_SSL_REDIRECT = environment.boolean("HTTPS_ONLY")
BEHIND_PROXY = environment.boolean("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "timeline.api.openapi.RecordSchema",
    "EXCEPTION_HANDLER": "timeline.api.problems.handle",
    "URL_FORMAT_OVERRIDE": None,  # timeline.api.formats.negotiation reads `format`
}
REPORT_TO = environment.contact("REPORT_TO")
SECURITY_CONTACT = environment.text("SECURITY_CONTACT")
PROVER_USER_AGENT = environment.text("PROVER_USER_AGENT", default="AcrossTheTable/1.0")
API_RATE = environment.rate("API_RATE", default="600/min")
# The schema is generated by `manage.py spectacular` and committed; drf-spectacular never runs in a request.
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Across the Table",
    "VERSION": "1.0.0",
    "DESCRIPTION": "The open record of the U.S.–Soviet and U.S.–Russian arms-control talks, 1955 to today: who met "
    "whom, when and about what, and what each side said, in the words of the sources. Read-only, no key. Within "
    "version 1 names are added, never renamed or taken away.",
    "LICENSE": {"name": "Creative Commons Attribution 4.0 International (the data)", "identifier": "CC-BY-4.0"},
    "CONTACT": {"name": "The editors of Across the Table"},
    "SERVERS": [{"url": "/", "description": "the server that this document came from"}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_SUFFIX": "",
    "ENUM_NAME_OVERRIDES": {
        "MeetingKind": "timeline.domain.vocabulary.MeetingKind",
        "MeetingStatus": "timeline.domain.vocabulary.MeetingStatus",
        "ArticleKind": "timeline.domain.vocabulary.ArticleKind",
        "Role": "timeline.domain.vocabulary.Role",
        "Stance": "timeline.domain.vocabulary.Stance",
        "Speech": "timeline.domain.vocabulary.Speech",
        "Verification": "timeline.domain.vocabulary.Verification",
        "SourceStatus": "timeline.domain.vocabulary.SourceStatus",
        "ProvenAgainst": "timeline.domain.vocabulary.ProvenAgainst",
        "FindKind": "timeline.search.engine.KINDS",
        "AnswerKind": "timeline.api.search_schemas.ANSWERS",
    },
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "timeline.api.openapi_finish.finish"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "armscontrol.monitoring.logs.JsonFormatter"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": environment.one_of("LOG_FORMAT", "text", "json")}
    },
    "root": {"handlers": ["stderr"], "level": environment.text("LOG_LEVEL", default="WARNING").upper()},
}
