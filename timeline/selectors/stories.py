"""Reads of stories (guided readings), and of the items their steps refer to."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet
from django.db.models.fetch_modes import FETCH_RAISE

from timeline.models import Meeting, Position, Story, StoryStep, Treaty
from timeline.selectors.positions import positions

type Bound = Meeting | Position | Treaty


def _with_steps() -> QuerySet[Story]:
    steps = StoryStep.objects.order_by("ordinal").fetch_mode(FETCH_RAISE)
    return Story.objects.prefetch_related(Prefetch("steps", steps)).fetch_mode(FETCH_RAISE)


def stories() -> list[Story]:
    """All stories in order, with their steps. 2 queries."""
    return list(_with_steps().order_by("ordinal", "slug"))


def story(slug: str) -> Story:
    """A story with its steps. 2 queries."""
    return _with_steps().get(slug=slug)


def bound(names: Iterable[str]) -> dict[str, Bound]:
    """The items that steps refer to, by the steps' names for them (`meetings/SLUG` …): meetings with negotiation,
    statements with issue, holder, article and meeting, and treaties. 3 queries."""
    asked: dict[str, list[str]] = {"meetings": [], "positions": [], "treaties": []}
    for name in names:
        kind, _, slug = name.partition("/")
        asked.setdefault(kind, []).append(slug)
    meetings = Meeting.objects.filter(slug__in=asked["meetings"]).select_related("negotiation")
    treaties = Treaty.objects.filter(slug__in=asked["treaties"])
    found: dict[str, Bound] = {f"meetings/{one.slug}": one for one in meetings.fetch_mode(FETCH_RAISE)}
    found |= {f"treaties/{one.slug}": one for one in treaties.fetch_mode(FETCH_RAISE)}
    found |= {f"positions/{one.public_id}": one for one in positions().filter(public_id__in=asked["positions"])}
    return found


def telling_of(name: str) -> list[StoryStep]:
    """The first step in each story that refers to an item (`meetings/SLUG` …), with its story, in story order.
    1 query."""
    steps = StoryStep.objects.filter(at=name).select_related("story").fetch_mode(FETCH_RAISE)
    first: dict[int, StoryStep] = {}
    for step in steps.order_by("story__ordinal", "ordinal"):
        first.setdefault(step.story_id, step)
    return list(first.values())
