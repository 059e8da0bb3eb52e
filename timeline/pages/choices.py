"""The options of forms' lists: those that several forms have, and where there may be very many of them, drawn once,
kept, and one of them marked."""

from collections.abc import Iterable

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from timeline.vocabulary import OWN_WORDS, Verification

WORDS = {"words": tuple(OWN_WORDS.items()), "checks": tuple(Verification.choices)}
"""What parts/_ask_words.html offers."""


def options(choices: Iterable[tuple[str, str]]) -> SafeString:
    """The options of values and labels, in their order, none marked."""
    return format_html_join("", '<option value="{}">{}</option>', choices)


def marked(drawn: str, chosen: str) -> SafeString:
    """The options, the chosen one marked."""
    option = f'<option value="{escape(chosen)}"'
    return mark_safe(drawn.replace(f"{option}>", f"{option} selected>", 1))  # noqa: S308 - escaped in options
