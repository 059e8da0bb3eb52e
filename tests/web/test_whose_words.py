"""Nobody's words in another's mouth: every statement of the shipped record, wherever it is shown, stands with its own
holder, date and issue, and quotation marks are around direct speech only."""

from collections.abc import Iterable, Iterator
from functools import cache, partial

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from lxml.html import HtmlElement

from tests import make
from tests.make import Talks
from tests.sampled import sampled
from tests.web.reading import opened, part, words
from tests.web.shown import Above, above, every, faults, faults_of_words, keys, one, parsed, statements, text, wordings
from timeline import selectors
from timeline.domain import dates
from timeline.domain.vocabulary import Side, text_direction
from timeline.models import Article, Issue, Meeting, Official, Position, Release
from timeline.pages import meeting_cards
from timeline.pages.chosen import StatementFilter
from timeline.pages.positions import title
from timeline.pages.statements import in_sentence


@cache
def _positions() -> dict[str, Position]:
    return {one.public_id: one for one in selectors.positions.positions()}


@cache
def _meetings() -> dict[str, Meeting]:
    return {one.slug: one for one in selectors.meetings.listed(list(Meeting.objects.values_list("pk", flat=True)))}


@pytest.fixture
def positions(record: Release) -> dict[str, Position]:
    """The positions of the record, read once: no test changes them."""
    return _positions()


@pytest.fixture
def meetings(record: Release) -> dict[str, Meeting]:
    """The meetings of the record, read once: no test changes them."""
    return _meetings()


def _walked(paths: Iterable[str], positions: dict[str, Position], meetings: dict[str, Meeting]) -> int:
    """How many statements the pages show; none of them is wrong."""
    client = Client()

    def page(path: str) -> HtmlElement:
        response = client.get(path)
        assert response.status_code == 200, path
        return parsed(response.content)

    return _shown(((path, page(path)) for path in paths), positions, meetings)


def _shown(
    pages: Iterable[tuple[str, HtmlElement]], positions: dict[str, Position], meetings: dict[str, Meeting]
) -> int:
    """How many statements these pages show, each by its path; none of them is wrong."""
    shown = 0
    wrong: list[str] = []
    for path, page in pages:
        number, found = faults(page, path, positions, meetings)
        shown, wrong = shown + number, wrong + found
    assert wrong == []
    return shown


def _more(path: str) -> Iterator[tuple[str, HtmlElement]]:
    """The pages of a list, each with its path, by their links to the next."""
    while path:
        response = Client().get(path)
        assert response.status_code == 200, path
        page = parsed(response.content)
        yield path, page
        path = next(iter(page.xpath("//a[@rel='next']/@href | //p[@id='more']/a/@href")), "")


def _said(card: str, positions: dict[str, Position]) -> list[Position]:
    return [positions[key] for key, _ in statements(parsed(card))]


def test_every_card_of_the_list(positions: dict[str, Position], meetings: dict[str, Meeting]) -> None:
    pages = list(_more("/"))

    assert {key for _, page in pages for key in keys(page, "meetings") if key in meetings} == set(meetings)
    assert _shown(pages, positions, meetings) >= sum(
        any(True for _ in one.positions.all()) for one in meetings.values()
    )


def test_the_delegation_is_a_line_of_its_own(meetings: dict[str, Meeting]) -> None:
    (october,) = (one for one in meetings.values() if one.title == "Nuclear and Space Talks, round VI, Geneva")

    sides = every(parsed(meeting_cards.card(october)), "table__side")

    assert [text(one(side, "table__delegation")) for side in sides] == [
        "Delegation: Max Kampelman",
        "Delegation: Viktor Karpov",
    ]
    assert text(one(sides[0], "said__who")).startswith("Ronald Reagan, 12 November")
    assert text(one(sides[1], "table__silent")) == "No words of Moscow’s are on record here."


def test_both_sides_face_each_other_on_one_question_where_they_did(
    positions: dict[str, Position], meetings: dict[str, Meeting]
) -> None:
    facing = 0
    assert len(meetings) > 400
    for meeting in meetings.values():
        spoke = {(one.issue_id, one.side) for one in meeting.positions.all()}
        if not any((issue, Side.US) in spoke and (issue, Side.RU) in spoke for issue, _ in spoke):
            continue
        shown = _said(meeting_cards.card(meeting), positions)
        facing += 1
        assert {Side.US, Side.RU} <= {one.side for one in shown}, meeting.slug
        assert len({one.issue for one in shown}) == 1, meeting.slug
    assert facing > 50


