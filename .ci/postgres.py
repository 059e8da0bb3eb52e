"""Finds a PostgreSQL server on this machine and makes a database on it: for `make db=postgres run` and the tests.

postgres.py find NAME: prints the URL of the database NAME on the first server that lets us make databases.
postgres.py create URL: makes the database that the URL names where it is not there yet.
"""

import getpass
import os
import sys
from urllib.parse import quote

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection, make_dsn, parse_dsn

OLDEST = 150_000  # Django 6.1 asks for PostgreSQL 15


def candidates() -> list[str]:
    """Servers to try, as URLs without a database: docker-compose.dev.yml's, then those that trust a local login."""
    user = quote(os.environ.get("POSTGRES_USER") or "across")
    password = quote(os.environ.get("POSTGRES_PASSWORD") or "across")
    port = os.environ.get("POSTGRES_PORT") or "5432"
    logins = (f"{user}:{password}", quote(getpass.getuser()), "postgres")
    return [f"postgres://{login}@127.0.0.1:{port}" for login in logins]


def connect(url: str, *, database: str = "") -> connection:
    """A connection outside any transaction. Raises psycopg2.OperationalError where none is to be had."""
    made = psycopg2.connect(make_dsn(url, dbname=database or None, connect_timeout=3))
    made.autocommit = True
    return made


def can_make_databases(server: str) -> bool:
    """Whether the server answers, is new enough, and lets this login make databases."""
    try:
        opened = connect(server, database="postgres")
    except psycopg2.OperationalError:
        return False
    try:
        with opened.cursor() as cursor:
            cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            row = cursor.fetchone()
            return opened.server_version >= OLDEST and row is not None and bool(row[0])
    finally:
        opened.close()


def find(name: str) -> str:
    """The URL of the database `name` on the first server that will do. Raises LookupError where there is none."""
    for server in candidates():
        if can_make_databases(server):
            return f"{server}/{name}"
    raise LookupError(
        "no PostgreSQL 15 or newer answers on 127.0.0.1 and lets us in;"
        " start one with 'docker compose --file docker-compose.dev.yml up --detach --wait',"
        " or set DATABASE_URL=postgres://USER:PASSWORD@HOST:PORT/NAME"
    )


def create(url: str) -> None:
    """Make the database that the URL names, if it is not there. Raises psycopg2.Error where that cannot be done."""
    try:
        connect(url).close()
    except psycopg2.OperationalError as refused:
        name = parse_dsn(url).get("dbname", "")
        try:
            opened = connect(url, database="postgres")
        except psycopg2.OperationalError:
            raise refused from None
        try:
            with opened.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
                if cursor.fetchone() is not None:
                    raise
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        finally:
            opened.close()


def main(arguments: list[str]) -> int:
    """Run one of the two commands; 1 and one line where it fails, 2 where it is not called right."""
    try:
        match arguments:
            case ["find", name]:
                print(find(name))
            case ["create", url]:
                create(url)
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    except psycopg2.Error as error:
        print(f"PostgreSQL: {str(error).strip().splitlines()[0]}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
