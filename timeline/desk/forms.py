"""The forms of the desk. They carry texts; what is right is said by the loader's rules, shown beside each field."""

from collections.abc import Iterable
from typing import Any

from django import forms

from timeline.desk.drafts import Draft, Fields
from timeline.desk.marking import taken
from timeline.desk.reading.terms import issues_of
from timeline.desk.record import DeskRecord
from timeline.domain.vocabulary import (
    ANSWERING,
    JOINT,
    NO_ANSWER,
    ArticleKind,
    MeetingKind,
    MeetingStatus,
    Role,
    Side,
    Speech,
    Stance,
    country_codes,
    country_name,
)
from timeline.loader.problems import Place

type Options = list[tuple[str, Any]]

NONE = [("", "—")]
FLAG = [("false", "no"), ("true", "yes")]
SIDES = [*Side.choices, (JOINT, "both, in a joint statement")]
HOLDERS = tuple(f"holders.{number}" for number in range(len(Side)))
"""The fields of a joint statement's holders, one a side, Washington's first."""


def _line(label: str, *, help_text: str = "", required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, strip=True)


def _prose(label: str, *, rows: int = 3, help_text: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=area)


def _flag(label: str, *, help_text: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, required=False, choices=FLAG)


class DeskForm(forms.Form):
    """A form whose labels end in no colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class StartForm(DeskForm):
    """A source comes to the desk."""

    text = _prose("The text", rows=10, help_text="Paste it here; or choose a file or an address below.")
    file = forms.FileField(label="A file", required=False, help_text="txt, html, pdf or eml; it may be dropped here.")
    url = _line("Its address", help_text="Without a text or file it is fetched from there.")
    title = _line("Title", help_text="As the source gives it. Left empty: what the page says of itself.")
    publisher = _line("Publisher")
    authors = _line("Authors", help_text="Several with semicolons between them.")
    published = _line("Published", help_text="As 2002-02-20, 2002-02 or 2002. Words like Thursday count from it.")


class FactsForm(DeskForm):
    """The facts of the article."""

    slug = _line("Slug", help_text="Publisher, date, words; the file's name.")
    title = _line("Title")
    untitled = _flag("The title is ours", help_text="Yes where the source has none; readers then see it in brackets.")
    publisher = _line("Publisher")
    authors = _line("Authors", help_text="Family, Given; several with a semicolon between them.")
    published = _line("Published", help_text="When it was made public: as 2002-02-20, 2002-02 or 2002.")
    written = _line("Written", help_text="Of a telegram, a minute, a diary, where that was another day.")
    url = _line("Address")
    seed = _flag("The project began with it", help_text="Yes of two articles alone: their quotations may be longer.")
    kind = forms.ChoiceField(label="Kind", choices=ArticleKind.choices)
    language = _line("Language", help_text="Two letters: en, ru.")
    summary = _prose("Summary", help_text="One or two sentences in our own words.")


AGENDA = ("issues", "announced")
"""The lists of issues in a meeting's form."""