def test_with_an_issue_in_force_the_statement_is_on_that_issue(
    positions: dict[str, Position], meetings: dict[str, Meeting]
) -> None:
    answered = 0
    assert len(meetings) > 400
    for meeting in meetings.values():
        spoken = {(one.issue.slug, one.side) for one in meeting.positions.all()}
        for slug in (item.issue.slug for item in meeting.agenda.all()):
            card = meeting_cards.card(meeting, StatementFilter(issues=(slug,)))
            shown = _said(card, positions)
            assert {(one.issue.slug, one.side) for one in shown} == {one for one in spoken if one[0] == slug}
            if spoken:
                assert keys(one(parsed(card), "table__question"), "issues") == [slug]
            answered += len(shown)
    assert answered > 500


def test_with_an_official_in_force_their_words_come_first(
    positions: dict[str, Position], meetings: dict[str, Meeting]
) -> None:
    theirs = 0
    assert len(meetings) > 400
    for meeting in meetings.values():
        for holder in {said.holder.slug for said in meeting.positions.all() if said.holder}:
            shown = _said(meeting_cards.card(meeting, StatementFilter(officials=(holder,))), positions)
            assert holder in {said.holder.slug for said in shown if said.holder}, (meeting.slug, holder)
            theirs += 1
    assert theirs > 300


def test_with_a_stance_or_own_words_in_force_a_statement_is_such(
    positions: dict[str, Position], meetings: dict[str, Meeting]
) -> None:
    such = 0
    for stated in ((("stance", ("opposes",)),), (("speech", ("direct",)), ("stance", ("supports", "conditional")))):
        question = StatementFilter(stated=stated)
        for meeting in meetings.values():
            if any(question.is_answered_by(said) for said in meeting.positions.all()):
                shown = _said(meeting_cards.card(meeting, question), positions)
                assert any(question.is_answered_by(said) for said in shown), meeting.slug
                such += 1
    assert such > 200


def test_with_own_words_in_force_no_paraphrase_is_shown(
    positions: dict[str, Position], meetings: dict[str, Meeting]
) -> None:
    cards = [meeting_cards.card(one, StatementFilter(stated=(("speech", ("direct",)),))) for one in meetings.values()]
    shown = [said.speech for card in cards for said in _said(card, positions)]

    assert len(shown) > 200
    assert set(shown) == {"direct"}
    assert sum(card.count("No such words of ") for card in cards) > 10


def test_the_focus_card_shows_what_the_list_shows(record: Release) -> None:
    for question in (
        "issue=missile-defense",
        "official=ronald-reagan",
        "stance=opposes",
        "speech=direct&verification=transcribed",
        "issue=verification&official=max-kampelman",
    ):
        listed = every(parsed(Client().get(f"/?{question}").content), "card")
        assert listed, question
        for card in listed:
            slug = str(card.get("id")).removeprefix("item-")
            focused = parsed(Client().get(f"/meetings/{slug}/card/?{question}").content)
            assert text(focused) == text(card), slug


@pytest.mark.parametrize("model", [Meeting, Issue, Official, Article])
def test_every_page_of_the_record(
    model: type[Meeting | Issue | Official | Article], positions: dict[str, Position], meetings: dict[str, Meeting]
) -> None:
    folder = f"/{model._meta.verbose_name_plural}/"
    paths = [f"{folder}{slug}/" for slug in model.objects.values_list("slug", flat=True)]
    assert len(paths) >= 34
    walked = sampled(paths)
    if model is Issue:
        shown = _shown((page for path in walked for page in _more(path)), positions, meetings)
    else:
        shown = _walked(walked, positions, meetings)

    assert shown >= len(positions) * (0.9 if model is Article else 0.3) * (1 if walked == paths else 1 / 14)


def _rendered(template: str, position: Position) -> HtmlElement:
    """A statement's own page without what stands around it, or its frame, without a request's cost."""
    path = f"/positions/{position.public_id}/"
    context = {"position": position, "title": title(position), "url": path}
    return parsed(render_to_string(template, context, RequestFactory().get(path)))


