"""Runs the MCP server over standard input and output."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """For programs that start it themselves; what it logs goes to standard error."""

    help = "Serve the record to language models by the Model Context Protocol, over standard input and output."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command line."""
        parser.add_argument("--base-url", default="http://127.0.0.1:8000", help="the site's address, for links")

    def handle(self, *_args: Any, base_url: str, **_options: Any) -> None:
        """Serve until the input ends. Raises CommandError where the extra is not installed."""
        try:
            from timeline.mcp.server import server
        except ModuleNotFoundError as error:
            if not (error.name or "").startswith("mcp"):
                raise
            raise CommandError("the extra is not installed: pip install '.[mcp]'") from None
        server(base_url).run("stdio")
