"""Types of the commands' arguments: each reads a text, or raises ArgumentTypeError with a line for people."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path


def day(text: str) -> date:
    """A day as ISO has it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day; write it as 2026-07-31") from None


def natural_number(text: str) -> int:
    """A whole number from 0 on."""
    if not (text.isascii() and text.isdecimal()):
        raise ArgumentTypeError(f"{text!r} is no whole number")
    return int(text)


def directory(text: str) -> Path:
    """A folder that is there."""
    path = Path(text)
    if not path.is_dir():
        raise ArgumentTypeError(f"{text!r} is not a directory")
    return path
