"""What bounds the cost of a page whatever the size of the record, without a clock: queries, what they scan, marks and
bins drawn, bytes sent. On a made-up record of ten thousand meetings (benchmarks/synthetic.py)."""

import gzip

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client

from tests.performance.reading import MEETINGS, queries, scanned
from timeline import releases
from timeline.chart.lanes import MOST_BINS, MOST_MARKS
from timeline.index.reference import reference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_up")]
WINDOWS = ["/", "/?from=1980&to=1989", "/?from=1986&to=1986", "/?from=1986-10&to=1986-10"]
FILTERS = [
    "/?official=official-600",
    "/?official=official-600&issue=issue-3",
    "/?negotiation=talks-1",
    "/?kind=summit&status=held",
    "/?city=City 0&from=1970",
    "/?stance=opposes",
    "/?q=sublimits&from=1980&to=1989",
    "/?page=300",
]
API = [
    "/api/v1/meetings/?page_size=100&expand=participants,issues",
    "/api/v1/meetings/?official=official-600&page_size=100",
    "/api/v1/meetings/?page=90&page_size=100",
    "/api/v1/positions/?issue=issue-3&page_size=100",
    "/api/v1/officials/?page_size=100",
]


@pytest.mark.parametrize("path", WINDOWS + FILTERS)
def test_a_page_whose_cards_are_kept_takes_the_same_few_queries_at_ten_thousand(path: str) -> None:
    Client().get(path)

    # release; and what full text finds
    assert len(queries(path)) <= 1 + ("q=" in path)


def _forget_what_was_drawn() -> None:
    cache.clear()
    reference(releases.current()).columns.marks.clear()


def test_a_page_whose_marks_and_cards_are_made_takes_five_queries_more() -> None:
    _forget_what_was_drawn()

    assert len(queries("/?from=1980&to=1989")) == 6


@pytest.mark.parametrize("path", WINDOWS + FILTERS)
def test_no_query_of_a_page_reads_a_large_table_from_end_to_end(path: str) -> None:
    _forget_what_was_drawn()

    made = queries(path)

    assert made
    assert [(sql[:200], scanned(sql)) for sql in made if scanned(sql)] == []


def test_a_full_scan_would_be_found() -> None:
    assert scanned("SELECT summary FROM timeline_meeting WHERE summary > ''") == ["meeting"]


@pytest.mark.parametrize("path", WINDOWS + FILTERS)
def test_the_picture_is_bounded_and_its_answer_small(path: str) -> None:
    body = Client().get(path).content
    page = BeautifulSoup(body, "html.parser")

    assert len(page.select(".lanes a.mark")) <= MOST_MARKS
    assert len(page.select(".lanes a.bin")) <= MOST_BINS
    assert len(page.select(".card")) <= 20
    assert len(page.select(".facet__value")) < 400
    assert len(gzip.compress(body, 6)) <= 60 * 1024


@pytest.mark.parametrize("path", API)
def test_a_page_of_the_api_takes_four_queries_at_most(path: str) -> None:
    Client().get(path)

    # another page than the one kept: release, count, keys, items with all that belongs to them
    assert len(queries(path.replace("page_size=100", "page_size=99"))) <= 4


@pytest.mark.parametrize("path", API)
def test_a_page_of_the_api_is_bounded_in_bytes(path: str) -> None:
    assert len(gzip.compress(Client().get(path).content, 6)) <= 60 * 1024


def test_counts_of_the_picture_add_up_to_the_record() -> None:
    lanes = BeautifulSoup(Client().get("/").content, "html.parser").select(".lane__count")

    assert sum(int(one.get_text()) for one in lanes) == MEETINGS
