"""`manage.py grant_admin ROLE`: what a PostgreSQL role must be allowed for the admin's processes, and nothing more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError, connection, transaction
from psycopg2 import sql

GRANTS = {
    "django_session": "INSERT, UPDATE, DELETE",
    "axes_accessattempt": "INSERT, UPDATE, DELETE",
    "axes_accessattemptexpiration": "INSERT, UPDATE, DELETE",
    "auth_user": "UPDATE (last_login, password)",
}
"""What log-ins write."""


class Command(BaseCommand):
    """Grants the role that the admin's processes log in with the writes of a log-in; it can read all anyway."""

    help = "Let a PostgreSQL role write what log-ins to the admin write: sessions, failures, the time of the last one."

    def add_arguments(self, parser: CommandParser) -> None:
        """The two roles."""
        parser.add_argument("role")
        parser.add_argument("--hide-from", metavar="ROLE", help="a role that reads the record and need see no users")

    def handle(self, *_arguments: Any, role: str, hide_from: str | None, **_options: Any) -> None:
        """Grant it all, or nothing. Raises CommandError where a role or a table is not there."""
        if connection.vendor != "postgresql":
            raise CommandError("only PostgreSQL has roles")
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for table, rights in GRANTS.items():
                    cursor.execute(_filled(f"GRANT {rights} ON {{}} TO {{}}", table, role))
                    if hide_from:
                        cursor.execute(_filled("REVOKE ALL ON {} FROM {}", table, hide_from))
        except ProgrammingError as error:
            raise CommandError(str(error).splitlines()[0]) from None


def _filled(statement: str, *names: str) -> sql.Composed:
    """The statement with the names quoted."""
    return sql.SQL(statement).format(*map(sql.Identifier, names))
