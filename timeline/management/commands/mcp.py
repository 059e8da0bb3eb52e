"""Runs the MCP server over standard input and output, or over HTTP."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Over stdio for clients that start it themselves, or with --http at an address; it logs to standard error."""

    help = "Serve the record to language models by the Model Context Protocol, over standard input and output or HTTP."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command-line options."""
        parser.add_argument("--base-url", default="http://127.0.0.1:8000", help="the site's address, for links")
        parser.add_argument("--http", action="store_true", help="streamable HTTP at /mcp instead")
        parser.add_argument("--host", default="127.0.0.1", help="with --http: where to listen")
        parser.add_argument("--port", default=8765, type=int, help="with --http: where to listen")

    def handle(self, *_args: Any, base_url: str, http: bool, host: str, port: int, **_options: Any) -> None:
        """Serve until the input ends, or until stopped. Raises CommandError if the extra is not installed."""
        try:
            from timeline.mcp.server import serve_http, server
        except ModuleNotFoundError as error:
            if not (error.name or "").startswith("mcp"):
                raise
            raise CommandError("the extra is not installed: pip install '.[mcp]'") from None
        if http:
            serve_http(base_url, host, port)
        else:
            server(base_url).run("stdio")
