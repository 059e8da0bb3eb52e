"""Terms explained where they stand, and what issues and negotiations are about."""

import pytest
from bs4 import BeautifulSoup

from tests import make
from tests.make import Talks
from tests.web.reading import flaws, links, opened, part, words
from timeline.models import GlossaryTerm, Issue, Meeting, Negotiation, Position, Release
from timeline.pages.glossary import Explainer, glossary, glossary_of

REYKJAVIK = "/meetings/1986-10-11-reykjavik-reagan-gorbachev/"


def term(slug: str, name: str, *forms: str, leads: str = "issues/missile-defense") -> GlossaryTerm:
    return GlossaryTerm(slug=slug, term=name, forms="\n".join(forms), definition=f"What {name} is.", leads_to=leads)


ABM = term("abm", "ABM", "anti-ballistic missile", "shield", "ABM Treaty")
THROW = term("throw-weight", "Throw-weight")


def told(text: str, *terms: GlossaryTerm) -> str:
    return Explainer(glossary_of(terms or (ABM, THROW))).write(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("An ABM here", "ABM"),
        ("the ABM Treaty here", "ABM Treaty"),
        ("throw-weight here", "throw-weight"),
        ("Throw-weight here", "Throw-weight"),
        ("an anti-ballistic missile", "anti-ballistic missile"),
    ],
)
def test_a_term_is_found_by_its_names(text: str, found: str) -> None:
    assert f">{found}</button>" in told(text)


SALT = term("salt-i", "SALT I", "SALT one", "interim agreement")
FBS = term("fbs", "FBS", "forward-based systems", "forward-based aircraft")
NATO = term("nato-enlargement", "NATO enlargement", "European security", "enlargement of NATO")
SORT = term("sort", "SORT", "Moscow Treaty", "strategic offensive reductions treaty")
CRUISE = term("cruise-missile", "Cruise missile", "cruise missiles", "long-range missiles")


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("an interim agreement on intermediate-range missiles", []),
        ("SALT one", ["SALT one"]),
        ("forward-based aircraft and forward-based systems", ["forward-based systems"]),
        ("European security and the enlargement of NATO", ["enlargement of NATO"]),
        ("the Moscow Treaty", ["Moscow Treaty"]),
        ("long-range missiles, cruise missiles", ["cruise missiles"]),
    ],
)
def test_what_readers_type_for_a_term_is_not_explained_by_it_where_it_may_mean_something_else(
    text: str, explained: list[str]
) -> None:
    shown = BeautifulSoup(told(text, SALT, FBS, NATO, SORT, CRUISE), "html.parser")

    assert [words(one) for one in shown.select("dfn")] == explained


def test_no_meeting_of_the_record_has_another_s_agreement_explained(record: Release) -> None:
    geneva, wyoming = "1985-11-19-geneva-reagan-gorbachev", "1989-09-washington-burt-nazarkin"
    for slug, words_there in ((geneva, "interim agreement"), (wyoming, "umbrella agreement")):
        summary = opened(f"/meetings/{slug}/")
        assert words_there in words(summary.select_one("main"))
        assert [one for one in summary.select("dfn") if words(one) == words_there] == []


@pytest.mark.parametrize("text", ["abm", "ABMs", "non-ABM", "a shield", "nothing"])
def test_what_is_no_term_stays_as_it_is(text: str) -> None:
    assert told(text) == text


def test_a_term_is_explained_once_a_page() -> None:
    explainer = Explainer(glossary_of([ABM]))

    first, second = explainer.write("ABM and ABM"), explainer.write("ABM")

    assert (first.count("<dfn"), second.count("<dfn")) == (1, 0)


def test_the_text_around_is_escaped() -> None:
    assert told("<b> & ABM <i>").startswith("&lt;b&gt; &amp; <dfn")
    assert told("<b>", term("x", "X", leads="places/x")) == "&lt;b&gt;"


def test_a_place_or_a_person_is_not_explained() -> None:
    assert told("Geneva", term("geneva", "Geneva", leads="places/geneva")) == "Geneva"


def test_a_page_explains_without_a_script(talks: Talks) -> None:
    term("laboratory", "laboratory").save()
    Meeting.objects.filter(slug=talks.reykjavik.slug).update(summary="In the laboratory.", outcome="No laboratory.")

    page = opened(REYKJAVIK)

    button = part(page, "dfn button")
    note = part(page, f"#{button['popovertarget']}[popover]")
    assert words(note) == "laboratory What laboratory is. In the record"
    assert links(note) == ["/issues/missile-defense/"]
    assert flaws(page) == []


def test_an_introduction_names_the_meetings_that_it_is_drawn_from(talks: Talks) -> None:
    slugs = f"{talks.reykjavik.slug}\n{talks.geneva.slug}"
    Issue.objects.filter(slug="missile-defense").update(introduction="It was disputed.", drawn_from=slugs)
    Negotiation.objects.filter(slug="summits").update(introduction="They met.", drawn_from=talks.geneva.slug)

    issue, track = opened("/issues/missile-defense/"), opened("/negotiations/summits/")

    assert words(part(issue, ".introduced__text")) == "It was disputed."
    assert links(part(issue, ".introduced__from")) == [
        f"/meetings/{one.slug}/" for one in (talks.geneva, talks.reykjavik)
    ]
    assert words(part(track, ".introduced summary")) == "Drawn from 1 meeting"


def test_what_has_no_introduction_shows_none(talks: Talks) -> None:
    assert opened("/issues/compliance/").select(".introduced") == []


@pytest.mark.parametrize("page", ["/issues/missile-defense/", "/about/"])
def test_a_rule_of_coding_stands_with_its_example(talks: Talks, page: str) -> None:
    example = Position.objects.filter(issue__slug="missile-defense").latest("pk")
    Issue.objects.filter(slug="missile-defense").update(
        rule="Well-known: compliance; intermediate-range-missiles <apart>.", example=example.public_id
    )

    shown = part(opened(page), ".coded")

    assert "Well-known: compliance; Intermediate-range missiles <apart>." in words(shown)
    assert "/issues/intermediate-range-missiles/" in links(shown)
    assert example.quote in words(shown)
    assert f"/positions/{example.public_id}/" in links(shown)


def test_what_has_no_rule_shows_none(talks: Talks) -> None:
    assert opened("/issues/compliance/").select(".coded") == []
    assert opened("/about/").select(".coded") == []


def test_every_issue_and_negotiation_of_the_record_has_an_introduction(record: Release) -> None:
    told = [*Issue.objects.all(), *Negotiation.objects.all()]

    lengths = {one.slug: len(one.introduction.split()) for one in told}
    assert len(lengths) > 50
    assert {slug: length for slug, length in lengths.items() if not 80 <= length <= 130} == {}
    assert glossary(record).pattern is not None


def test_an_empty_glossary_explains_nothing(db: None) -> None:
    assert make.issue().introduction == ""
    assert Explainer(glossary(None)).write("ABM <b>") == "ABM &lt;b&gt;"
