"""Claim: words are selected and become a position, with its proof, the rules' findings beside the fields."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from timeline.desk import claims
from timeline.desk.claims import TextRange
from timeline.desk.drafts import Draft, Fields
from timeline.desk.findings import at, findings
from timeline.desk.forms import HOLDERS, ClaimForm, noted
from timeline.desk.record import DeskRecord, the_record
from timeline.desk.removing import refer_to_claim
from timeline.desk.views.common import draft_or_404, page
from timeline.loader.rules import MAX_QUOTE_WORDS, MAX_SEED_QUOTE_WORDS, MIN_QUOTE_WORDS, word_count

LINES = ("line", "at", "line_to", "at_to")
FIELDS = (*ClaimForm.base_fields, *HOLDERS)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _selected(draft: Draft, given: Fields) -> TextRange | None:
    """The selection that the form gives, by lines if these were taken, or else by offsets; None if it gives none."""
    if given.get("take") == "lines" and _number(given.get("line", "")):
        return claims.by_lines(draft.text, *(_number(given.get(name, "")) for name in LINES))
    return _range(draft, given.get("start", ""), given.get("end", ""))


def _changed(draft: Draft, given: Fields) -> int | None:
    """The number of the claim that is being changed; None for a new one."""
    number = given.get("edit", "")
    return int(number) if number.isdecimal() and len(number) < 6 and int(number) < len(draft.positions) else None


def _filled(draft: Draft, record: DeskRecord, given: Fields, chosen: TextRange | None) -> Fields:
    """The fields as the form is filled for a selection: as they are in the claim that is changed, or as guessed."""
    number = _changed(draft, given)
    filled = dict(draft.positions[number]) if number is not None else {}
    filled |= zip(HOLDERS, filled.pop("holders", ()), strict=False)
    if chosen:
        filled |= claims.guessed(draft, record, chosen) if number is None else {"quote": _words(draft, chosen)}
    return filled


def _values(draft: Draft, record: DeskRecord, given: Fields, chosen: TextRange | None) -> Fields:
    """The fields of the claim: as filled for the selection, and over it what was written, for other words too."""
    filled = _filled(draft, record, given, chosen)
    if "seen" not in given:
        return filled
    start, _, end = given["seen"].partition("-")
    before = filled if given["seen"] == _seen(chosen) else _filled(draft, record, given, _range(draft, start, end))
    written = {name: given[name] for name in FIELDS if name in given and given[name] != before.get(name, "")}
    values = filled | written
    if given.get("seen_issue") and values.get("issue") != given["seen_issue"]:
        values.pop("stance", None)
    return values


def _words(draft: Draft, chosen: TextRange) -> str:
    return " ".join(draft.text[chosen.start : chosen.end].split())


def _seen(chosen: TextRange | None) -> str:
    """What the form remembers of the selection that it was filled for."""
    return f"{chosen.start}-{chosen.end}" if chosen else ""


def _range(draft: Draft, start: str, end: str) -> TextRange | None:
    """The selection between two offsets as they are given; None if they give none."""
    return claims.trimmed(draft.text, _number(start), _number(end)) if _number(end) else None


def _position(values: Fields, draft: Draft, number: int | None) -> Fields:
    """The position as plain data, with its proof if the words stand in the text, and with what was noted of the same
    words in the claim of this number, which it takes the place of."""
    position: Fields = {name: values.get(name, "") for name in (*ClaimForm.base_fields, "quote")}
    position["holders"] = [values[name] for name in HOLDERS if values.get(name)]
    before = draft.positions[number] if number is not None else {}
    if before.get("quote") == position["quote"]:
        position |= {name: before[name] for name in ("proof", "not_found") if name in before}
    return claims.proven(draft, position)


def _form(
    draft: Draft, record: DeskRecord, values: Fields, *, is_tried: bool, number: int | None
) -> tuple[ClaimForm, list[str]]:
    """The form, with the rules' findings beside its fields once it was tried; before, only those on the words."""
    form = ClaimForm(draft, record, values, {name: values.get(name, "") for name in FIELDS})
    form.is_valid()
    if not values.get("quote"):
        return form, []
    place = len(draft.positions) if number is None else number
    wrong = at(findings(draft, record, extra=_position(values, draft, number), instead=number), "positions", place)
    if not is_tried:
        wrong = [one for one in wrong if one[0][:1] == ("quote",)]
    return form, noted(form, wrong)


@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """The text to select from, the form of the claim, and the claims made; posted, one more (or one changed), if the
    rules allow it."""
    draft, record = draft_or_404(key), the_record()
    is_tried = request.method == "POST"
    given: Fields = dict((request.POST if is_tried else request.GET).items())
    chosen, number = _selected(draft, given), _changed(draft, given)
    values = _values(draft, record, given, chosen)
    form, rest = _form(draft, record, values, is_tried=is_tried, number=number)
    if is_tried and values.get("quote") and not rest and not form.errors:
        place = len(draft.positions) if number is None else number
        draft.positions[place : place + 1] = [_position(values, draft, number)]
        return HttpResponseRedirect(f"/desk/{key}/claim/#claim-{place}")
    context = _context(draft, record, values, chosen) | {"form": form, "rest": rest, "number": number}
    return page(request, "claim", draft, context)


def _empty(draft: Draft, record: DeskRecord) -> Fields:
    """What the page shows without a selection."""
    form, rest = _form(draft, record, {}, is_tried=False, number=None)
    return _context(draft, record, {}, None) | {"form": form, "rest": rest, "number": None}


def _context(draft: Draft, record: DeskRecord, values: Fields, chosen: TextRange | None) -> Fields:
    quote = str(values.get("quote", ""))
    issue = record.issues.get(str(values.get("issue", "")))
    said = [(one, draft.text[one.start : one.end]) for one in draft.reading.quotations]
    return {
        "chosen": chosen,
        "seen": _seen(chosen),
        "quote": quote,
        "words": word_count(quote),
        "least": MIN_QUOTE_WORDS,
        "most": MAX_SEED_QUOTE_WORDS if draft.article.get("seed") == "true" else MAX_QUOTE_WORDS,
        "proof": claims.proof(draft, quote),
        "question": issue.question if issue else "",
        "issue": issue.slug if issue else "",
        "said": said,
        "lines": draft.text.split("\n"),
        "made": [
            {**dict.fromkeys(FIELDS, ""), **one, "is_missing": claims.is_missing(draft, one)} for one in draft.positions
        ],
    }


@require_POST
def leave_claim(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A claim is taken out again, unless something still refers to it."""
    draft, record = draft_or_404(key), the_record()
    if referring := refer_to_claim(draft, record, number):
        context = _empty(draft, record) | {"kept": number + 1, "referring": referring}
        return page(request, "claim", draft, context)
    del draft.positions[number : number + 1]
    return HttpResponseRedirect(f"/desk/{key}/claim/#claims")


@require_POST
def prove(request: HttpRequest, key: str) -> HttpResponse:
    """Every position of the draft is proven against the text, where its words stand in it."""
    draft = draft_or_404(key)
    claims.prove_all(draft)
    return HttpResponseRedirect(f"/desk/{key}/claim/#claims")
