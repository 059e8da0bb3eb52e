"""What a request asks of the database, read without a clock."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MEETINGS = 10_000
LARGE = ("meeting", "participation", "meetingissue", "position", "report", "article")


def queries(path: str) -> list[str]:
    """The SQL of a request for the path, which has to succeed."""
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(path).status_code == 200
    return [one["sql"] for one in captured]


def plan(sql: str) -> str:
    """How the database would answer a query, a step a line."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def scanned(sql: str) -> list[str]:
    """The large tables that a query reads from end to end."""
    words = ("SCAN timeline_{}", "SCAN {}") if connection.vendor == "sqlite" else ("Seq Scan on timeline_{} ",)
    steps = [f"{step} " for step in plan(sql).splitlines()]
    return [table for table in LARGE if any(word.format(table) in step for word in words for step in steps)]
