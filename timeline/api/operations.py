"""What the OpenAPI document says of operations that are of no resource: operationId, summary, description and tag."""

from typing import Any

from timeline.api import views
from timeline.api.counts import CountsView
from timeline.api.history import ChangesView, ReleasesView, ReleaseView
from timeline.api.networks import AnswersView, CounterpartsView
from timeline.api.search import AutocompleteView, SearchView
from timeline.api.standings import StandingsView
from timeline.domain.standings import SILENCE

OPERATIONS: dict[type[Any], tuple[str, str, str, str]] = {
    views.RootView: ("get_root", "Where everything is", "The addresses of all collections, and the release.", "about"),
    ReleasesView: ("list_releases", "The releases of the record", "The newest first.", "changes"),
    ReleaseView: ("get_release", "One release", "By its name or hash; `latest` is the newest.", "changes"),
    ChangesView: (
        "list_changes",
        "What changed since a release",
        "Every item that a release added, changed or withdrew, in order, by which a copy of the record is kept: take "
        "the whole record and note its release (`X-Release-Name`); later ask for the changes `since` that, take anew "
        "what was added or changed, drop what was withdrawn, and note `until` of the first page. A change with `own` "
        "false is one of what an item names or counts: its answer is another, its facts are not.",
        "changes",
    ),
    views.SchemaView: ("get_schema", "This document", "OpenAPI 3.1, the same for every release.", "about"),
    StandingsView: (
        "list_standings",
        "Where the sides stood on a day, or over time",
        "A side's standing on an issue is the stance of its latest position stated on or before the day (one whose "
        f"date is a month or a year counts from its last day), for {SILENCE} years. A side whose last word is older is "
        "silent: it has no standing, and `us_silent` or `ru_silent` gives its last position instead. supports = +1, "
        "conditional = 0, opposes = -1; an unclear one has no value. The distance is the absolute difference of the "
        "two values, 0 to 2; none while either is silent. With `from`, `to` or `every`: over time, day by day "
        "within the time of the record, a page at a time.",
        "standings",
    ),
    CounterpartsView: (
        "network_counterparts",
        "Who faced whom",
        "A network of officials: two of different sides are joined where they were at one meeting that took place, "
        "weighted by the number of such meetings, with the years of the first and the last. Every filter of meetings "
        "holds.",
        "networks",
    ),
    AnswersView: (
        "network_answers",
        "Who answered what",
        "A network of officials and issues: an edge for each statement, signed (+1 supports, -1 opposes, 0 conditional "
        "or unclear) and dated. Every filter of positions holds. `format=dna` gives every statement, those of unnamed "
        "sources too, as Discourse Network Analyzer has them.",
        "networks",
    ),
    CountsView: (
        "count_positions",
        "How many statements there are",
        "Counted by up to three of their values together, under every filter of positions: the rows of a pivot table. "
        "A statement without a value (no meeting) counts under null.",
        "counts",
    ),
    SearchView: (
        "search",
        "Ask the whole record",
        "The question is read as a reader types it: names of people in any spelling and either alphabet, sides, years, "
        "issues, negotiations, treaties, kinds of meeting, places and stances are recognised (`understood`), the rest "
        'stays words. "Phrases", -words and OR work. Where nothing holds all of it, the least telling part is let go '
        "and named in `without`.",
        "search",
    ),
    AutocompleteView: (
        "autocomplete",
        "What the beginning of a question may mean",
        "People, issues, negotiations, treaties and meetings, for a box in which somebody types.",
        "search",
    ),
}
