"""What a form keeps of the question in force: the options of its lists (drawn once and kept where there may be very
many) with the chosen one marked, and what it has no field for."""

from collections.abc import Iterable

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from timeline.domain.vocabulary import OWN_WORDS, Verification
from timeline.filters.fields import split
from timeline.filters.filtersets import RecordFilterSet


def options(choices: Iterable[tuple[str, str]]) -> SafeString:
    """The options of values and labels, in their order, none marked."""
    return format_html_join("", '<option value="{}">{}</option>', choices)


def marked(drawn: str, chosen: str) -> SafeString:
    """The options, the chosen one marked. One that is not among them, as of several values, is added as the first,
    called by the labels of its values: a form that left it out would drop it."""
    option = f'<option value="{escape(chosen)}"'
    if chosen and f"{option}>" not in drawn:
        label = " or ".join(_label(drawn, one) for one in split(chosen))
        drawn = f"{option}>{label}</option>{drawn}"
    return mark_safe(drawn.replace(f"{option}>", f"{option} selected>", 1))  # noqa: S308 - escaped in options


def _label(drawn: str, value: str) -> str:
    """What an option of this value is called, as markup; the value itself where there is none."""
    _, found, after = drawn.partition(f'<option value="{escape(value)}">')
    return after.partition("</option>")[0] if found else escape(value)


def select(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """The options of a short list, the chosen one marked as in `marked`."""
    return marked(options(choices), chosen)


def carried(query: RecordFilterSet, *, fields: Iterable[str], boxes: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The texts in force that a form has no control for, as names and values of hidden inputs. `fields` are the
    parameters of which it holds one text: of these all after the first; `boxes` those of which it holds any number."""
    held, whole = frozenset(fields), frozenset(boxes)
    return [
        (name, text)
        for name, given in query.canonical().items()
        if name not in whole
        for text in given[1 if name in held else 0 :]
    ]


def words(query: RecordFilterSet) -> dict[str, SafeString]:
    """What parts/_ask_words.html offers: in whose words and how far checked, those in force marked."""
    given = query.canonical()
    offered = {"words": ("speech", OWN_WORDS.items()), "checks": ("verification", Verification.choices)}
    return {name: select(choices, "".join(given.get(asked, ())[:1])) for name, (asked, choices) in offered.items()}
