"""The WSGI application that gunicorn serves: Django, wrapped in what must see every request."""

import os
from wsgiref.types import WSGIApplication

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "armscontrol.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - models can be imported only now

import armscontrol.urls  # noqa: E402, F401 - whole before the first request, and before gunicorn's workers part
from armscontrol.monitoring import logs  # noqa: E402 - as above
from armscontrol.monitoring.metrics.requests import counted  # noqa: E402 - as above


def site(django: WSGIApplication) -> WSGIApplication:
    """The whole site of one process: Django, with logging, and metrics if METRICS_PORT is set."""
    whole = logs.requests(django)
    return counted(whole) if settings.METRICS_PORT else whole


application = site(django)
