"""The record: a method for each list and each item of the API, with its own parameters as keywords."""

import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Self, cast

from across_the_table import types
from across_the_table.asking import Asking, Query, Value
from across_the_table.copies import RecordCopy, copied, updated
from across_the_table.errors import RecordChangedError

if TYPE_CHECKING:
    import pandas

RELEASE = "X-Release-Name"
MOST = 200
"""Items of a page, at most."""
PLACED = ("page", "cursor", "sample")
"""Parameters that choose a part of a list themselves: no cursor is put beside them."""

type Given = Value | list[str]


class RecordNote(UserWarning):
    """What the API says of a question that it answered: a name that nothing bears, words that it took for others."""


def any_of(*values: str) -> str:
    r"""Several values of one parameter, any of which will do: `city=any_of("Geneva", "Washington, D.C.")`. A comma
    within a value is written `\,`, as the API asks. Several values as a list ask for all of them at once, where the API
    has that."""
    return ",".join(value.replace("\\", "\\\\").replace(",", "\\,") for value in values)


class Items[T]:
    """A list of the API, read as it is walked, a page at a time; each walk asks anew.

    Raises ProblemError for a question that the API refuses, and RecordChangedError where a release is loaded while it
    is read. Notes of the API on the question are warnings (RecordNote).
    """

    def __init__(self, asking: Asking, path: str, query: Query, *, release: str | None = None) -> None:
        self._asking, self._path, self._query, self._release = asking, path, dict(query), release

    def __iter__(self) -> Iterator[T]:
        """Every item, in the list's order."""
        for page in self.pages():
            yield from page["results"]

    def pages(self) -> Iterator[types.Page[T]]:
        """Every page, as it is answered. 1 request each."""
        query = {"page_size": MOST, **self._query}
        if not any(query.get(name) for name in PLACED):
            query["cursor"] = "*"
        page, release = self._page(self._path, query, self._release)
        for note in page.get("notes", []):
            warnings.warn(f"{note['parameter']}: {note['detail']}", RecordNote, stacklevel=2)
        yield page
        while page["next"]:
            page, release = self._page(page["next"], None, release)
            yield page

    def count(self) -> int:
        """How many there are. 1 request."""
        return self.page(page_size=1)["count"]

    def page(self, **more: Given) -> types.Page[T]:
        """One page as it is answered, with `count`, and with `facets` and `notes` where there are any. 1 request."""
        return self._page(self._path, {**self._query, **more}, self._release)[0]

    def to_dataframe(self) -> "pandas.DataFrame":
        """All of them as a table (the extra `pandas`): see frames.py."""
        from across_the_table.frames import dataframe

        return dataframe(cast("Iterable[dict[str, Any]]", self))

    def _page(self, address: str, query: Query | None, release: str | None) -> tuple[types.Page[T], str | None]:
        """A page, and the release it is of. Raises RecordChangedError where that is another."""
        response = self._asking.get(address, query)
        found = response.headers.get(RELEASE)
        if release is not None and found != release:
            raise RecordChangedError(f"release {found} was loaded while {release} was read; read it again")
        return response.json(), found


