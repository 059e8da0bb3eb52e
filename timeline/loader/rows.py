"""The record's documents as the rows of each table, by natural key: what the database should hold after a load.

Pure: no queries, no clock. Imports tables, search_names, canonical and folding.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from timeline.domain import authors, dates
from timeline.domain.citations import bracketed
from timeline.domain.collation import letters_key, sort_key
from timeline.domain.folding import city_slug, search_text
from timeline.domain.vocabulary import JOINT_STATEMENT, MeetingKind, TreatyStatus, country_name
from timeline.loader import schema
from timeline.loader.canonical import Telling, has_ended, is_description, tellings
from timeline.loader.identity import position_id
from timeline.loader.joint import stated
from timeline.loader.lists import Corpus
from timeline.loader.search_names import SearchNames, official_names, side_names
from timeline.loader.tables import (
    AGENDA,
    ALIASES,
    ARTICLES,
    GLOSSARY,
    ISSUES,
    LEADERS,
    MEETINGS,
    NEGOTIATIONS,
    OFFICIALS,
    PARTICIPATIONS,
    PLACES,
    POSITIONS,
    POSTS,
    REPORTS,
    STEPS,
    STORIES,
    TREATIES,
    Row,
)


def _first_day(text: str) -> date | None:
    return dates.parse(text).earliest if text else None


def _last_day(text: str) -> date | None:
    return dates.parse(text).latest if text else None


def _issue_rows(corpus: Corpus, names: SearchNames) -> Iterator[Row]:
    for ordinal, issue in enumerate(corpus.issues):
        answers = issue.answers.supports, issue.answers.conditional, issue.answers.opposes
        text = search_text([names.issues[issue.slug], issue.question])
        shown = issue.examples.supports, issue.examples.conditional, issue.examples.opposes
        told = issue.rule, issue.example, *shown, issue.introduction, "\n".join(issue.drawn_from)
        yield (
            issue.slug,
            issue.name,
            letters_key(issue.name),
            issue.question,
            issue.comparable,
            *answers,
            *told,
            ordinal,
            text,
        )


def _negotiation_rows(corpus: Corpus, names: SearchNames) -> Iterator[Row]:
    for ordinal, each in enumerate(corpus.negotiations):
        span = _first_day(each.start), _last_day(each.end)
        told = each.introduction, "\n".join(each.drawn_from), each.wikidata
        text = search_text([names.negotiations[each.slug]])
        yield each.slug, each.name, letters_key(each.name), each.start, each.end, *span, *told, ordinal, text


def _official_rows(corpus: Corpus) -> Iterator[Row]:
    for each in corpus.officials:
        text = search_text([official_names(each), *(post.post for post in each.posts)])
        named = each.name, letters_key(each.name), each.family_name, sort_key(each.family_name), each.native_name
        yield each.slug, *named, each.side, each.wikidata, text


def _alias_rows(corpus: Corpus) -> Iterator[Row]:
    for official in corpus.officials:
        for ordinal, alias in enumerate(official.aliases):
            yield official.slug, alias, ordinal


def _post_rows(corpus: Corpus) -> Iterator[Row]:
    for official in corpus.officials:
        for ordinal, post in enumerate(official.posts):
            yield official.slug, ordinal, post.post, post.start, post.end, _first_day(post.start), _last_day(post.end)


def _leader_rows(corpus: Corpus) -> Iterator[Row]:
    for each in corpus.leaders:
        span = _first_day(each.start), _last_day(each.end)
        yield each.side, each.start, each.official, each.name, each.office, each.end, *span


def _end_of(treaty: schema.TreatyEntry) -> date | None:
    """The last day of the treaty's life: that of its signature if it never entered into force and nobody gave it up,
    or is not binding; None while it has not ended, or if no source says when."""
    if not treaty.ended and treaty.status in (TreatyStatus.NEVER_IN_FORCE, TreatyStatus.POLITICAL):
        return _last_day(treaty.signed)
    return _last_day(treaty.ended)


def _treaty_rows(corpus: Corpus, names: SearchNames) -> Iterator[Row]:
    for each in corpus.treaties:
        yield (
            each.slug, each.name, letters_key(each.name), each.full_name, each.negotiation, each.signed_at or None,
            each.signed, each.in_force, each.suspended, each.ended,
            TreatyStatus.ENDED.value if has_ended(each) else each.status, each.superseded_by,
            _first_day(each.signed), _first_day(each.in_force), _first_day(each.suspended), _end_of(each),
            each.summary, each.limits, each.wikidata,
            search_text([
                each.name, each.full_name, names.treaties[each.slug], dates.describe(each.signed), each.summary,
                f"limits {each.limits}" if each.limits else "",
            ]),
        )  # fmt: skip


def _place_rows(corpus: Corpus) -> Iterator[Row]:
    for each in corpus.places:
        at = float(each.latitude), float(each.longitude)
        yield city_slug(each.name), each.name, each.country, *at, "\n".join(each.aliases), each.geonames, each.wikidata


def _glossary_rows(corpus: Corpus) -> Iterator[Row]:
    for each in corpus.glossary:
        lists = ("\n".join(one) for one in (each.forms, each.russian))
        yield each.slug, each.term, *lists, each.definition, "\n".join(each.leads_to), each.narrow


def _story_rows(corpus: Corpus) -> Iterator[Row]:
    for ordinal, each in enumerate(corpus.stories):
        yield each.slug, each.title, each.lead, ordinal


def _step_rows(corpus: Corpus) -> Iterator[Row]:
    for story in corpus.stories:
        for ordinal, step in enumerate(story.steps):
            yield story.slug, ordinal, step.at, step.heading, step.text


def _article_rows(corpus: Corpus, names: SearchNames) -> Iterator[Row]:
    for each in corpus.articles:
        span, by = dates.parse(each.published), map(authors.read, each.authors)
        author = authors.named(by)
        yield (
            each.slug, bracketed(each.title) if each.untitled else each.title, letters_key(each.title), each.untitled,
            each.publisher, author, "\n".join(each.authors),
            each.published, each.written, span.earliest, span.latest,
            each.url, each.kind, each.language, each.summary, each.seed, *_check_columns(each.checked),
            search_text(
                [
                    each.title, each.publisher, author, dates.describe(each.published),
                    dates.describe(each.written) if each.written else "", each.summary,
                ],
                [
                    *dict.fromkeys(names.issues[one.issue] for one in each.positions),
                    *dict.fromkeys(names.officials[one.holder] for one, _ in stated(each) if one.holder),
                ],
            ),
        )  # fmt: skip


type Told = Mapping[str, list[Telling]]
"""All tellings of each meeting, its description first."""


def _issues(group: Sequence[Telling]) -> Iterator[tuple[str, str, bool]]:
    """Each issue's slug, with the article that states it, and whether it was only announced: those come last."""
    yield from ((slug, telling.article, False) for telling in group for slug in telling.issues)
    yield from ((slug, telling.article, True) for telling in group for slug in telling.announced)


