"""The record's documents as rows of each table, by natural key: what the database should hold after a load.

Pure: no query, no clock. Imports the models (for their names), canonical and folding.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models

from timeline.domain import dates
from timeline.domain.folding import fold
from timeline.domain.vocabulary import SOVIET_UNION_ENDED, MeetingKind, TreatyStatus, country_name
from timeline.loader import schema
from timeline.loader.canonical import Telling, is_description, tellings
from timeline.loader.check import Corpus
from timeline.models import (
    Alias,
    Article,
    GlossaryTerm,
    Issue,
    Leader,
    Meeting,
    MeetingIssue,
    Negotiation,
    Official,
    Participation,
    Position,
    Post,
    Report,
    Treaty,
)

type Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table as the loader sees it: columns by name, a reference as `official__slug`; the key's columns come first."""

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    values: tuple[str, ...]
    owner: str = ""
    """The column by which a row belongs to an entry; a row without one is an entry of its own."""
    others_refer: bool = False
    """Whether rows of other tables refer to these."""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, the key's first: the order of a row."""
        return self.key + self.values

    def key_of(self, row: Row) -> Row:
        """The row's natural key."""
        return row[: len(self.key)]

    def owner_of(self, row: Row) -> object:
        """The slug of the entry that the row belongs to; None where it is its own."""
        return row[self.columns.index(self.owner)] if self.owner else None


def _kind(
    name: str, model: type[models.Model], *, key: str, values: str, owner: str = "", others_refer: bool = False
) -> TableSpec:
    return TableSpec(name, model, tuple(key.split()), tuple(values.split()), owner, others_refer)


ISSUES = _kind(
    "issues",
    Issue,
    key="slug",
    values="""name question comparable answer_supports answer_conditional answer_opposes ordinal search_text""",
    others_refer=True,
)
NEGOTIATIONS = _kind(
    "negotiations",
    Negotiation,
    key="slug",
    values="name start end earliest latest ordinal search_text",
    others_refer=True,
)
OFFICIALS = _kind(
    "officials",
    Official,
    key="slug",
    values="name family_name native_name side search_text",
    others_refer=True,
)
ALIASES = _kind("aliases", Alias, key="official__slug name", values="ordinal", owner="official__slug")
POSTS = _kind(
    "posts",
    Post,
    key="official__slug ordinal",
    values="title start end earliest latest",
    owner="official__slug",
)
LEADERS = _kind("leaders", Leader, key="side start", values="official__slug name office end earliest latest")
ARTICLES = _kind(
    "articles",
    Article,
    key="slug",
    values="""title publisher author published earliest latest source_url kind language summary is_seed
        search_text""",
    others_refer=True,
)
MEETINGS = _kind(
    "meetings",
    Meeting,
    key="slug",
    values="""title kind status negotiation__slug start end earliest latest city country summary outcome
        search_text""",
    others_refer=True,
)
REPORTS = _kind(
    "reports",
    Report,
    key="article__slug meeting__slug",
    values="is_description ordinal",
    owner="article__slug",
)
AGENDA = _kind(
    "agenda items",
    MeetingIssue,
    key="meeting__slug issue__slug",
    values="article__slug ordinal",
    owner="article__slug",
)
PARTICIPATIONS = _kind(
    "participations",
    Participation,
    key="meeting__slug official__slug",
    values="article__slug side role post ordinal",
    owner="article__slug",
)
POSITIONS = _kind(
    "positions",
    Position,
    key="public_id",
    values="""article__slug holder__slug attributed_to side issue__slug stance date earliest latest
        meeting__slug summary quote translation speech proof_hash proof_checked proof_prefix proof_suffix ordinal
        search_text""",
    owner="article__slug",
)
TREATIES = _kind(
    "treaties",
    Treaty,
    key="slug",
    values="""name full_name negotiation__slug signed_at__slug signed in_force suspended ended status superseded_by
        earliest in_force_earliest suspended_earliest latest summary limits search_text""",
)
GLOSSARY = _kind("glossary", GlossaryTerm, key="slug", values="term forms russian definition leads_to")

KINDS = (
    ISSUES, NEGOTIATIONS, OFFICIALS, ALIASES, POSTS, LEADERS, ARTICLES, MEETINGS, REPORTS, AGENDA, PARTICIPATIONS,
    POSITIONS, TREATIES, GLOSSARY,
)  # fmt: skip
"""In the order in which they can be written: what is referred to comes first."""


def _first_day(text: str) -> date | None:
    return dates.parse(text).earliest if text else None


def _last_day(text: str) -> date | None:
    return dates.parse(text).latest if text else None


