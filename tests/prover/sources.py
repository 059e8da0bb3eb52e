"""Made-up sources, as the record's files give them."""

from timeline.loader import schema
from timeline.loader.schema import ArticleEntry, PositionEntry, SourceCheck


def position(quote: str, *, proof: schema.Proof | None = None, not_found: str = "") -> PositionEntry:
    """A position with this quotation."""
    return PositionEntry(
        holder="vladimir-semenov",
        side="RU",
        issue="missile-defense",
        stance="conditional",
        date="2026-03-01",
        summary="A summary.",
        quote=quote,
        speech="direct",
        proof=proof,
        not_found=not_found,
    )


def article(url: str, *positions: PositionEntry | str, checked: SourceCheck | None = None) -> ArticleEntry:
    """A source at this address, with these positions or quotations."""
    return ArticleEntry(
        slug="news-2026-03-01-talks",
        title="Two days of talks",
        publisher="The News",
        published="2026-03-01",
        url=url,
        kind="news",
        language="en",
        summary="A report.",
        checked=checked,
        meetings=(),
        positions=tuple(position(one) if isinstance(one, str) else one for one in positions),
    )


def check(status: str, *failed: str, archived: str = "", day: str = "2026-05-01") -> SourceCheck:
    """What was noted of a page."""
    return SourceCheck(day=day, status=status, archived=archived, failed=failed)