def _people(group: Iterable[Telling]) -> Iterator[tuple[schema.Participant, str]]:
    """Each participant, with the article that states them."""
    return ((person, telling.article) for telling in group for person in telling.participants)


def _meeting_text(meeting: schema.MeetingEntry, group: list[Telling], names: SearchNames, day: date) -> str:
    """What a meeting that begins on this day is found by."""
    people = [person for person, _ in _people(group)]
    own = (
        meeting.title, names.talks[meeting.negotiation],
        meeting.city, names.city(meeting.city), country_name(meeting.country),
        MeetingKind(meeting.kind).label, dates.describe(meeting.start, meeting.end),
        *(names.officials[person.official] for person in people), meeting.summary, meeting.outcome,
    )  # fmt: skip
    return search_text(
        own,
        (
            names.negotiations[meeting.negotiation],
            side_names(dict.fromkeys(person.side for person in people), day),
            *(names.issues[slug] for slug, *_ in _issues(group)),
        ),
    )


def _meeting_rows(corpus: Corpus, told: Told, names: SearchNames) -> Iterator[Row]:
    for article in corpus.articles:
        for meeting in filter(is_description, article.meetings):
            span = dates.span(meeting.start, meeting.end)
            yield (
                meeting.slug, meeting.title, letters_key(meeting.title), meeting.kind, meeting.status,
                meeting.negotiation, meeting.part_of or None, meeting.start, meeting.end, span.earliest, span.latest,
                meeting.city, meeting.country, meeting.summary, meeting.outcome,
                _meeting_text(meeting, told[meeting.slug], names, span.earliest),
            )  # fmt: skip


