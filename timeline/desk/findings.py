"""What is wrong with a draft, by the loader's own rules and nothing else: of the file by itself, and with the others
that tell of the same meetings. And the loader's advice about it."""

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings

from timeline.desk.drafts import Draft, Fields, article_of, plain
from timeline.desk.record import DeskRecord
from timeline.loader import (
    advice,
    cities,
    list_rules,
    mentions,
    plausibility,
    reading,
    rules,
    schema,
    source_checks,
    untyped,
    validation,
)
from timeline.loader.advice import Advice
from timeline.loader.problems import Finding, Place
from timeline.loader.rules import Known
from timeline.loader.source import ARTICLES


def known_with(draft: Draft, record: DeskRecord) -> Known:
    """What the rules may refer to, the draft's new officials among it."""
    added = frozenset(str(one["slug"]) for one in draft.officials)
    sides = {str(one["slug"]): str(one.get("side", "")) for one in draft.officials}
    known = record.known
    return replace(known, officials=(known.officials or frozenset()) | added, sides=known.sides | sides)


def _between_files(data: Fields, record: DeskRecord) -> Iterator[Finding]:
    """What this file and the others say differently about a meeting, and meetings that nobody describes."""
    own = f"{ARTICLES}/{data.get('slug', '')}.yaml"
    told = {one.slug: one for one in mentions.mentions(own, data)}
    for slug, mention in told.items():
        others = [other for other in record.tellers.get(slug, ()) if other != data.get("slug")]
        group = [mention, *(one for other in others for one in _mentions_in(other, slug))]
        if not others and not mention.stated:
            message = mentions.unknown_meeting(slug, (), record.lookup.meetings)
            yield Finding((*mention.place, "slug"), message)
        for one in mentions.of_one_meeting(sorted(group, key=lambda each: each.path)):
            if one.path == own or one.other_path == own:
                place = one.finding.place if one.path == own else one.other_place
                yield Finding(place, f"{one.finding.message} {one.other_path if one.path == own else one.path}")
    for place, slug in (*mentions.meeting_references(data), *mentions.rounds(data)):
        if slug not in told and (message := mentions.unknown_meeting(slug, record.lookup.meetings, told)):
            yield Finding(place, message)


def _mentions_in(article: str, meeting: str) -> Iterator[mentions.Mention]:
    """What another file says of a meeting, read from the disk."""
    name = f"{ARTICLES}/{article}.yaml"
    document = reading.read(settings.FIXTURES_DIR / name, name)
    data = reading.data(document.node) if document.node else ""
    yield from (one for one in mentions.mentions(name, data) if one.slug == meeting)


def findings(
    draft: Draft, record: DeskRecord, *, extra: Fields | None = None, instead: int | None = None
) -> list[Finding]:
    """Everything wrong with the article as it stands, as `make check` would say; `extra`: a position not yet in it, at
    the end, or `instead` of the one of this number."""
    positions = [*draft.positions]
    if extra is not None:
        number = len(positions) if instead is None else instead
        positions[number : number + 1] = [extra]
    whole = {**draft.article, "positions": positions}
    data: Fields = plain({"meetings": [], **whole})
    known = known_with(draft, record)
    found = [*validation.entry(schema.ArticleEntry, data)[1]]
    found += rules.article(data, known, file_stem=draft.slug)
    found += plausibility.article(data, known)
    found += source_checks.article(data)
    for place, item in untyped.entries(data, "meetings"):
        found += untyped.below(place, cities.in_known_city(item, known.cities))
    found += _between_files(data, record)
    for index, official in enumerate(draft.officials):
        found += untyped.below(("officials", index), validation.entry(schema.OfficialEntry, plain(official))[1])
        found += untyped.below(("officials", index), list_rules.official(official, known))
    return list(dict.fromkeys(found))


def advised(draft: Draft, record: DeskRecord) -> list[Advice]:
    """The advice that `make check` would give about the article; none while its file has no valid form."""
    article = article_of(draft)
    return [*advice.of_article(article, record.advised)] if article else []


def at(found: list[Finding], *place: str | int) -> list[tuple[Place, str]]:
    """The findings at a place or below it, each with the rest of its place."""
    return [(one.place[len(place) :], one.message) for one in found if one.place[: len(place)] == place]
