"""Whatever years the database holds, every page and output answers; the loader keeps such years out, but a row can be
older than its rule. And no such row stretches the picture."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client, override_settings
from icalendar import Calendar

from tests import make
from timeline.api import formats
from timeline.api.resources import RESOURCES
from timeline.domain.dates import YEARS
from timeline.exports import downloads
from timeline.mcp.tools import RecordTools
from timeline.models import Meeting, Position
from timeline.pages.timeline.views import PAGE_SIZE

DAYS = ("0001-01-01", "0086-10-11", "1086-10", "2986", "9986-10-11", "9999-12-31")


def plant(day: str) -> None:
    """A row of every kind, all of whose dates are the day's, as they are referred to by each other."""
    name = f"in-{day}"
    official = make.official(slug=f"{name}-official", name=f"Official of {day}")
    make.post(official=official, start=day, end=day)
    make.post(official=official, title="Another", start=day)
    make.leader(official=official, start=day, end="")
    track = make.negotiation(slug=f"{name}-track", start=day, end=day)
    issue = make.issue(slug=f"{name}-issue")
    article = make.article(slug=f"{name}-article", published=day)
    at = [
        make.meeting(slug=f"{name}-{kind}", kind=kind, negotiation=track, start=day, article=article, issues=[issue])
        for kind in ("summit", "negotiating-round")
    ]
    other = make.official(slug=f"{name}-other", name=f"Another of {day}", side="RU")
    for one in (official, other):
        make.participation(meeting=at[0], official=one)
        make.participation(meeting=at[1], official=one)
    make.position(article=article, holder=official, issue=issue, date=day, meeting=at[0])
    make.position(article=article, holder=other, issue=issue, date=day, meeting=at[0], stance="opposes")
    make.position(
        article=article, holder=official, issue=issue, date="1986", quote="said again later", stance="opposes"
    )
    make.treaty(slug=f"{name}-treaty", negotiation=track, signed_at=at[0], signed=day, in_force=day, ended="")
    make.treaty(slug=f"{name}-other-treaty", negotiation=track, signed=day, in_force="", ended=day)
    make.treaty(
        slug=f"{name}-suspended-treaty",
        negotiation=track,
        signed=day,
        in_force=day,
        suspended=day,
        ended="",
        status="suspended",
    )


@pytest.fixture(params=[DAYS[:1], DAYS[-1:], DAYS], ids=["first day", "last day", "all beside the cast"])
def planted(request: pytest.FixtureRequest, db: None) -> tuple[str, ...]:
    """A record of the calendar's first or last day alone, or with every such year beside the cast."""
    days: tuple[str, ...] = request.param
    if len(days) > 1:
        make.talks()
    for day in days:
        plant(day)
    if len(days) == 1:
        make.release()
    return days


def windows(days: tuple[str, ...]) -> Iterator[str]:
    """Parts of a query string that ask for years near and far."""
    yield from (
        "",
        "from=0001",
        "to=0001",
        "from=9999",
        "from=0001&to=9999",
        "from=9999-12-31&to=9999-12-31",
        "from=1986&to=1987",
    )
    yield from (f"from={day}&to={day}" for day in days)


def pages() -> Iterator[str]:
    """The addresses of every page of the record."""
    for resource in RESOURCES:
        yield f"/{resource.name}/" if resource.name != "meetings" and resource.name != "positions" else "/"
        yield from (f"/{resource.name}/{key}/" for key in resource.rows().values_list(resource.key, flat=True))
    for slug in Meeting.objects.values_list("slug", flat=True):
        yield from (f"/meetings/{slug}/card/", f"/embed/meetings/{slug}/")
        yield f"/oembed/?url=http://testserver/meetings/{slug}/"
    for key in Position.objects.values_list("public_id", flat=True):
        yield from (f"/embed/positions/{key}/", f"/positions/{key}/?cite=bibtex", f"/positions/{key}/?cite=csl")
    yield from ("/search/?q=official", "/data/", "/data/codebook/", "/about/", "/compare/", "/llms.txt", "/llms-guide/")
    yield from ("/sitemap.xml", "/sitemaps/meetings-1.xml", "/robots.txt", "/issues/?sort=distance")


def compared(days: tuple[str, ...]) -> Iterator[str]:
    for day in (*days, "1986-10-12"):
        yield f"/compare/?on={day}"
        yield f"/compare/?on={day}&and=9999-12-31"
        yield f"/compare/?official=in-{days[0]}-official&official=in-{days[-1]}-other"


