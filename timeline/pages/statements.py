"""One statement as every page shows it, as markup (see html.py) and template tags: the speaker, date, issue, answer,
summary and evidence.

Only the holder's own words are a quotation (`q`); reported speech is attributed to the source, with its text in
quotation marks and the label *paraphrase*. What the page already says above a statement is not repeated in it.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from html import escape
from typing import Literal, Protocol

from django import template
from django.utils.safestring import SafeString

from timeline.domain import citations, dates, text_fragments
from timeline.domain.vocabulary import JOINT_STATEMENT, Speech, language_name, text_direction
from timeline.models import Issue, Position
from timeline.pages.html import escaped, safe
from timeline.templatetags.record import timed

register = template.Library()
type Source = Literal["", "publisher", "words"]
"""How the source is linked: not at all, by publisher and date, or (on the source's own page) at the quoted words."""
WORD = re.compile(r"[^\W\d_]+")
ROOT = 4
"""Words that share this many initial letters count as forms of the same word: Europe, European."""
PARAPHRASE = '<span class="said__mark">paraphrase</span>'
JOINTLY = f'<span class="said__mark">{JOINT_STATEMENT}</span>'
OURS = '<span class="said__mark">our translation</span>'


class HasDays(Protocol):
    """An occasion whose days are shown above a statement: a meeting, or a day outside any meeting."""

    @property
    def start(self) -> str: ...  # noqa: D102
    @property
    def earliest(self) -> date: ...  # noqa: D102
    @property
    def latest(self) -> date: ...  # noqa: D102


@lru_cache(maxsize=1024)
def _in_sentence(name: str, question: str) -> str:
    first = WORD.search(name)
    if first is None or (not first[0][1:].islower() and len(first[0]) > 1):
        return name
    capitals = (word for word in WORD.findall(question)[1:] if word[0].isupper())
    if any(word[:ROOT].lower() == first[0][:ROOT].lower() for word in capitals):
        return name
    return name[: first.start()] + first[0].lower() + name[first.end() :]


def in_sentence(issue: Issue) -> str:
    """An issue's name within a sentence: `heavy missiles`. It keeps its capital if it starts with an abbreviation or a
    proper name (capitalized in the issue's question): `MIRVed missiles`, `Iran and proliferation`."""
    return _in_sentence(issue.name, issue.question)


def speaker(said: Position) -> str:
    """The speaker, in plain text: the holder's name, or the source's description: `A source in the ministry`."""
    return said.holder.name if said.holder else said.attributed_to[:1].upper() + said.attributed_to[1:]


def credited(said: Position) -> str:
    """The speaker, and whether both sides said it, in plain text: `Bill Clinton, joint statement`."""
    return citations.credited(speaker(said), joint=said.joint)


def publication(said: Position) -> str:
    """Publisher and date of its source, in plain text: `TASS, 15 February 2013`."""
    return f"{said.article.publisher}, {dates.describe(said.article.dated)}"


def day(said: Position, at: HasDays | None = None) -> str:
    """The statement's date in words. Under an occasion: empty if it is exactly the occasion's days, and without the
    year if that is the same."""
    words = dates.describe(said.date)
    if at is None:
        return words
    if (said.earliest, said.latest) == (at.earliest, at.latest) and (
        said.date == at.start or dates.is_certain(said.date)
    ):
        return ""
    year = said.earliest.year
    if {said.latest.year, at.earliest.year, at.latest.year} == {year}:
        return words.removesuffix(f" {year}")
    return words


def attributes(language: str) -> str:
    """`lang` and `dir` attributes for a text in a language (ISO 639-1) other than the page's; empty for English."""
    return "" if language == "en" else f' lang="{escaped(language)}" dir="{text_direction(language)}"'


def _badge(said: Position) -> str:
    return f'<span class="stance" data-stance="{said.stance}">{escaped(said.answer)}</span>'


def _who(said: Position) -> str:
    name = escaped(speaker(said))
    if said.holder is None:
        return f'<span class="said__source-of">{name}</span>'
    return f'<a href="/officials/{said.holder.slug}/">{name}</a>'


def _date(said: Position, at: HasDays | None) -> str:
    words = day(said, at)
    return f'<span class="said__date">{timed(said.date, words)}</span>' if words else ""


def headline(said: Position, *, at: HasDays | None = None, holder: bool = True, issue: bool = True) -> str:
    """Speaker, date, issue and answer: `Ronald Reagan, 12 November, on heavy missiles: limit or cut them`."""
    parts = [_who(said)] if holder else []
    if written := _date(said, at):
        parts.append(written)
    if issue:
        link = f'<a href="/issues/{said.issue.slug}/">{escaped(in_sentence(said.issue))}</a>'
        parts.append(f'<span class="said__issue">on {link}</span>')
    return f"{', '.join(parts)}{': ' if parts else ''}{_badge(said)}"


def _told(said: Position, write: Callable[[str], str]) -> str:
    """The words: the holder's own as a quotation, others as reported by the source."""
    words = write(said.quote)
    if said.speech == Speech.DIRECT:
        return f"<q{attributes(said.article.language)}>{words}</q>"
    return (
        f'{escaped(said.article.publisher)} reported: <span class="said__words"{attributes(said.article.language)}>'
        f"“{words}”</span>"
    )


def _after(said: Position) -> str:
    """What follows the words on the same line: whether both sides said them, the paraphrase label, their language."""
    mark = f" {JOINTLY}" if said.joint else ""
    mark += "" if said.speech == Speech.DIRECT else f" {PARAPHRASE}"
    language = said.article.language
    return (
        mark if language == "en" else f'{mark} <span class="said__language">{escaped(language_name(language))}</span>'
    )


def _translation(said: Position) -> str:
    return f'\n<p class="said__translation">{OURS} {escape(said.translation)}</p>' if said.translation else ""


def words(said: Position, *, write: Callable[[str], str] = escape) -> str:
    """The evidence: the words, linked to the statement's page, their labels, and our translation."""
    kind = "said__quote" if said.speech == Speech.DIRECT else "said__report"
    link = f'<a href="/positions/{said.public_id}/">{_told(said, write)}</a>'
    return f'<p class="{kind}">{link}{_after(said)}</p>{_translation(said)}'


@register.simple_tag
def testimony(said: Position) -> SafeString:
    """The words on the statement's own page: a block quotation if the holder's own, else the source's report."""
    if said.speech == Speech.DIRECT:
        cite = f' cite="{escape(said.article.source_url)}"'
        block = f'<blockquote class="testimony__quote"{cite}>{_told(said, escape)}</blockquote>'
    else:
        block = f'<p class="testimony__quote said__report">{_told(said, escape)}</p>'
    after = _after(said)
    return safe(block + (f'\n<p class="testimony__after">{after.strip()}</p>' if after else "") + _translation(said))


def _where_from(said: Position, source: Source, *, where: bool) -> str:
    link = escape(text_fragments.source_link(said.article.source_url, said.quote))
    named = "At these words" if source == "words" else escape(publication(said))
    parts = [f'<a href="{link}" rel="external">{named}</a>']
    if said.proof_hash:
        parts.append('<span class="said__verified">verified verbatim</span>')
    elif source == "words":
        parts.append("transcribed, not found on the page" if said.not_found else "transcribed")
    if where and said.meeting is not None:
        parts.append(f'at <a href="/meetings/{said.meeting.slug}/">{escape(said.meeting.marked_title)}</a>')
    return f'\n<p class="said__evidence">{" · ".join(parts)}</p>'


@register.simple_tag
def statement(
    said: Position,
    *,
    at: HasDays | None = None,
    holder: bool = True,
    issue: bool = True,
    source: Source = "",
    where: bool = False,
    anchor: bool = False,
    write: Callable[[str], str] = escape,
) -> SafeString:
    """A statement; its issue, holder, article and (for `where`) meeting must be loaded. No query.

    `at` is the occasion named above it; `holder` and `issue` are false if the page already names them; `source` is how
    its source is linked; `where` adds its meeting; `anchor` gives it an id; `write` turns text into markup.
    """
    name = f' id="p-{said.public_id}"' if anchor else ""
    return safe(
        f'<div class="said" data-speech="{said.speech}"{name}>\n'
        f'<p class="said__who">{headline(said, at=at, holder=holder, issue=issue)}</p>\n'
        f'<p class="said__summary">{write(said.summary)}</p>\n{words(said, write=write)}'
        f"{_where_from(said, source, where=where) if source else ''}\n</div>\n"
    )


@register.simple_tag
def according(said: Position) -> SafeString:
    """Whose words a change rests on, for the end of a sentence: `, in Ronald Reagan’s words`, `, as Sergei Lavrov was
    reported`; for an unnamed speaker `, in the words of a source in the ministry`; for both sides `, in a joint
    statement (Bill Clinton)`, `, as a joint statement (Bill Clinton) was reported`."""
    name = escaped(said.holder.name if said.holder else said.attributed_to)
    if said.speech != Speech.DIRECT:
        return safe(f", as a {JOINT_STATEMENT} ({name}) was reported" if said.joint else f", as {name} was reported")
    if said.joint:
        return safe(f", in a {JOINT_STATEMENT} ({name})")
    return safe(f", in {name}’s words" if said.holder else f", in the words of {name}")


@register.simple_tag
def answered(said: Position, *, linked: bool = True) -> SafeString:
    """The answer as a badge, linked to the statement if `linked`."""
    if not linked:
        return safe(_badge(said))
    return safe(
        f'<a class="stance" data-stance="{said.stance}" href="/positions/{said.public_id}/">{escaped(said.answer)}</a>'
    )


@register.simple_tag
def language_attributes(code: str) -> SafeString:
    """`lang` and `dir` attributes for a text in a language other than English."""
    return safe(attributes(code))
