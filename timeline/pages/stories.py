"""Stories: guided readings of the record, each step beside the meeting, statement or treaty it refers to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.models import Meeting, Position, Story, StoryStep, Treaty
from timeline.pages import beats
from timeline.pages.glossary import explainer
from timeline.pages.render import data_block, or_404, render_page
from timeline.releases import release_of
from timeline.selectors.stories import Bound

PATH = "/stories/"


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step with its number from 1, its day on the timeline, and the item it refers to (None if a partial load omitted
    the item)."""

    step: StoryStep
    number: int
    day: date | None
    bound: Bound | None

    @property
    def meeting(self) -> Meeting | None:
        """The meeting, if it refers to one."""
        return self.bound if isinstance(self.bound, Meeting) else None

    @property
    def position(self) -> Position | None:
        """The statement, if it refers to one."""
        return self.bound if isinstance(self.bound, Position) else None

    @property
    def treaty(self) -> Treaty | None:
        """The treaty, if it refers to one."""
        return self.bound if isinstance(self.bound, Treaty) else None

    @property
    def url(self) -> str:
        """The URL of the item's page."""
        return f"/{self.step.at}/"


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story in the list of all stories, with its years and picture."""

    story: Story
    first: date | None
    last: date | None
    steps: int
    picture: SafeString


def _day(found: Bound | None, before: date | None) -> date | None:
    """The day of a step: the earliest possible day of its meeting or statement; for a treaty, the first of signature,
    entry into force, suspension and end that is not before the previous step's day."""
    if isinstance(found, Treaty):
        turns = (found.earliest, found.in_force_earliest, found.suspended_earliest, found.latest)
        return next((day for day in turns if day and (before is None or day >= before)), found.earliest)
    return found.earliest if found else None


def _told(story: Story, bound: dict[str, Bound]) -> list[ToldStep]:
    """A story's steps with the items they refer to. No query."""
    told: list[ToldStep] = []
    day: date | None = None
    for number, step in enumerate(story.steps.all(), 1):
        found = bound.get(step.at)
        day = _day(found, day) or day
        told.append(ToldStep(step, number, day, found))
    return told


def told_steps(story: Story) -> list[ToldStep]:
    """A story's steps with the items they refer to. 3 queries."""
    return _told(story, selectors.stories.bound(step.at for step in story.steps.all()))


def days_of(told: Iterable[ToldStep]) -> list[tuple[int, str, date]]:
    """Number, heading and day of the steps that have a day."""
    return [(one.number, one.step.heading, one.day) for one in told if one.day]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All stories."""
    stories = selectors.stories.stories()
    bound = selectors.stories.bound(step.at for story in stories for step in story.steps.all())
    listed = []
    for story in stories:
        told = _told(story, bound)
        days = days_of(told)
        first, last = (end((day for _, _, day in days), default=None) for end in (min, max))
        listed.append(ToldStory(story, first, last, len(told), beats.strip(days)))
    context = {"release": release_of(request), "stories": listed}
    above = [("/", "Timeline")]
    return render_page(request, "stories.html", context, title="Stories", canonical=PATH, above=above)


def _described(story: Story, told: list[ToldStep], request: HttpRequest) -> SafeString:
    """The story as a schema.org Article."""
    base = request.build_absolute_uri
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": story.title,
        "abstract": story.lead,
        "url": base(f"{PATH}{story.slug}/"),
        "mentions": [{"@id": base(one.url), "name": one.step.heading} for one in told],
    }
    return data_block(document)


@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story: its steps as an article, beside a timeline that follows along if there is room and scripts run."""
    found = or_404(selectors.stories.story, slug)
    told, release = told_steps(found), release_of(request)
    days = days_of(told)
    explained = explainer(release)
    context = {
        "release": release,
        "story": found,
        "steps": [(one, explained.write(one.step.text), beats.strip(days, lit=one.number)) for one in told],
        "line": beats.line(days),
        "described": _described(found, told, request),
        "words_to_copy": f"{found.title}: {found.lead}",
    }
    above = [("/", "Timeline"), (PATH, "Stories")]
    canonical = f"{PATH}{found.slug}/"
    return render_page(request, "story.html", context, title=found.title, canonical=canonical, above=above)
