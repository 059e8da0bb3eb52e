"""Meetings: those of the record that the source reports, each candidate with its reasons; or a new one, and who was
there."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from timeline.desk.drafts import Draft, Fields
from timeline.desk.findings import at, findings, known_with
from timeline.desk.forms import AGENDA, MeetingForm, ParticipantForm, noted
from timeline.desk.marking import taken
from timeline.desk.reading.spans import MeetingCandidate
from timeline.desk.record import DeskRecord, the_record
from timeline.desk.removing import refer_to_meeting
from timeline.desk.views.common import draft_or_404, page
from timeline.domain.vocabulary import Role
from timeline.loader.canonical import is_description
from timeline.loader.schema import MeetingEntry

TEXTS = tuple(name for name in MeetingForm.base_fields if name not in AGENDA)


def _drafted(draft: Draft) -> Fields:
    """A new meeting's fields, as far as the text gives them."""
    found = draft.reading.draft
    if found is None:
        return {"status": "held", "kind": "consultation", "start": draft.article.get("published", "")}
    named = {name: getattr(found, name) for name in ("slug", "title", "start", "end", "city", "country")}
    return {**named, "status": "held", "kind": "consultation", "issues": taken(draft, "issue")}


def _elsewhere(draft: Draft, record: DeskRecord, slug: str) -> list[MeetingEntry]:
    """What other articles tell of a meeting."""
    others = [record.articles[one] for one in record.tellers.get(slug, ()) if one != draft.slug]
    return [meeting for article in others for meeting in article.meetings if meeting.slug == slug]


def _people(draft: Draft, record: DeskRecord, meeting: Fields) -> list[tuple[str, ParticipantForm]]:
    """A form for each official of the text and of the meeting, with what is known of their part in it; and an empty one
    for somebody else."""
    there = {str(one["official"]): one for one in meeting.get("participants", [])}
    heads = draft.reading.draft.officials if draft.reading.draft and not meeting else ()
    told = _elsewhere(draft, record, str(meeting.get("slug", "")))
    elsewhere = {person.official for one in told for person in one.participants}
    names = {slug: one.name for slug, one in record.officials.items()}
    names |= {str(one["slug"]): str(one["name"]) for one in draft.officials}
    sides = known_with(draft, record).sides
    slugs = dict.fromkeys([*there, *taken(draft, "official"), *(str(one["slug"]) for one in draft.officials)])
    made = []
    for number, slug in enumerate(slugs):
        known = there.get(slug, {"role": "head" if slug in heads else "", "post": ""})
        initial = {"official": slug, "role": known.get("role", ""), "post": known.get("post", "")}
        initial["side"] = known.get("side") or sides.get(slug, "")
        form = ParticipantForm(is_told=slug in elsewhere, initial=initial, prefix=str(number))
        made.append((names.get(slug, slug), form))
    return [*made, ("", _another(len(made)))]


def _another(number: int) -> ParticipantForm:
    """The empty form for somebody who does not stand in the text."""
    return ParticipantForm(is_told=False, is_named=False, initial={"role": Role.MEMBER}, prefix=str(number))


def _participants(request: HttpRequest, draft: Draft, record: DeskRecord) -> list[Fields]:
    """The posted participants, those who were not there left out."""
    sides = known_with(draft, record).sides
    found: list[Fields] = []
    number = 0
    while f"{number}-official" in request.POST:
        given = {name: request.POST.get(f"{number}-{name}", "") for name in ParticipantForm.base_fields}
        said = {name: " ".join(value.split()) for name, value in given.items()}
        if said["official"] and said["role"]:
            found.append({**said, "side": said["side"] or sides.get(said["official"], "")})
        number += 1
    return found


def _issues(request: HttpRequest, held: Fields, name: str) -> list[str]:
    """The posted issues of one of its lists: those that the meeting has in their order, then the new ones."""
    posted = request.POST.getlist(name)
    kept = [slug for slug in held.get(name, []) if slug in posted]
    return [*kept, *(slug for slug in posted if slug not in kept)]


@require_http_methods(["GET", "POST"])
def meetings(request: HttpRequest, key: str) -> HttpResponse:
    """The candidates, and the meetings of the draft; posted, which of the candidates are reported."""
    draft, record = draft_or_404(key), the_record()
    referring: list[str] = []
    if request.method == "POST":
        chosen = request.POST.getlist("meeting")
        left = [number for number, one in enumerate(draft.meetings) if one["slug"] not in chosen]
        referring = [words for number in reversed(left) for words in _left(draft, record, number)]
        have = {one["slug"] for one in draft.meetings}
        draft.meetings.extend({"slug": slug} for slug in chosen if slug not in have)
        if not referring:
            return HttpResponseRedirect(f"/desk/{key}/meetings/")
    return _list(request, draft, record, referring)