class MeetingForm(DeskForm):
    """A meeting that no other source describes."""

    slug = _line("Slug", help_text="Start, city, who.")
    title = _line("Title")
    kind = forms.ChoiceField(label="Kind", choices=MeetingKind.choices)
    negotiation = forms.ChoiceField(label="Negotiation")
    part_of = forms.CharField(
        label="A session of",
        help_text="The slug of the round or summit in which it was held, if a source or the record plainly says so.",
        required=False,
        widget=forms.TextInput(attrs={"list": "meeting-slugs", "autocomplete": "off"}),
    )
    start = _line("Start")
    end = _line("End", help_text="Left out where it took one day.")
    status = forms.ChoiceField(label="Status", choices=MeetingStatus.choices)
    city = _line("City")
    country = _line("Country", help_text="Two letters, of today.")
    summary = _prose("Summary", help_text="What it was and what happened, in our own words.")
    outcome = _prose("Outcome", rows=2)
    issues = forms.MultipleChoiceField(label="Issues", required=False, widget=forms.SelectMultiple(attrs={"size": 8}))
    announced = forms.MultipleChoiceField(
        label="Issues only announced",
        required=False,
        help_text="What the source says was to be discussed, not that it was.",
        widget=forms.SelectMultiple(attrs={"size": 4}),
    )

    def __init__(self, record: DeskRecord, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        talks = [(one.slug, one.name) for one in record.corpus.negotiations]
        _choose(self, "negotiation", [*NONE, *talks])
        for name in AGENDA:
            _choose(self, name, [(one.slug, one.name) for one in record.corpus.issues])


class ParticipantForm(DeskForm):
    """Who took part in a meeting, one official a form."""

    official = forms.CharField(widget=forms.HiddenInput)
    role = forms.ChoiceField(required=False)
    side = forms.CharField(label="Side", required=False, widget=forms.TextInput(attrs={"size": 4}))
    post = _line("Post")

    def __init__(self, *args: Any, is_told: bool, is_named: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_named:
            self.fields["official"].widget = forms.TextInput(attrs={"list": "officials", "autocomplete": "off"})
            _choose(self, "role", Role.choices)
            return
        none = "named by another source" if is_told else "was not there"
        _choose(self, "role", [("", none), *Role.choices])


class OfficialForm(DeskForm):
    """Somebody to be added to the officials."""

    slug = _line("Slug")
    name = _line("Name", help_text="As English sources most often spell it.")
    family_name = _line("Family name")
    native_name = _line("In their own script")
    side = _line("Side", help_text="US, RU or another country's two letters.")
    post = _line("Post")


class ClaimForm(DeskForm):
    """A position: whose, on which issue, with which answer, in which words."""

    holder = forms.ChoiceField(label="Holder", required=False)
    attributed_to = _line("Or attributed to", help_text="Where nobody is named: a source in the General Staff.")
    side = forms.ChoiceField(label="Side", required=False)
    issue = forms.ChoiceField(label="Issue", required=False)
    stance = forms.ChoiceField(label="Answer", required=False, widget=forms.RadioSelect)
    speech = forms.ChoiceField(label="Words", required=False, choices=Speech.choices, widget=forms.RadioSelect)
    date = _line("Said on")
    meeting = forms.ChoiceField(label="At the meeting", required=False)
    summary = _prose("Summary", rows=2, help_text="The position in one sentence of our own.")
    translation = _prose("Translation", rows=2, help_text="Of the quotation, where the source is not in English.")

    def __init__(self, draft: Draft, record: DeskRecord, values: Fields, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = sorted((country_name(code), code) for code in country_codes() - {*Side.values})
        _choose(self, "side", [*NONE, *SIDES, ("Another country", [(code, name) for name, code in others])])
        _choose(self, "holder", _holders(draft, record))
        for name, side in zip(HOLDERS, Side, strict=True):
            of_side = _holders(draft, record, side)
            self.fields[name] = forms.ChoiceField(label=f"For {side.label}", choices=of_side, required=False)
        _choose(self, "issue", _issues(draft, record, str(values.get("quote", ""))))
        _choose(self, "meeting", [*NONE, *((str(one["slug"]), str(one["slug"])) for one in draft.meetings)])
        _choose(self, "stance", answers(record, str(values.get("issue", ""))))
        if draft.article.get("language") == "en":
            del self.fields["translation"]
        self.order_fields(["holder", "attributed_to", "side", *HOLDERS])


def _choose(form: forms.Form, name: str, options: Options) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- of this module
    field.choices = options


def answers(record: DeskRecord, issue: str) -> Options:
    """The answers to an issue's question, by stance; the codes alone where no issue is chosen."""
    asked = record.issues.get(issue)
    if asked is None:
        return [(one.value, one.label) for one in Stance]
    said = [(stance.value, getattr(asked.answers, stance.value)) for stance in ANSWERING]
    return [*said, (Stance.UNCLEAR.value, NO_ANSWER)]


def _holders(draft: Draft, record: DeskRecord, side: str = "") -> Options:
    """The officials (of one side) taken from the text, the draft's new ones, then all others."""
    here = taken(draft, "official")
    named = [(one.slug, one.name) for one in record.officials.values() if side in {"", one.side}]
    new = [(str(one["slug"]), str(one["name"])) for one in draft.officials if side in {"", one.get("side", "")}]
    names, rest = dict(named), [one for one in named if one[0] not in here]
    first = [(slug, names[slug]) for slug in here if slug in names]
    return [*NONE, ("In this text", [*first, *new]), ("All others", rest)]


def _issues(draft: Draft, record: DeskRecord, quote: str) -> Options:
    """The issues, those that the words bear on first."""
    likely = [choice.value for choice in issues_of(quote, record.lookup)] if quote else []
    likely += [slug for slug in taken(draft, "issue") if slug not in likely]
    first = [(slug, record.issues[slug].name) for slug in likely if slug in record.issues]
    rest = [(slug, one.name) for slug, one in record.issues.items() if slug not in likely]
    return [*NONE, *([("Likely", first)] if first else []), ("All others", rest)]


def _field_at(form: forms.Form, place: Place) -> str:
    """The field that a place in an entry's data is in, or the first below it; empty if there is none."""
    steps = list(map(str, place))
    for length in range(len(steps), 0, -1):
        name = ".".join(steps[:length])
        for field in form.fields:
            if field == name or field.startswith(f"{name}."):
                return field
    return ""


def noted(form: forms.Form, problems: Iterable[tuple[Place, str]]) -> list[str]:
    """Put each problem beside the field that it is about; those of no field are returned."""
    rest = []
    for place, message in problems:
        if name := _field_at(form, place):
            form.add_error(name, message)
        else:
            rest.append(message)
    return rest
