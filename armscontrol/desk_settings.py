"""The settings of the desk: the site's own, with the desk's addresses before them, on this machine only.

`make desk` runs under them. The public settings know nothing of the desk: its addresses do not exist there.
"""

import secrets
from typing import Any

from armscontrol import settings as site

for _name in dir(site):
    if _name.isupper():
        globals()[_name] = getattr(site, _name)

_SITE: dict[str, Any] = {name: getattr(site, name) for name in dir(site) if name.isupper()}

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "armscontrol.desk_urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(_SITE["VAR_DIR"] / "desk.sqlite3")}}
"""A database of its own, for pages as they will be; `make run` is not touched by it."""
DATABASE_ROUTERS: list[str] = []
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "armscontrol.http.security_headers.security_headers",
    "timeline.desk.guard.guarded",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
TEMPLATES = [
    {
        **_SITE["TEMPLATES"][0],
        "DIRS": [_SITE["BASE_DIR"] / "templates/beside_desk", *_SITE["TEMPLATES"][0]["DIRS"]],
        "OPTIONS": {
            **_SITE["TEMPLATES"][0]["OPTIONS"],
            "context_processors": [
                *_SITE["TEMPLATES"][0]["OPTIONS"]["context_processors"],
                "timeline.desk.links.edit_link",
            ],
        },
    }
]
"""The site's, but that its pages lead to the forms of what they show."""
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
HTTPS_ONLY = SECURE_SSL_REDIRECT = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000
DESK_TOKEN = secrets.token_urlsafe(24)
"""What the address that `make desk` prints must carry once; then a cookie has it."""