def _left(draft: Draft, record: DeskRecord, number: int) -> list[str]:
    """Take a meeting out of the draft, unless something still refers to it: this is returned."""
    referring = refer_to_meeting(draft, record, number)
    if not referring:
        del draft.meetings[number]
    return referring


def _list(request: HttpRequest, draft: Draft, record: DeskRecord, referring: list[str]) -> HttpResponse:
    context = {
        "candidates": _candidates(draft, record),
        "told": [(number, one, _wrong(draft, record, number)) for number, one in enumerate(draft.meetings)],
        "drafted": draft.reading.draft,
        "slugs": sorted(record.lookup.meetings),
        "referring": referring,
    }
    return page(request, "meetings", draft, context)


@require_POST
def leave_meeting(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A meeting is taken out of the draft, unless something still refers to it."""
    draft, record = draft_or_404(key), the_record()
    if number < len(draft.meetings) and (referring := _left(draft, record, number)):
        return _list(request, draft, record, referring)
    return HttpResponseRedirect(f"/desk/{key}/meetings/")


def _wrong(draft: Draft, record: DeskRecord, number: int) -> list[str]:
    return [words for _, words in at(findings(draft, record), "meetings", number)]


def _candidates(draft: Draft, record: DeskRecord) -> list[tuple[MeetingCandidate, bool]]:
    """The candidates, with the draft's own meetings first, each with whether it is chosen."""
    chosen = [str(one["slug"]) for one in draft.meetings]
    proposed = {one.slug: one for one in draft.reading.meetings}
    titles = {str(one["slug"]): str(one.get("title", "")) for one in draft.meetings}
    own = [
        proposed.get(slug) or MeetingCandidate(slug, titles[slug] or _title(slug, record), 1.0, ("chosen by you",))
        for slug in chosen
    ]
    rest = [one for slug, one in proposed.items() if slug not in chosen]
    return [*((one, True) for one in own), *((one, False) for one in rest)]


def _title(slug: str, record: DeskRecord) -> str:
    known = record.lookup.meetings.get(slug)
    return known.title if known else slug


@require_POST
def add_meeting(request: HttpRequest, key: str) -> HttpResponse:
    """A meeting of the record that was not among the candidates, by its slug."""
    draft = draft_or_404(key)
    slug = request.POST.get("slug", "").strip()
    if slug and slug not in {one["slug"] for one in draft.meetings}:
        draft.meetings.append({"slug": slug})
    return HttpResponseRedirect(f"/desk/{key}/meetings/")


@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One meeting of the draft (or, at its end, a new one): what it was and who was there."""
    draft, record = draft_or_404(key), the_record()
    number = min(number, len(draft.meetings))
    is_new = number == len(draft.meetings)
    held: Fields = {} if is_new else draft.meetings[number]
    if request.method == "POST":
        posted: Fields = {name: " ".join(request.POST.get(name, "").split()) for name in TEXTS if name in request.POST}
        posted |= {name: _issues(request, held, name) for name in AGENDA}
        posted["participants"] = _participants(request, draft, record)
        draft.meetings[number : number + 1] = [{**held, **posted}]
        return HttpResponseRedirect(f"/desk/{key}/meetings/{number}/")
    return page(request, "meeting", draft, {**_context(draft, record, number, held), "is_new": is_new})


def _context(draft: Draft, record: DeskRecord, number: int, held: Fields) -> Fields:
    """The forms of a meeting, or of a new one (`held` is empty), with the rules' findings."""
    is_new = not held
    form = MeetingForm(record, None if is_new else held, initial=_drafted(draft) if is_new else None)
    form.is_valid()
    rest = [] if is_new else noted(form, at(findings(draft, record), "meetings", number))
    slug = str(held.get("slug", ""))
    is_known = any(map(is_description, _elsewhere(draft, record, slug)))
    return {
        "form": form,
        "people": _people(draft, record, held),
        "number": number,
        "rest": rest,
        "known": record.lookup.meetings.get(slug) if is_known and not held.get("title") else None,
        "slugs": sorted(record.lookup.meetings),
        "officials": [(one.slug, one.name) for one in record.officials.values()],
    }