def _report_rows(corpus: Corpus) -> Iterator[Row]:
    for article in corpus.articles:
        for ordinal, meeting in enumerate(article.meetings):
            yield article.slug, meeting.slug, is_description(meeting), ordinal


def _agenda_rows(told: Told) -> Iterator[Row]:
    for meeting, group in told.items():
        for ordinal, (issue, article, announced) in enumerate(_issues(group)):
            yield meeting, issue, article, announced, ordinal


def _participation_rows(told: Told) -> Iterator[Row]:
    for meeting, group in told.items():
        for ordinal, (person, article) in enumerate(_people(group)):
            yield meeting, person.official, article, person.side, person.role, person.post, ordinal


def _check_columns(check: schema.SourceCheck | None) -> Row:
    if check is None:
        return None, "", "", ""
    return date.fromisoformat(check.day), check.status, check.archived, "\n".join(check.failed)


def _proof_columns(proof: schema.Proof | None) -> Row:
    if proof is None:
        return "", None, "", "", ""
    return proof.hash, date.fromisoformat(proof.checked), proof.prefix, proof.suffix, proof.against


def _position_rows(corpus: Corpus, names: SearchNames) -> Iterator[Row]:
    for article in corpus.articles:
        for ordinal, (each, joint) in enumerate(stated(article)):
            span = dates.parse(each.date)
            holder = names.officials[each.holder] if each.holder else each.attributed_to
            yield (
                position_id(article.slug, each), article.slug, each.holder or None, each.attributed_to,
                each.side, joint, each.issue, each.stance, each.date, span.earliest, span.latest, each.meeting or None,
                each.summary, each.quote, each.translation, each.speech, *_proof_columns(each.proof),
                date.fromisoformat(each.not_found) if each.not_found else None, ordinal,
                search_text(
                    (each.summary, each.quote, each.translation, holder, dates.describe(each.date)),
                    (names.issues[each.issue], side_names([each.side], span.earliest),
                     names.meetings.get(each.meeting, ""), JOINT_STATEMENT if joint else ""),
                ),
            )  # fmt: skip


def rows(corpus: Corpus) -> dict[str, Callable[[], Iterator[Row]]]:
    """For each kind of row, by name, a function that generates the rows of a settled record."""
    names, told = SearchNames(corpus), tellings(corpus.articles)
    return {
        ISSUES.name: lambda: _issue_rows(corpus, names),
        NEGOTIATIONS.name: lambda: _negotiation_rows(corpus, names),
        OFFICIALS.name: lambda: _official_rows(corpus),
        ALIASES.name: lambda: _alias_rows(corpus),
        POSTS.name: lambda: _post_rows(corpus),
        LEADERS.name: lambda: _leader_rows(corpus),
        ARTICLES.name: lambda: _article_rows(corpus, names),
        MEETINGS.name: lambda: _meeting_rows(corpus, told, names),
        REPORTS.name: lambda: _report_rows(corpus),
        AGENDA.name: lambda: _agenda_rows(told),
        PARTICIPATIONS.name: lambda: _participation_rows(told),
        POSITIONS.name: lambda: _position_rows(corpus, names),
        TREATIES.name: lambda: _treaty_rows(corpus, names),
        PLACES.name: lambda: _place_rows(corpus),
        GLOSSARY.name: lambda: _glossary_rows(corpus),
        STORIES.name: lambda: _story_rows(corpus),
        STEPS.name: lambda: _step_rows(corpus),
    }


def owners(corpus: Corpus) -> dict[str, frozenset[str]]:
    """The slugs of the entries that rows may belong to, by the column that names the entry."""
    return {
        "article__slug": frozenset(article.slug for article in corpus.articles),
        "official__slug": frozenset(official.slug for official in corpus.officials),
        "story__slug": frozenset(story.slug for story in corpus.stories),
    }
