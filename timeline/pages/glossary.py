"""Glossary terms explained inline: a term's first occurrence on a page opens its definition, without script."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from timeline.models import GlossaryTerm, Release
from timeline.pages.html import escaped, safe
from timeline.releases import per_release
from timeline.search.language import SMALL

NAMES = frozenset({"places", "sides", "officials", "kinds", "stances"})
"""Terms whose first link is one of these are names or common words, which need no explanation."""
LINKED = frozenset({"issues", "negotiations", "treaties", "meetings"})
"""The kinds of link target that have pages of their own."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A term: its slug, name and definition, and the URL where the record has more (or empty)."""

    slug: str
    term: str
    definition: str
    url: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms' names as one pattern, longest first, and the explanation for each name in lower case."""

    pattern: re.Pattern[str] | None
    terms: Mapping[str, Explanation]


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower()).removesuffix("s")


def _is_abbreviated(form: str, term: str) -> bool:
    """Whether the form's initials, without those of small words, begin the term: `peaceful nuclear explosions` of
    PNE."""
    parted = (re.split(apart, form.lower()) for apart in (" ", "[ -]"))
    initials = ("".join(word[:1] for word in one if word not in SMALL) for one in parted)
    return any(len(one) > 1 and term.lower().startswith(one) for one in initials)


def _is_name(form: str, term: str) -> bool:
    """Whether a form is another way to write the term: the words of its abbreviation, its singular or plural, a proper
    name. The others are what readers type who look for it, and elsewhere mean something else: not every `interim
    agreement` is that of 1972."""
    if _letters(form) == _letters(term) or _is_abbreviated(form, term):
        return True
    words = form.split()
    if len(words) > 1 and all(word[0].isupper() for word in words):
        return True
    shared = {_letters(word) for word in words} & {_letters(word) for word in term.split()}
    return form != form.lower() and bool(shared)


def _names(term: GlossaryTerm) -> list[str]:
    """The names that refer to the term in a text."""
    return [term.term, *(form for form in term.forms.splitlines() if _is_name(form, term.term))]


def _url(term: GlossaryTerm) -> str:
    return next((f"/{kind}/{slug}/" for kind, slug in term.leads if kind in LINKED), "")


def glossary_of(terms: Iterable[GlossaryTerm]) -> Glossary:
    """The glossary of these terms. Names with inner capitals match only as written; others in lower case or with an
    initial capital."""
    found: dict[str, Explanation] = {}
    spelt: set[str] = set()
    for term in terms:
        if not term.leads or term.leads[0][0] in NAMES:
            continue
        told = Explanation(term.slug, term.term, term.definition, _url(term))
        for name in _names(term):
            found.setdefault(name.lower(), told)
            spelt.add(name)
            if name == name.lower() or (name[0].isupper() and name[1:] == name[1:].lower()):
                spelt |= {name.lower(), name[0].upper() + name[1:]}
    ordered = sorted(spelt, key=lambda name: (-len(name), name))
    names = "|".join(map(re.escape, ordered))
    pattern = re.compile(r"(?<![\w-])(?:" + names + r")(?![\w-])") if ordered else None
    return Glossary(pattern, found)


@per_release
def glossary(_release: Release | None) -> Glossary:
    """The glossary of a release. 1 query the first time, then none."""
    return glossary_of(GlossaryTerm.objects.order_by("slug"))


@dataclass(slots=True)
class Explainer:
    """Renders the texts of one page, explaining each term at its first occurrence."""

    known: Glossary
    seen: set[str] = field(default_factory=set)

    def write(self, text: str) -> SafeString:
        """The text as markup; a term already explained on this page is not explained again."""
        if self.known.pattern is None:
            return safe(escaped(text))
        written, end = "", 0
        for match in self.known.pattern.finditer(text):
            told = self.known.terms.get(match[0].lower())
            if told is None or told.slug in self.seen:
                continue
            self.seen.add(told.slug)
            written += escaped(text[end : match.start()]) + _explained(match[0], told)
            end = match.end()
        return safe(written + escaped(text[end:]))


def _explained(words: str, told: Explanation) -> str:
    more = f' <a href="{escaped(told.url)}">In the record</a>' if told.url else ""
    name = f"term-{escaped(told.slug)}"
    button = f'<button type="button" class="term__name" popovertarget="{name}">{escaped(words)}</button>'
    note = f"<b>{escaped(told.term)}</b> {escaped(told.definition)}{more}"
    return f'<dfn class="term">{button}</dfn><span class="term__note" id="{name}" popover>{note}</span>'


def explainer(release: Release | None) -> Explainer:
    """An Explainer for one page. At most 1 query."""
    return Explainer(glossary(release))
