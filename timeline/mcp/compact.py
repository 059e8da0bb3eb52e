"""Items as a model needs them to tell and to quote: relations by their slugs, nothing twice, so that a page of them
stays within LIMIT. The names are the API's; what is left out is said once in the server's instructions."""

from collections.abc import Iterable
from typing import Any

import orjson

from timeline.domain.text_fragments import DIRECTIVE, EDGE, source_link
from timeline.domain.vocabulary import MeetingStatus, Speech

type Item = dict[str, Any]

LIMIT = 8192
"""Bytes of JSON."""


def size(answer: Any) -> int:
    """The bytes that an answer takes."""
    return len(orjson.dumps(answer))


def _filled(item: Item) -> Item:
    return {name: value for name, value in item.items() if value not in (None, "", [])}


def _slug(link: Item | None) -> str | None:
    return str(link["slug"]) if link else None


def _slugs(links: Iterable[Item]) -> list[str]:
    return [str(link["slug"]) for link in links]


def brief_link(link: str, quote: str) -> str:
    """A link to a quotation's first words, which opens the source at the same place."""
    address = link.partition(DIRECTIVE)[0].removesuffix("#")
    return source_link(address, " ".join(quote.split()[:EDGE]))


def statement(item: Item) -> Item:
    """A position: who, when, on what, with which answer, in whose words."""
    is_reported = item["speech"] != Speech.DIRECT
    return _filled(
        {
            "id": item["id"],
            "speaker": item["speaker"],
            "side": item["side"],
            "joint": item["joint"] or None,
            "date": item["date"],
            "issue": _slug(item["issue"]),
            "stance": item["stance"],
            "answer": item["answer"],
            "summary": item["summary"],
            "quote": item["quote"],
            "speech": item["speech"],
            "words_of": item["words_of"] if is_reported else None,
            "language": item["language"] if item["language"] != "en" else None,
            "translation": item["translation"],
            "meeting": _slug(item["meeting"]),
            "source_link": brief_link(item["source_link"], item["quote"]),
            "verification": item["verification"],
        }
    )


def _days(item: Item) -> str:
    return f"{item['start']}/{item['end']}" if item["end"] else str(item["start"])


def listed_meeting(item: Item) -> Item:
    """A meeting of a list, its articles whole: who, when, where, about what; the source that describes it in full."""
    return _filled(
        {
            "slug": item["slug"],
            "title": item["title"],
            "date": _days(item),
            "kind": item["kind"],
            "status": item["status"] if item["status"] != MeetingStatus.HELD else None,
            "city": item["city"],
            "country": item["country"],
            "issues": _slugs(item["issues"]),
            "announced": _slugs(item["announced"]),
            "officials": _slugs(one["official"] for one in item["participants"]),
            "position_count": item["position_count"],
            "source_url": item["articles"][0]["source_url"] if item["articles"] else None,
        }
    )


def meeting(item: Item) -> Item:
    """A meeting by itself, its articles whole."""
    listed = {name: value for name, value in listed_meeting(item).items() if name not in {"officials", "source_url"}}
    return _filled(
        {
            **listed,
            "negotiation": _slug(item["negotiation"]),
            "part_of": _slug(item["part_of"]),
            "sessions": _slugs(item["sessions"]),
            "summary": item["summary"],
            "outcome": item["outcome"],
            "treaties": _slugs(item["treaties"]),
            "participants": [_participant(one) for one in item["participants"]],
            "articles": [{"slug": one["slug"], "source_url": one["source_url"]} for one in item["articles"]],
        }
    )


def _participant(one: Item) -> Item:
    who = {"official": one["official"]["slug"], "name": one["official"]["name"], "side": one["side"]}
    return _filled({**who, "role": one["role"] if one["role"] != "member" else None, "post": one["post"]})


def official(item: Item) -> Item:
    """An official."""
    names = ("slug", "name", "native_name", "aliases", "side", "posts", "meeting_count", "position_count")
    return _filled({name: item[name] for name in (*names, "earliest", "latest")})


def standing(item: Item) -> Item:
    """Both sides' standings on an issue: of each the answer and the statement that it rests on."""
    kept = {name: item[name] for name in ("issue", "question", "answers", "distance")}
    sides = {name: item[name] and _rests_on(item[name]) for name in ("us", "ru")}
    return {**kept, **sides, **{name: item[name] and _silence(item[name]) for name in ("us_silent", "ru_silent")}}


def _rests_on(position: Item) -> Item:
    names = (
        "id",
        "speaker",
        "joint",
        "date",
        "stance",
        "answer",
        "quote",
        "speech",
        "words_of",
        "verification",
        "source_link",
    )
    brief = statement(position)
    return {name: brief[name] for name in names if name in brief}


def _silence(silent: Item) -> Item:
    return {"silent_since": silent["silent_since"], "last_position": _rests_on(silent["last_position"])}


def find(item: Item) -> Item:
    """A find of a search that is no position."""
    return _filled({name: item.get(name) for name in ("slug", "title", "date")})


def within_limit(answer: Item, names: Iterable[str]) -> Item:
    """The answer; where it is longer than LIMIT, the statements under these names without their summaries, and that is
    said."""
    if size(answer) <= LIMIT:
        return answer
    bare = {name: [{key: one[key] for key in one if key != "summary"} for one in answer[name]] for name in names}
    return {**answer, **bare, "note": "summaries are left out for length; get_position has one"}
