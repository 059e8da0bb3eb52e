"""The admin beside the public site: nginx before it, primary and replica behind it, on in one server alone."""

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from tests.deploy.topology import Topology
from tests.servers import eventually, get

NAME, PASSWORD = "editor", "correct horse battery staple"


class Browser:
    """Keeps cookies, and asks nginx."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()

    def ask(self, method: str, path: str, **form: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of the answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        try:
            connection.request(method, path, body=urlencode(form) or None, headers=headers)
            response = connection.getresponse()
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            found = {name.lower(): value for name, value in response.getheaders()}
            return response.status, found, response.read().decode()
        finally:
            connection.close()

    def log_in(self, password: str = PASSWORD) -> int:
        """The status of the form's answer."""
        _, _, page = self.ask("GET", "/admin/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        return self.ask("POST", "/admin/login/", username=NAME, password=password, csrfmiddlewaretoken=token[1])[0]


@pytest.fixture(scope="module")
def port(everything: Topology) -> Iterator[int]:
    """The port of an nginx before a server that has the admin on, with the replica for its readers."""
    for command in (["migrate"], ["collectstatic", "--noinput"]):
        everything.manage(*command, "--verbosity", "0", ADMIN="1")
    user = ["--noinput", "--username", NAME, "--email", "editor@record.example"]
    everything.manage("createsuperuser", *user, ADMIN="1", DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    everything.manage("grant_admin", "clerk", "--hide-from", "reader", ADMIN="1")
    everything.add_web("admin", ADMIN="1", DATABASE_URL_FILE=str(everything.folder / "secrets/admin_database_url"))
    folder = everything.folder / "admin"
    folder.mkdir()
    everything.add_nginx("nginx-admin", "admin", folder=folder)
    found = everything.ports["nginx-admin"]
    eventually("the admin answers", lambda: get(found, "/healthz").status == 200)
    yield found
    for name in ("nginx-admin", "admin"):
        everything.programs.pop(name).stop()


def test_staff_look_at_the_record_through_nginx_and_two_processes(port: int) -> None:
    browser = Browser(port)

    assert browser.log_in() == 302
    for _ in range(6):  # either process, and never the replica, which may not have the session yet
        status, headers, page = browser.ask("GET", "/admin/timeline/meeting/?q=reykjavik")
        assert (status, headers["cache-control"]) == (200, "no-store")
        assert "Reykjav" in page


def test_nginx_keeps_nothing_of_the_admin(port: int) -> None:
    browser = Browser(port)
    browser.log_in()
    said = [browser.ask("GET", path)[1]["cache-status"] for path in ["/admin/", "/admin/login/"] * 3]
    stranger = Browser(port).ask("GET", "/admin/")

    assert set(said) == {"nginx; fwd=miss"}
    assert stranger[0] == 302
    assert Browser(port).ask("GET", "/officials/")[1].get("set-cookie") is None


def test_cookies_are_bound_to_the_host_behind_a_proxy(port: int) -> None:
    browser = Browser(port)
    browser.log_in()

    assert set(browser.cookies) == {"__Host-csrf", "__Host-session"}


def test_public_web_processes_have_no_admin(site: Topology) -> None:
    assert site.get("/admin/").status == 404


def test_five_failures_are_counted_over_all_processes(port: int, everything: Topology) -> None:
    statuses = [Browser(port).log_in("wrong password") for _ in range(6)]
    log = (everything.folder / "admin.log").read_text(encoding="utf-8")

    assert statuses[-1] == 429
    assert '"event": "lock-out"' in log
    assert NAME not in log
    everything.manage("axes_reset", ADMIN="1")
    assert Browser(port).log_in() == 302


def test_a_password_can_be_changed_and_is_changed_back(port: int) -> None:
    for old, new in ((PASSWORD, "another long password"), ("another long password", PASSWORD)):
        browser = Browser(port)
        assert browser.log_in(old) == 302
        _, _, page = browser.ask("GET", "/admin/password_change/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        form = {"old_password": old, "new_password1": new, "new_password2": new, "csrfmiddlewaretoken": token[1]}
        assert browser.ask("POST", "/admin/password_change/", **form)[0] == 302


def test_the_admins_role_can_write_log_ins_and_nothing_of_the_record(port: int, everything: Topology) -> None:
    mine = {"DATABASE_URL_FILE": str(everything.folder / "secrets/admin_database_url"), "ADMIN": "1"}
    change = "from timeline.models import Meeting; Meeting.objects.update(title='forged')"
    promote = "from django.contrib.auth.models import User; User.objects.update(is_superuser=True)"

    for attempt in (change, change.replace("Meeting", "Release").replace("title", "hash"), promote):
        status, output = everything.managed("shell", "-c", attempt, **mine)
        assert status != 0
        assert "permission denied" in output


@pytest.mark.parametrize("table", ["auth_user", "django_session", "axes_accessattempt"])
def test_public_web_processes_cannot_read_who_the_users_are(table: str, port: int, everything: Topology) -> None:
    theirs = {"DATABASE_URL_FILE": str(everything.folder / "secrets/database_url")}
    ask = f"from django.db import connection; connection.cursor().execute('SELECT * FROM {table}')"

    status, output = everything.managed("shell", "-c", ask, **theirs)

    assert status != 0
    assert "permission denied" in output


def test_rights_are_granted_to_a_role_that_is_there_or_not_at_all(port: int, everything: Topology) -> None:
    status, output = everything.managed("grant_admin", "nobody-known", ADMIN="1")

    assert (status, output.strip()) == (1, 'CommandError: role "nobody-known" does not exist')
