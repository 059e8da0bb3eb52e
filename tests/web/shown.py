"""The statements that a page shows, read as a reader would: each with its context (who, when, on what) and the
typography of its words. For the tests of correct attribution."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

from timeline.domain import dates
from timeline.models import Issue, Meeting, Position

SPACE = re.compile(r"\s+")
QUOTED = re.compile(r"[“”«»„]")
ITALIC = ".//q | .//i | .//em | .//cite | .//blockquote"


def parsed(content: bytes | str) -> HtmlElement:
    """A page or a part of one, parsed."""
    return html.fromstring(content if isinstance(content, str) else content.decode())


def text(tag: HtmlElement) -> str:
    """A tag's text with single spaces."""
    return SPACE.sub(" ", str(tag.text_content())).strip()


def _having(name: str) -> str:
    return f"[contains(concat(' ', @class, ' '), ' {name} ')]"


def every(tag: HtmlElement, name: str) -> list[HtmlElement]:
    """The tags with a class, including the given tag itself."""
    return list(tag.xpath(f"descendant-or-self::*{_having(name)}"))


def one(tag: HtmlElement, name: str) -> HtmlElement:
    """The only tag with a class."""
    found = every(tag, name)
    assert len(found) == 1, f"{name}: {len(found)} in {text(tag)[:200]}"
    return found[0]


def keys(tag: HtmlElement, folder: str) -> list[str]:
    """The slugs or ids of the pages under a URL prefix that a tag links to."""
    found = (re.fullmatch(rf"/{folder}/([^/]+)/.*", str(href)) for href in tag.xpath(".//@href | ./@href"))
    return [match[1] for match in found if match]


@dataclass(frozen=True, slots=True)
class Above:
    """What a page says above a statement: the slugs of its issue, holder and meeting, and the day."""

    issue: str = ""
    holder: str = ""
    meeting: str = ""
    day: str = ""


HEADINGS = {
    "issue": ("table__question", "topic__name", "compared__issue"),
    "occasion": ("occasion__name", "card__title"),
}


def _nearest(tag: HtmlElement, names: tuple[str, ...]) -> HtmlElement | None:
    """The heading, with one of the classes, of the nearest part of the page around a tag that has one."""
    for around in tag.iterancestors():
        for name in names:
            for found in around.xpath(f"./*{_having(name)} | ./*/*{_having(name)}"):
                return found
    return None


def above(tag: HtmlElement, path: str) -> Above:
    """The context above a statement on the page at a path."""
    folder, _, rest = path.removeprefix("/embed").strip("/").partition("/")
    slug = rest.partition("/")[0]
    issue = slug if folder == "issues" else ""
    if (named := _nearest(tag, HEADINGS["issue"])) is not None:
        issue = keys(named, "issues")[0]
    elif folder == "positions":
        issue = keys(one(tag.getroottree().getroot(), "testimony__kicker"), "issues")[0]
    meeting, day = slug if folder == "meetings" else "", ""
    if (occasion := _nearest(tag, HEADINGS["occasion"])) is not None:
        meeting = (keys(occasion, "meetings") or [""])[0]
        day = "" if meeting else text(one(occasion, "occasion__date"))
    return Above(issue, slug if folder == "officials" else "", meeting, day)


def wordings(position: Position, over: Above, meetings: dict[str, Meeting]) -> set[str]:
    """The acceptable texts for a statement's date in its context, including an empty one if it is already given
    above."""
    written = dates.describe(position.date)
    allowed = {written}
    if over.day == written:
        allowed.add("")
    if over.meeting:
        at = meetings[over.meeting]
        if (position.earliest, position.latest) == (at.earliest, at.latest):
            allowed.add("")
        years = {at.earliest.year, at.latest.year, position.earliest.year, position.latest.year}
        if len(years) == 1:
            allowed.add(written.removesuffix(f" {years.pop()}"))
    return allowed


def _faults_of_headline(
    said: HtmlElement, position: Position, over: Above, meetings: dict[str, Meeting]
) -> Iterator[str]:
    who = one(said, "said__who")
    if position.holder is not None and over.holder != position.holder.slug:
        if keys(who, "officials") != [position.holder.slug] or not text(who).startswith(position.holder.name):
            yield f"not under {position.holder.name}"
    elif position.holder is None and not text(who).lower().startswith(position.attributed_to.lower()):
        yield f"not under {position.attributed_to}"
    written = [text(date) for date in every(who, "said__date")] or [""]
    if len(written) != 1 or written[0] not in wordings(position, over, meetings):
        yield f"dated {written} and not {position.date}"
    named = keys(who, "issues") or [over.issue]
    if named != [position.issue.slug]:
        yield f"on {named} and not on {position.issue.slug}"
    badges = [(str(badge.get("data-stance")), text(badge)) for badge in every(who, "stance")]
    if badges != [(position.stance, Issue.answer(position.issue, position.stance))]:
        yield f"answers {badges}"


def faults_of_words(said: HtmlElement, position: Position) -> Iterator[str]:
    """Faults of a statement's words: quotation marks, italics and `q` only around direct speech; language and
    translation shown."""
    quotes = [text(quote) for quote in said.iter("q")]
    summary = SPACE.sub(" ", position.summary)
    if position.speech == "direct":
        if quotes != [SPACE.sub(" ", position.quote)] or every(said, "said__report"):
            yield f"direct speech set as {quotes}"
        words = next(said.iter("q"))
    else:
        report = one(said, "said__report")
        expected = f"{position.article.publisher} reported: “{position.quote}”"
        if not text(report).startswith(SPACE.sub(" ", expected)) or said.xpath(ITALIC):
            yield f"a report set as {text(report)}"
        if "paraphrase" not in [text(mark) for mark in every(said, "said__mark")]:
            yield "a report without its mark"
        words = one(report, "said__words")
    language = position.article.language
    if language != "en" and (words.get("lang"), words.get("dir")) != (language, "rtl" if language in RTL else "ltr"):
        yield f"{language} without lang and dir"
    if bool(every(said, "said__language")) != (language != "en"):
        yield f"the language {language} is not told"
    translation = SPACE.sub(" ", position.translation)
    if translation and translation not in text(said):
        yield "the translation is not shown"
    rest = text(said)
    for known in (text(words), summary, translation):  # their own quotation marks are the source's or the record's
        rest = rest.replace(known, "") if known else rest
    if QUOTED.search(rest):
        yield f"quotation marks around {rest}"


RTL = {"ar", "fa", "he", "ur"}


def statements(page: HtmlElement) -> list[tuple[str, HtmlElement]]:
    """The statements shown in full, each with its id."""
    return [(keys(said, "positions")[0], said) for said in every(page, "said")]


def faults(
    page: HtmlElement, path: str, positions: dict[str, Position], meetings: dict[str, Meeting]
) -> tuple[int, list[str]]:
    """The number of statements that a page shows in full, and everything wrong with them."""
    shown = statements(page)
    found = []
    for key, said in shown:
        position, over = positions[key], above(said, path)
        wrong = [*_faults_of_headline(said, position, over, meetings), *faults_of_words(said, position)]
        found += [f"{path}: {key}: {fault}" for fault in wrong]
    # There is no quotation outside of a statement or its page.
    stray = [quote for quote in page.iter("q") if not any(True for up in quote.iterancestors() if _is_statement(up))]
    return len(shown), found + [f"{path}: stray quotation {text(quote)}" for quote in stray]


def _is_statement(tag: HtmlElement) -> bool:
    return bool({"said", "testimony__words"} & set(str(tag.get("class")).split()))
