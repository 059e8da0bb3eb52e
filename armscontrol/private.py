"""Which requests are the admin's (ADMIN=1): what is kept, shared or asked twice for readers is not so for these."""

from django.conf import settings
from django.http import HttpRequest

PREFIX = "/admin/"


def is_private(request: HttpRequest) -> bool:
    """Whether the request is the admin's. False for every request where the admin is off."""
    return bool(settings.ADMIN) and request.path_info.startswith(PREFIX)
