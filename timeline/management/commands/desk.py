"""Serves the desk on this machine: `make desk`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import WSGIServer, run
from django.core.wsgi import get_wsgi_application

from timeline.desk import codings, guard, seeing
from timeline.desk.record import RecordProblemError, the_record

HOST = "127.0.0.1"


class Command(BaseCommand):
    """Serve the desk, on 127.0.0.1 and nowhere else."""

    help = "Serve the desk, the editor's local tool, on 127.0.0.1; make desk runs it under armscontrol.desk_settings."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The port, and who codes."""
        parser.add_argument("--port", type=int, default=8010, help="the port (default: 8010)")
        parser.add_argument("--as", dest="coder", default="", metavar="INITIALS", help="code blind, as this coder")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read the record, say the address with its token, and serve until stopped."""
        if not hasattr(settings, guard.SETTING):
            raise CommandError("the desk runs under armscontrol.desk_settings: make desk")
        try:
            codings.code_as(options["coder"])
        except ValueError as error:
            raise CommandError(str(error)) from None
        self.stdout.write("Reading the record …")
        try:
            the_record()
        except RecordProblemError as error:
            raise CommandError(f"the fixtures have problems (make check):\n{error}") from None
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, skip_checks=True)
        if not codings.coder():
            self.stdout.write("Preparing the site’s pages …")
            seeing.load_record(the_record())
        address = f"http://{HOST}:{options['port']}/desk/?token={guard.token()}"
        self.stdout.write(f"The desk is at {address}\nDrafts are lost when it is stopped (Ctrl-C); files stay.")
        self.stdout.flush()
        run(HOST, options["port"], get_wsgi_application(), threading=True, server_cls=WSGIServer)
