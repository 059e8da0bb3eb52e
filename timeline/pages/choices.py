"""The options of a form's list where there may be very many of them: drawn once, kept, and one of them marked."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

type Options = dict[str, SafeString]
"""Each option's markup by its value."""


def options(choices: Iterable[tuple[str, str]]) -> Options:
    """The options of values and labels, in their order, none marked."""
    return {value: format_html('<option value="{}">{}</option>', value, label) for value, label in choices}


def marked(drawn: Options, chosen: str) -> SafeString:
    """The options as one text, the chosen one marked."""
    shown: dict[str, str] = dict(drawn)
    if chosen in shown:
        shown[chosen] = shown[chosen].replace(">", " selected>", 1)
    return mark_safe("".join(shown.values()))  # noqa: S308 - escaped in options