class SearchNames:
    """The names by which entries refer to one another, for their search texts: with those of the glossary's terms that
    lead to them first (of issues and negotiations the term, its proper names and its Russian names). A negotiation is
    also called as its treaties are, a city as the glossary calls it."""

    def __init__(self, corpus: Corpus) -> None:
        terms: dict[str, list[schema.TermEntry]] = defaultdict(list)
        for term in corpus.glossary:
            kinds = [lead.partition("/")[0] for lead in term.leads_to]
            for place, lead in enumerate(term.leads_to):
                if place == 0 or (kinds[place] == "negotiations" and kinds[0] in {"treaties", "negotiations"}):
                    terms[lead].append(term)

        def called(kind: str, entry: schema.IssueEntry | schema.NegotiationEntry) -> str:
            return " ".join((entry.name, *(_proper_names(term) for term in terms[f"{kind}/{entry.slug}"])))

        self.issues = {issue.slug: called("issues", issue) for issue in corpus.issues}
        self.negotiations = {one.slug: called("negotiations", one) for one in corpus.negotiations}
        self.officials = {official.slug: _official_names(official) for official in corpus.officials}
        self.treaties = {
            one.slug: " ".join(
                " ".join((each.term, *each.forms, *each.russian)) for each in terms[f"treaties/{one.slug}"]
            )
            for one in corpus.treaties
        }
        self.cities = {lead: " ".join(map(_proper_names, named)) for lead, named in terms.items()}
        self.meetings = {
            meeting.slug: f"{meeting.title} {meeting.city}"
            for article in corpus.articles
            for meeting in article.meetings
            if meeting.title
        }

    def city(self, city: str) -> str:
        """A city as the glossary calls it besides."""
        return self.cities.get(f"places/{fold(city).replace(' ', '-')}", "") if city else ""


def _proper_names(term: schema.TermEntry) -> str:
    """What a term is called in other words than common ones: itself, the forms with a capital, Russian."""
    return " ".join((term.term, *(form for form in term.forms if form != form.lower()), *term.russian))


def _side_names(sides: Iterable[str], day: date) -> str:
    """What the sides are called on a day: Russia or the Soviet Union, the United States, a third party."""
    said = {"US": "United States US America American", "RU": "Russia Russian"}
    soviet = "Soviet Union Soviets USSR" if day <= SOVIET_UNION_ENDED else ""
    return " ".join(f"{said.get(side, country_name(side))} {soviet if side == 'RU' else ''}" for side in sides)


def _official_names(official: schema.OfficialEntry) -> str:
    return " ".join((official.name, official.family_name, official.native_name, *official.aliases))


def _issue_rows(corpus: Corpus, names: SearchNames) -> Iterator[Row]:
    for ordinal, issue in enumerate(corpus.issues):
        answers = issue.answers.supports, issue.answers.conditional, issue.answers.opposes
        text = fold(names.issues[issue.slug], issue.question)
        yield issue.slug, issue.name, issue.question, issue.comparable, *answers, ordinal, text


def _negotiation_rows(corpus: Corpus, names: SearchNames) -> Iterator[Row]:
    for ordinal, each in enumerate(corpus.negotiations):
        span = _first_day(each.start), _last_day(each.end)
        yield each.slug, each.name, each.start, each.end, *span, ordinal, fold(names.negotiations[each.slug])


def _official_rows(corpus: Corpus) -> Iterator[Row]:
    for each in corpus.officials:
        text = fold(_official_names(each), *(post.post for post in each.posts))
        yield each.slug, each.name, each.family_name, each.native_name, each.side, text


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
    """The last day of its life: that of the signature where it never was in force and nobody gave it up, or binds
    nobody; none while it has not ended, or where no source says when."""
    if not treaty.ended and treaty.status in (TreatyStatus.NEVER_IN_FORCE, TreatyStatus.POLITICAL):
        return _last_day(treaty.signed)
    return _last_day(treaty.ended)


def _treaty_rows(corpus: Corpus, names: SearchNames) -> Iterator[Row]:
    for each in corpus.treaties:
        yield (
            each.slug, each.name, each.full_name, each.negotiation, each.signed_at or None,
            each.signed, each.in_force, each.suspended, each.ended,
            TreatyStatus.ENDED.value if schema.has_ended(each) else each.status, each.superseded_by,
            _first_day(each.signed), _first_day(each.in_force), _first_day(each.suspended), _end_of(each),
            each.summary, each.limits,
            fold(
                each.name, each.full_name, names.treaties[each.slug], dates.describe(each.signed), each.summary,
                "limits" if each.limits else "", each.limits,
            ),
        )  # fmt: skip


