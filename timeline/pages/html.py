"""Markup written in Python rather than in templates: for the parts of a page with hundreds of elements, as the cost
of a template grows with its nodes (measured for 116 meetings: 60 ms in a template, 4 ms here).

Text from the record must be `escaped`; numbers and codes from closed lists need no escaping. No inline styles: only
classes, `data-` attributes and geometry.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.template.defaultfilters import pluralize
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from timeline.filters.values import split

escaped = lru_cache(maxsize=8192)(escape)
"""Text escaped for an element or a quoted attribute. Cached, because the same names recur throughout a release."""


def counted(number: int, noun: str) -> str:
    """A count with its noun: `1 meeting`, `1,272 statements`."""
    return f"{number:,} {noun}{pluralize(number)}"


def safe(text: str) -> SafeString:
    """Markup for a template; text from the record must already be escaped. (mark_safe would cost a microsecond.)"""
    return SafeString(text)


def svg(css_class: str, height: float, label: str, content: str) -> SafeString:
    """An SVG of its container's width; without a label it is decorative."""
    said = f'role="group" aria-label="{escaped(label)}"' if label else 'aria-hidden="true"'
    return safe(f'<svg class="{css_class}" width="100%" height="{height:g}" {said}>{content}</svg>')


def options(choices: Iterable[tuple[str, str]]) -> SafeString:
    """The `<option>` elements of (value, label) pairs, in order, none selected."""
    return format_html_join("", '<option value="{}">{}</option>', choices)


def marked(drawn: SafeString, chosen: str) -> SafeString:
    """The options with the chosen one selected. If it is not among them (it may combine several values), it is added
    first, labelled by its values' labels, because a form without it would drop it."""
    option = f'<option value="{escape(chosen)}"'
    if chosen and f"{option}>" not in drawn:
        label = " or ".join(_label(drawn, one) for one in split(chosen))
        drawn = safe(f"{option}>{label}</option>{drawn}")
    return safe(drawn.replace(f"{option}>", f"{option} selected>", 1))


def _label(drawn: SafeString, value: str) -> str:
    """The label of the option with this value, as markup; the value itself if there is none."""
    _, found, after = drawn.partition(f'<option value="{escape(value)}">')
    return after.partition("</option>")[0] if found else escape(value)


def select(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """The options of a short list, with the chosen one selected as by `marked`."""
    return marked(options(choices), chosen)
