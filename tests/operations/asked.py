"""Every public route of the site as this process has it, for tests/operations/test_admin_switch.py: it is started once
with the admin off and once with it on, on the same database, and prints what each answer was.

    python -m tests.operations.asked
"""

import hashlib
import json

import django

django.setup()

from django.conf import settings  # noqa: E402 - after setup
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from tests.operations.test_observatory import address, public_routes  # noqa: E402

PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSING = {"Expires"}
"""Headers that say when."""


def answers() -> dict[str, object]:
    """By address: status, headers, cookies, a digest of the body, and the queries that it took."""
    found: dict[str, object] = {}
    for route, pattern in public_routes():
        path = address(route, pattern)
        for method in ("get", "post"):
            with CaptureQueriesContext(connection) as queries:
                response = getattr(Client(enforce_csrf_checks=True), method)(path)
                body = response.getvalue()
            headers = {name: value for name, value in response.headers.items() if name not in PASSING}
            digest = hashlib.sha256(body).hexdigest()
            found[f"{method} {path}"] = [response.status_code, headers, list(response.cookies), digest, len(queries)]
    return found


if __name__ == "__main__":
    setup_test_environment(debug=False)
    with override_settings(STORAGES=PLAIN, API_RATE=None):
        print(json.dumps({"admin": settings.ADMIN, "answers": answers()}))