def outputs(days: tuple[str, ...]) -> Iterator[str]:
    """The addresses of the API: every list in every format, asked for every window; every item; standings."""
    for resource in RESOURCES:
        for one in formats.OF[resource.name]:
            yield f"/api/v1/{resource.name}/?format={one.format}"
        yield from (f"/api/v1/{resource.name}/{key}/" for key in resource.rows().values_list(resource.key, flat=True))
    for window in windows(days):
        yield from (f"/api/v1/meetings/?format={form}&{window}" for form in ("json", "ics", "atom", "csv"))
    yield "/api/v1/meetings/?facets=kind,city"
    yield from (f"/api/v1/standings/?on={day}" for day in days)


def broken(addresses: Iterator[str]) -> list[str]:
    """The addresses that are not answered with 200, and why; asserts that there are many."""
    client, found, asked = Client(raise_request_exception=False), [], list(dict.fromkeys(addresses))
    assert len(asked) > 20
    for address in asked:
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)  # type: ignore[attr-defined]  # raises what it meets
        if response.status_code != 200:
            found.append(f"{address}: {response.status_code} {getattr(response, 'exc_info', None)}")
    return found


def test_every_page_answers(planted: tuple[str, ...]) -> None:
    assert broken(pages()) == []


@override_settings(API_RATE=None)
def test_every_output_answers(planted: tuple[str, ...]) -> None:
    assert broken(outputs(planted)) == []


def test_every_window_and_comparison_answers(planted: tuple[str, ...]) -> None:
    asked = [
        f"{path}?{window}" for window in windows(planted) for path in ("/", "/embed/", "/treaties/", "/officials/")
    ]

    assert broken(iter([*asked, *compared(planted)])) == []


def test_every_link_of_the_timeline_answers(planted: tuple[str, ...]) -> None:
    linked = {f"/?from={year}" for year in range(1970, 1995)}
    for window in windows(planted):
        page = BeautifulSoup(Client().get(f"/?{window}").content, "html.parser")
        of_window = {str(one["href"]) for one in page.select('a[href^="/?"]')}
        assert of_window, window
        linked |= of_window

    assert broken(iter(sorted(linked))) == []


def test_the_calendar_ends(planted: tuple[str, ...]) -> None:
    text = b"".join(Client().get("/api/v1/meetings/?format=ics").streaming_content)  # type: ignore[attr-defined]

    assert text.endswith(b"END:VCALENDAR\r\n")
    events = Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == Meeting.objects.count() >= 2
    for event in events:
        assert event.decoded("dtstart") <= event.decoded("dtend", event.decoded("dtstart"))
    assert {str(event["uid"]).partition("@")[0] for event in events} == {
        *Meeting.objects.values_list("slug", flat=True)
    }


def test_the_release_and_the_site_are_exported(planted: tuple[str, ...], tmp_path: Path) -> None:
    call_command("export_release", tmp_path / "files", verbosity=0)
    call_command("export_site", str(tmp_path / "site"), "--base-url=https://record.example", verbosity=0)

    written = {path.name for path in (tmp_path / "files").iterdir()}
    [made] = downloads.read(tmp_path / "files")
    assert written == {downloads.INDEX, *(file.name for file in made.files)}
    assert len(written) > 4
    written = {path.parent.name for path in (tmp_path / "site" / "meetings").rglob("index.html")}
    assert written >= {*Meeting.objects.values_list("slug", flat=True)}


def test_a_program_that_asks_is_answered(planted: tuple[str, ...]) -> None:
    asked = RecordTools("http://testserver")

    assert len(asked.list_meetings({"page_size": 50})["meetings"]) == Meeting.objects.count()
    assert len(planted) >= 1
    for day in planted:
        assert "standings" in asked.standings_on({"on": day})
    assert asked.search({"q": "official"})


def test_the_picture_spans_no_more_than_the_years_of_the_record(planted: tuple[str, ...]) -> None:
    page = BeautifulSoup(Client().get("/").content, "html.parser")

    years = [int(str(one.title.string).partition(":")[0]) for one in page.select(".overview__year") if one.title]
    assert years
    assert YEARS[0] <= min(years) <= max(years) <= YEARS[1]
    if len(planted) > 1:
        assert (min(years), max(years)) == (1969, 2021)
    assert len(page.select(".card")) == min(Meeting.objects.count(), PAGE_SIZE)


def test_what_lies_outside_the_years_is_listed_and_not_drawn(planted: tuple[str, ...]) -> None:
    page = BeautifulSoup(Client().get("/").content, "html.parser")

    drawn = {str(one["id"]).removeprefix("mark-") for one in page.select("a.mark")}
    known = Meeting.objects.filter(earliest__gte=date(YEARS[0], 1, 1), latest__lte=date(YEARS[1], 12, 31))
    assert drawn == {*known.values_list("slug", flat=True)}
    assert len(drawn) == (6 if len(planted) > 1 else 0)
    listed = {str(one["id"]).removeprefix("item-") for one in page.select(".card")}
    assert [slug for slug in listed if slug.startswith("in-")]
