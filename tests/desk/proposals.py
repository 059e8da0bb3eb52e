"""What the desk would propose for articles of the record whose texts are at hand, beside what an editor has coded.

    python -m tests.desk.proposals DIR      DIR/SLUG.txt, as for check_articles --texts

For each article: which of its people, meetings and positions were proposed, and with which fields guessed as coded.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings

from timeline.desk import claims
from timeline.desk.drafts import Draft, put
from timeline.desk.intake import tidied
from timeline.desk.marking import taken
from timeline.desk.reading.terms import issues_of
from timeline.desk.record import DeskRecord, checked, desk_record
from timeline.loader.quotations import text_files
from timeline.loader.schema import ArticleEntry, PositionEntry

GUESSED = ("holder", "side", "speech", "date", "meeting", "issue")


def agreed(draft: Draft, record: DeskRecord, position: PositionEntry) -> dict[str, bool] | None:
    """Which fields of a position the desk guesses as coded, for the same words; None if they are not in the text.
    `likely`: the issue is among those offered first; `quoted`: the words were found as a quotation."""
    where = claims.located(draft.text, position.quote)
    if where is None:
        return None
    guess = claims.guessed(draft, record, where)
    found = {name: guess[name] == getattr(position, name) for name in GUESSED}
    found["holder"] = (found["holder"] and bool(position.holder)) or bool(
        position.attributed_to and guess["attributed_to"]
    )
    likely = [choice.value for choice in issues_of(str(guess["quote"]), record.lookup)]
    found["likely"] = position.issue in [*likely, guess["issue"]]
    found["quoted"] = any(one.start < where.end and where.start < one.end for one in draft.reading.quotations)
    return found


def told(article: ArticleEntry, text: str, record: DeskRecord) -> Iterator[str]:
    """The lines on one article."""
    facts = {"slug": article.slug, "published": article.published, "language": article.language}
    draft = put(tidied(text), dict(facts), record)
    coded = {person.official for meeting in article.meetings for person in meeting.participants}
    coded |= {position.holder for position in article.positions if position.holder}
    people = set(taken(draft, "official"))
    yield f"{article.slug}: {len(text.split())} words"
    yield f"  people: {len(coded & people)} of {len(coded)} coded were proposed; missed {sorted(coded - people)}"
    yield f"  people besides: {sorted(people - coded)}"
    proposed = [one.slug for one in draft.reading.meetings]
    meetings = [meeting.slug for meeting in article.meetings]
    places = ", ".join(
        f"{slug} as {proposed.index(slug) + 1}" if slug in proposed else f"{slug} not" for slug in meetings
    )
    yield f"  meetings: {places}"
    draft.article["meetings"] = [{"slug": slug} for slug in meetings]
    results = [agreed(draft, record, position) for position in article.positions]
    there = [one for one in results if one is not None]
    counts = ", ".join(f"{name} {sum(one[name] for one in there)}" for name in (*GUESSED, "likely", "quoted"))
    yield f"  positions: {len(there)} of {len(results)} stand in the text; guessed as coded: {counts}"


def main() -> None:
    """Print what is proposed for each article whose text is in the directory."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "armscontrol.settings")
    django.setup()
    corpus, problems = checked(settings.FIXTURES_DIR)
    assert corpus is not None, problems
    record = desk_record(corpus)
    files, _ = text_files(record.articles, Path(sys.argv[1]), {})
    for slug, path in sorted(files.items()):
        sys.stdout.write("\n".join(told(record.articles[slug], path.read_text("utf-8-sig"), record)) + "\n")


if __name__ == "__main__":
    main()