def test_every_statements_own_page_and_frame(positions: dict[str, Position]) -> None:
    assert len(positions) > 1000
    for key, position in sampled(positions.items()):
        name = position.holder.name if position.holder else position.attributed_to
        page, frame = _rendered("position.html", position), _rendered("embed_position.html", position)
        assert [*faults_of_words(one(page, "testimony__words"), position)] == [], key
        assert [*faults_of_words(one(frame, "testimony__words"), position)] == [], key
        assert text(one(page, "testimony__who")).lower() == f"{name}, {dates.describe(position.date)}".lower()
        assert keys(one(page, "testimony__kicker"), "issues") == [position.issue.slug]
        name += ", joint statement" if position.joint else ""
        heading = f"{position.issue.name}: {name}, {dates.describe(position.date)}"
        assert text(one(frame, "embed__title")).lower() == heading.lower()
        assert [text(badge) for badge in every(frame, "stance")] == [position.answer]


def test_what_stands_around_a_statement(positions: dict[str, Position], meetings: dict[str, Meeting]) -> None:
    paths = [f"/positions/{key}/" for key in sampled(list(positions)[::7])]

    assert _walked(paths, positions, meetings) > len(paths)


def test_every_framed_meeting(positions: dict[str, Position], meetings: dict[str, Meeting]) -> None:
    shown = 0
    wrong: list[str] = []
    walked = sampled(meetings.items())
    for slug, meeting in walked:
        frame = meeting_cards.faced(meeting, heading="h2") or "<p></p>"
        number, found = faults(parsed(f"<main>{frame}</main>"), f"/embed/meetings/{slug}/", positions, meetings)
        shown, wrong = shown + number, wrong + found
    assert wrong == []
    assert shown > len(walked) / 2
    some = [f"/embed/meetings/{slug}/" for slug in list(meetings)[::40]]
    assert _walked(some, positions, meetings) > 0
    assert _walked(["/embed/", "/embed/?issue=missile-defense"], positions, meetings) == 0


def test_searches_and_comparisons(positions: dict[str, Position], meetings: dict[str, Meeting]) -> None:
    searches = [f"/search/?q={text_}" for text_ in ("missile", "lavrov", "delegation", "source", "reagan", "no")]
    days = [f"/compare/?on={year}-06-30" for year in range(1956, 2026, 3)]
    spans = [f"/compare/?on={year}-01-01&and={year + 4}-01-01" for year in range(1960, 2022, 6)]
    pairs = [
        "/compare/?official=ronald-reagan&official=mikhail-gorbachev",
        "/compare/?official=sergei-lavrov&official=john-kerry",
    ]

    for paths in (searches, days, spans, pairs):
        assert _walked(paths, positions, meetings) >= 10


def test_moves_say_where_they_rest_on_a_report(positions: dict[str, Position]) -> None:
    told, steps = {"direct": 0, "reported": 0}, 0
    slugs = list(Issue.objects.values_list("slug", flat=True))
    assert len(slugs) > 30
    for slug in slugs:
        page = parsed(Client().get(f"/issues/{slug}/").content)
        for move in every(page, "moves__item"):
            position = positions[keys(move, "positions")[0]]
            name = position.holder.name if position.holder else position.attributed_to
            own = f", in {name}’s words" if position.holder else f", in the words of {name}"
            whose = f"a joint statement ({name})" if position.joint else name
            own = f", in {whose}" if position.joint else own
            assert text(move).endswith(own if position.speech == "direct" else f", as {whose} was reported"), text(move)
            assert text(every(move, "stance")[1]) == position.answer
            told[position.speech] += 1
        for step in every(page, "step"):
            position = positions[keys(step, "positions")[0]]
            title = text(next(step.iter("title")))
            assert title.endswith(f": {position.answer}")
            assert (", as reported: " in title) == (position.speech == "reported")
            steps += 1
    assert told["direct"] > 100
    assert told["reported"] > 50
    assert steps > 400


# ---- what the record has none of, or too little ----------------------------------------------------------------------