def _glossary_rows(corpus: Corpus) -> Iterator[Row]:
    for each in corpus.glossary:
        lists = ("\n".join(one) for one in (each.forms, each.russian))
        yield each.slug, each.term, *lists, each.definition, "\n".join(each.leads_to)


def _article_rows(corpus: Corpus, names: SearchNames) -> Iterator[Row]:
    for each in corpus.articles:
        span = dates.parse(each.published)
        yield (
            each.slug, each.title, each.publisher, each.author, each.published, span.earliest, span.latest,
            each.url, each.kind, each.language, each.summary, each.seed,
            fold(
                each.title, each.publisher, each.author, dates.describe(each.published), each.summary,
                *dict.fromkeys(names.issues[one.issue] for one in each.positions),
                *dict.fromkeys(names.officials[one.holder] for one in each.positions if one.holder),
            ),
        )  # fmt: skip


type Told = Mapping[str, list[Telling]]
"""All that tell of each meeting, its description first."""


def _issues(group: Iterable[Telling]) -> Iterator[tuple[str, str]]:
    """Each issue's slug, with the article that states it."""
    return ((slug, telling.article) for telling in group for slug in telling.issues)


def _people(group: Iterable[Telling]) -> Iterator[tuple[schema.Participant, str]]:
    """Each participant, with the article that states them."""
    return ((person, telling.article) for telling in group for person in telling.participants)


def _meeting_rows(corpus: Corpus, told: Told, names: SearchNames) -> Iterator[Row]:
    for article in corpus.articles:
        for meeting in filter(is_description, article.meetings):
            span = dates.span(meeting.start, meeting.end)
            text = fold(
                meeting.title, meeting.city, names.city(meeting.city), country_name(meeting.country),
                names.negotiations[meeting.negotiation],
                MeetingKind(meeting.kind).label, dates.describe(meeting.start, meeting.end),
                _side_names(dict.fromkeys(person.side for person, _ in _people(told[meeting.slug])), span.earliest),
                *(names.officials[person.official] for person, _ in _people(told[meeting.slug])),
                *(names.issues[slug] for slug, _ in _issues(told[meeting.slug])),
                meeting.summary, meeting.outcome,
            )  # fmt: skip
            yield (
                meeting.slug, meeting.title, meeting.kind, meeting.status, meeting.negotiation,
                meeting.start, meeting.end, span.earliest, span.latest, meeting.city, meeting.country,
                meeting.summary, meeting.outcome, text,
            )  # fmt: skip


def _report_rows(corpus: Corpus) -> Iterator[Row]:
    for article in corpus.articles:
        for ordinal, meeting in enumerate(article.meetings):
            yield article.slug, meeting.slug, is_description(meeting), ordinal


def _agenda_rows(told: Told) -> Iterator[Row]:
    for meeting, group in told.items():
        for ordinal, (issue, article) in enumerate(_issues(group)):
            yield meeting, issue, article, ordinal


def _participation_rows(told: Told) -> Iterator[Row]:
    for meeting, group in told.items():
        for ordinal, (person, article) in enumerate(_people(group)):
            yield meeting, person.official, article, person.side, person.role, person.post, ordinal


def _proof_columns(proof: schema.Proof | None) -> Row:
    if proof is None:
        return "", None, "", ""
    return proof.hash, date.fromisoformat(proof.checked), proof.prefix, proof.suffix


def _position_rows(corpus: Corpus, names: SearchNames) -> Iterator[Row]:
    for article in corpus.articles:
        for ordinal, each in enumerate(article.positions):
            span = dates.parse(each.date)
            holder = names.officials[each.holder] if each.holder else each.attributed_to
            yield (
                schema.position_id(article.slug, each), article.slug, each.holder or None, each.attributed_to,
                each.side, each.issue, each.stance, each.date, span.earliest, span.latest, each.meeting or None,
                each.summary, each.quote, each.translation, each.speech, *_proof_columns(each.proof), ordinal,
                fold(
                    each.summary, each.quote, each.translation, holder, names.issues[each.issue],
                    dates.describe(each.date), _side_names([each.side], span.earliest),
                    names.meetings.get(each.meeting, ""),
                ),
            )  # fmt: skip


def rows(corpus: Corpus) -> dict[str, Callable[[], Iterator[Row]]]:
    """For each kind of row, by name, what makes the rows of a settled record."""
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
        GLOSSARY.name: lambda: _glossary_rows(corpus),
    }


def owners(corpus: Corpus) -> dict[str, frozenset[str]]:
    """The slugs of the entries that rows may belong to, by the column that says so."""
    return {
        "article__slug": frozenset(article.slug for article in corpus.articles),
        "official__slug": frozenset(official.slug for official in corpus.officials),
    }
