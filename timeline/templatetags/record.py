"""Template filters and tags that turn the record's codes into readable words. No queries."""

import re
from datetime import date
from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.domain import dates, folding, text_fragments, vocabulary
from timeline.models import Position

register = template.Library()
MACHINE_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

NATIVE = {"RU": "ru", "UA": "uk", "BY": "be", "KZ": "kk", "IR": "fa", "CN": "zh", "DE": "de", "FR": "fr", "FI": "fi"}


@lru_cache(maxsize=4096)
def timed(written: str, words: str) -> SafeString:
    """A date in words inside `<time>`, with `datetime` if HTML has a machine-readable form for it."""
    if MACHINE_DATE.fullmatch(written):
        return format_html('<time datetime="{}">{}</time>', written, words)
    return format_html("<time>{}</time>", words)


@register.simple_tag
def when(start: str, end: str = "") -> SafeString:
    """A date in words, inside `<time>`."""
    return timed(start, dates.describe(start, end))


@register.filter
def thousands(number: int) -> str:
    """A count as readers write it: `1,598`."""
    return f"{number:,}"


@register.filter
def in_words(text: str) -> str:
    """An EDTF date in words."""
    return dates.describe(text) if text else ""


@register.filter
def day_in_words(day: date | None) -> str:
    """A day in words; empty for None."""
    return dates.describe_day(day) if day else ""


@register.filter
def country(code: str) -> str:
    """A country's name from its ISO code."""
    return vocabulary.country_name(code)


@register.filter
def city_slug(city: str) -> str:
    """A city's slug for URLs; empty if its name has no letters."""
    return folding.city_slug(city)


@register.filter
def language(code: str) -> str:
    """A language's name from its ISO code."""
    return vocabulary.language_name(code)


@register.filter
def capital(side: str) -> str:
    """A side as the pages call it: Washington, Moscow, or a third party's name."""
    return vocabulary.side_capital(side)


@register.filter
def state(side: str, on: date | None = None) -> str:
    """The state that a side represented on a day, under its name at the time."""
    return vocabulary.side_name(side, on=on)


@register.filter
def native_language(side: str) -> str:
    """The language tag (BCP 47) of a side's native names; `und` (undetermined) if unknown."""
    return NATIVE.get(side, "und")


@register.filter
@lru_cache(maxsize=1024)
def side_class(side: str) -> str:
    """The value of `data-side`: us, ru, or other."""
    return side.lower() if side in vocabulary.Side.values else "other"


@register.filter
def source_link(position: Position) -> str:
    """The URL that opens a position's source at the quoted words (text fragment)."""
    return text_fragments.source_link(position.article.source_url, position.quote)


@register.filter
def percent(number: float) -> str:
    """A length along the time axis as an SVG percentage, with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".") + "%"


@register.filter
def years(earliest: date | None, latest: date | None) -> str:
    """A range of years: `1985–1991`, `1985` or `since 2012`."""
    if earliest is None:
        return ""
    if latest is None:
        return f"since {earliest.year}"
    return str(earliest.year) if earliest.year == latest.year else f"{earliest.year}–{latest.year}"
