"""What is written as markup in Python rather than in a template: the parts of a page that have hundreds of elements,
because a template's cost is its nodes (measured on 116 meetings: 60 ms, here 4).

Only `escaped` text of the record goes in; numbers and the codes of closed lists need none. No inline style: classes,
`data-` attributes and geometry.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.template.defaultfilters import pluralize
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from timeline.filters.values import split

escaped = lru_cache(maxsize=8192)(escape)
"""Text as it may stand in an element or in an attribute's quotes. A release says the same names again and again."""


def counted(number: int, noun: str) -> str:
    """So many of something: `1 meeting`, `2 meetings`."""
    return f"{number} {noun}{pluralize(number)}"


def safe(text: str) -> SafeString:
    """Markup for a template: every text of the record in it is escaped where it is put in. (mark_safe takes a
    microsecond.)"""
    return SafeString(text)


def svg(css_class: str, height: float, label: str, content: str) -> SafeString:
    """A picture as wide as its place; without a label it is decoration."""
    said = f'role="group" aria-label="{escaped(label)}"' if label else 'aria-hidden="true"'
    return safe(f'<svg class="{css_class}" width="100%" height="{height:g}" {said}>{content}</svg>')


def options(choices: Iterable[tuple[str, str]]) -> SafeString:
    """The options of values and labels, in their order, none marked."""
    return format_html_join("", '<option value="{}">{}</option>', choices)


def marked(drawn: SafeString, chosen: str) -> SafeString:
    """The options, the chosen one marked. One that is not among them, as of several values, is added as the first,
    called by the labels of its values: a form that left it out would drop it."""
    option = f'<option value="{escape(chosen)}"'
    if chosen and f"{option}>" not in drawn:
        label = " or ".join(_label(drawn, one) for one in split(chosen))
        drawn = safe(f"{option}>{label}</option>{drawn}")
    return safe(drawn.replace(f"{option}>", f"{option} selected>", 1))


def _label(drawn: SafeString, value: str) -> str:
    """What an option of this value is called, as markup; the value itself where there is none."""
    _, found, after = drawn.partition(f'<option value="{escape(value)}">')
    return after.partition("</option>")[0] if found else escape(value)


def select(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """The options of a short list, the chosen one marked as in `marked`."""
    return marked(options(choices), chosen)