class Record:
    """A server of the record: `Record("https://…")`. Keywords of its methods are the API's parameters, as its
    documentation (`/api/docs/` of the server) has them, `from_` for `from`: whatever parameters the server has can be
    given, and one that it does not have is refused by it, with the nearest. A value with commas is any of several
    (`any_of`), a list repeats the parameter: `official=["a", "b"]` were both there.

    `retries`, `patience`, `wait` and `http` (a httpx.Client of your own) are Asking's.
    """

    def __init__(self, base_url: str, **options: Any) -> None:
        self._asking = Asking(base_url, **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connections."""
        self._asking.http.close()

    def items(self, noun: types.Noun, *, release: str | None = None, **query: Given) -> Items[dict[str, Any]]:
        """A list by its name in the API. With `release` no other release is read."""
        return Items(self._asking, f"/api/v1/{noun}/", query, release=release)

    def item(self, noun: types.Noun, identity: str, **query: Given) -> dict[str, Any]:
        """An item by its list's name, and its slug or id. Raises NotFoundError, GoneError."""
        return cast("dict[str, Any]", self._json(f"/api/v1/{noun}/{identity}/", query))

    def meetings(self, **query: Given) -> Items[types.Meeting]:
        """Meetings, in the order of time."""
        return Items(self._asking, "/api/v1/meetings/", query)

    def meeting(self, slug: str, **query: Given) -> types.Meeting:
        """A meeting."""
        return cast("types.Meeting", self.item("meetings", slug, **query))

    def officials(self, **query: Given) -> Items[types.Official]:
        """Officials, by name."""
        return Items(self._asking, "/api/v1/officials/", query)

    def official(self, slug: str, **query: Given) -> types.Official:
        """An official."""
        return cast("types.Official", self.item("officials", slug, **query))

    def issues(self, **query: Given) -> Items[types.Issue]:
        """Issues, each a question with its three answers."""
        return Items(self._asking, "/api/v1/issues/", query)

    def issue(self, slug: str, **query: Given) -> types.Issue:
        """An issue."""
        return cast("types.Issue", self.item("issues", slug, **query))

    def negotiations(self, **query: Given) -> Items[types.Negotiation]:
        """Negotiations."""
        return Items(self._asking, "/api/v1/negotiations/", query)

    def negotiation(self, slug: str, **query: Given) -> types.Negotiation:
        """A negotiation."""
        return cast("types.Negotiation", self.item("negotiations", slug, **query))

    def treaties(self, **query: Given) -> Items[types.Treaty]:
        """Treaties, in the order of signature."""
        return Items(self._asking, "/api/v1/treaties/", query)

    def treaty(self, slug: str, **query: Given) -> types.Treaty:
        """A treaty."""
        return cast("types.Treaty", self.item("treaties", slug, **query))

    def positions(self, **query: Given) -> Items[types.Position]:
        """Positions: who said what on which issue, each with its quotation and the link to its words."""
        return Items(self._asking, "/api/v1/positions/", query)

    def position(self, identity: str, **query: Given) -> types.Position:
        """A position."""
        return cast("types.Position", self.item("positions", identity, **query))

    def articles(self, **query: Given) -> Items[types.Article]:
        """Sources."""
        return Items(self._asking, "/api/v1/articles/", query)

    def article(self, slug: str, **query: Given) -> types.Article:
        """A source."""
        return cast("types.Article", self.item("articles", slug, **query))

    def standings(self, **query: Given) -> list[types.Standing]:
        """Where both sides stood on each issue: `on="1986-10-12"`, or over time, `from_="1980", to="1990"`."""
        return list(Items(self._asking, "/api/v1/standings/", {"page": 1, **query}))

    def search(self, q: str, **query: Given) -> dict[str, Any]:
        """What a question was taken to mean, the answer, and a page of finds, as the API gives it."""
        return cast("dict[str, Any]", self._json("/api/v1/search/", {"q": q, **query}))

    def releases(self) -> Items[types.NamedRelease]:
        """The record's releases, the newest first."""
        return Items(self._asking, "/api/v1/releases/", {"page": 1})

    def release(self, name: str = "latest") -> types.NamedRelease:
        """A release, by its name or hash."""
        return cast("types.NamedRelease", self._json(f"/api/v1/releases/{name}/", {}))

    def changes(self, since: str | None = None, **query: Given) -> Items[types.ItemChange]:
        """What changed after a release (without one: ever), in the order in which it happened."""
        return Items(self._asking, "/api/v1/changes/", {"since": since, **query})

    def copy(self) -> RecordCopy:
        """The whole record, all of one release."""
        return copied(self)

    def update(self, copy: RecordCopy) -> RecordCopy:
        """The copy brought up to the server's release by what changed since its own."""
        return updated(self, copy)

    def _json(self, path: str, query: Query) -> Any:
        return self._asking.get(path, query).json()
