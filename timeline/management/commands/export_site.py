"""Writes a static mirror of the whole site."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError


def _site(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ArgumentTypeError(f"{text!r} is no site's address; write it as https://example.org")
    return f"{parts.scheme}://{parts.netloc}"


class Command(BaseCommand):
    """The directory can be opened from any web server, or as files; links to what needs the site point to it."""

    help = "Write the whole site as files with relative links."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command-line options."""
        parser.add_argument("directory", type=Path, help="where to; new or empty")
        parser.add_argument(
            "--base-url",
            type=_site,
            required=True,
            metavar="URL",
            help="the site's address, for citations and search",
        )

    def handle(self, *_args: Any, directory: Path, base_url: str, verbosity: int, **_options: Any) -> None:
        """Export. Raises CommandError if the directory is not empty, the files of /data/ are outdated, a page is broken
        or nothing can be written."""
        from timeline import releases
        from timeline.exports import downloads, mirror

        def wrote(number: int) -> None:
            if number % 500 == 0 and verbosity:
                self.stderr.write(f"{number:,} files")

        release, newest = releases.current(), next(iter(downloads.read(downloads.folder())), None)
        if newest and release and not newest.is_of(release.hash, downloads.written_by(release)):
            raise CommandError("the files of /data/ are of another release or program; run manage.py export_release")
        try:
            directory.mkdir(parents=True, exist_ok=True)
            if any(directory.iterdir()):
                raise CommandError(f"{directory} is not empty; a mirror wants a directory of its own")
            number = mirror.export(directory, base=base_url, wrote=wrote)
        except mirror.BrokenPageError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}") from error
        if verbosity:
            self.stdout.write(f"{number:,} files in {directory}; open {directory / 'index.html'}")