def test_a_language_written_from_the_right_is_told_and_our_translation_is_marked(talks: Talks) -> None:
    source = make.article(slug="ruznameh-2014", publisher="Ruznameh", language="fa")
    said = make.position(
        article=source, holder=talks.ryabkov, quote="بدون محدودیت نه", translation="not without limits"
    )

    for path in (f"/positions/{said.public_id}/", f"/embed/positions/{said.public_id}/", "/issues/missile-defense/"):
        (quoted,) = opened(path).select("q[lang=fa]")
        shown = quoted.find_parent("div")
        assert shown is not None
        assert (words(quoted), quoted["dir"]) == ("بدون محدودیت نه", "rtl")
        assert words(shown.select_one(".said__language")) == "Persian"
        assert words(shown.select_one(".said__translation")) == "our translation not without limits"


def test_directions_of_languages() -> None:
    written = {code: text_direction(code) for code in ("ar", "en", "fa", "he", "pt", "ru", "ur", "xx", "yi", "zh")}

    assert {code for code, direction in written.items() if direction == "rtl"} == {"ar", "fa", "he", "ur", "yi"}
    assert set(written.values()) == {"rtl", "ltr"}


@pytest.mark.parametrize(
    ("name", "question", "inside"),
    [
        ("Heavy missiles", "Should heavy ICBMs be cut?", "heavy missiles"),
        ("MIRVed missiles", "Should missiles with multiple warheads be limited?", "MIRVed missiles"),
        ("Iran and proliferation", "Should Russia curb its cooperation with Iran?", "Iran and proliferation"),
        ("European security order", "Should deployments in Europe be limited?", "European security order"),
        ("Backfire bomber", "Should the Soviet Backfire bomber be counted?", "Backfire bomber"),
        ("A way out", "Should there be one?", "a way out"),
        ("13 days", "Should they be told?", "13 days"),
        ("…", "", "…"),
    ],
)
def test_an_issue_within_a_sentence(name: str, question: str, inside: str) -> None:
    assert in_sentence(Issue(name=name, question=question)) == inside


def test_a_date_is_left_out_only_where_it_is_the_meetings(talks: Talks) -> None:
    for day, quote in (("1987-12-08", "the same day"), ("1987-12", "the same month"), ("1987-12-10", "two days on")):
        make.position(holder=talks.reagan, issue=talks.compliance, date=day, meeting=talks.washington, quote=quote)

    topic = part(opened(f"/meetings/{talks.washington.slug}/"), "#issue-compliance")

    assert [words(one) for one in topic.select(".said__who")] == [
        "Ronald Reagan, December: limit them",
        "Ronald Reagan: limit them",
        "Ronald Reagan, 10 December: limit them",
    ]


def test_a_silent_side_tells_where_its_words_are(talks: Talks) -> None:
    page = opened(f"/embed/meetings/{talks.moscow.slug}/?issue=compliance")

    assert words(part(page, ".table__question")).startswith("On compliance: ")
    assert words(part(page, ".said__who")) == "Rose Gottemoeller, about 21 February: no clear answer"
    silent = part(page, "[data-side=ru] .table__silent")
    assert words(silent) == "No words of Moscow’s on compliance are on record here, but on missile defence."
    assert part(silent, "a")["href"] == f"/meetings/{talks.moscow.slug}/#issue-missile-defense"


def test_what_is_read_would_be_found_wrong(talks: Talks) -> None:
    """The readers of this file see faults: another's name, a report as a quotation, another day or issue."""
    position = Position.objects.select_related("holder", "issue", "article").get(quote="a whole class of weapons")
    path, known = f"/meetings/{talks.washington.slug}/", {one.slug: one for one in Meeting.objects.all()}
    shown = {one.public_id: one for one in selectors.positions.positions()}
    right = Client().get(path).content.decode()

    wrong = partial(lambda page: faults(parsed(page), path, shown, known)[1])

    assert wrong(right) == []
    assert wrong(right.replace('/officials/mikhail-gorbachev/">Mikhail', '/officials/ronald-reagan/">Ronald'))
    assert wrong(right.replace("“a whole class of weapons”", "<q>a whole class of weapons</q>"))
    assert wrong(right.replace('<div class="said"', '<q>x</q><div class="said"'))
    assert wrong(right.replace("/issues/intermediate-range-missiles/", "/issues/compliance/"))
    assert wordings(position, Above(), known) == {"8 December 1987"}
    assert above(every(parsed(right), "said")[0], path).meeting == talks.washington.slug
