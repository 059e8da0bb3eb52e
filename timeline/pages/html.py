"""What is written as markup in Python rather than in a template: the parts of a page that have hundreds of elements,
because a template's cost is its nodes (measured on 116 meetings: 60 ms, here 4).

Only `escaped` text of the record goes in; numbers and the codes of closed lists need none. No inline style: classes,
`data-` attributes and geometry.
"""

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

escaped = lru_cache(maxsize=8192)(escape)
"""Text as it may stand in an element or in an attribute's quotes. A release says the same names again and again."""


def safe(text: str) -> SafeString:
    """Markup for a template: every text of the record in it is escaped where it is put in. (mark_safe takes a
    microsecond.)"""
    return SafeString(text)


def percent(number: float) -> str:
    """A length along time as an SVG percentage."""
    return f"{number:.2f}%"


def svg(css_class: str, height: float, label: str, content: str) -> SafeString:
    """A picture as wide as its place; without a label it is decoration."""
    said = f'role="group" aria-label="{escaped(label)}"' if label else 'aria-hidden="true"'
    return safe(f'<svg class="{css_class}" width="100%" height="{height:g}" {said}>{content}</svg>')
