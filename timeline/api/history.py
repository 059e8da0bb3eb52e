"""What changed: /api/v1/releases/, the record's releases by name, and /api/v1/changes/, what each of them added,
changed and withdrew, by which a client keeps a copy of the record."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, Value
from django.http import Http404, HttpResponse
from rest_framework.request import Request

from timeline import resources
from timeline.api import cursors, loading, parameters
from timeline.api.formats.base import Item
from timeline.api.paging import list_response
from timeline.api.query import place
from timeline.api.record_view import RecordView, json_response
from timeline.api.resources import BY_MODEL
from timeline.api.values import read_some_of
from timeline.domain.vocabulary import ChangeKind
from timeline.filters.parameters import Parameter
from timeline.filters.values import BadValueError, read_text
from timeline.index.history import HistoryIndex, history
from timeline.models import Change, NamedRelease, Release

NOUNS = tuple(resources.BY_NAME)
RELEASE = r"([0-9]{4}-[0-9]{2}-[0-9]{2}[b-z]?(-draft-[0-9a-f]{8})?|draft-[0-9a-f]{8}|[0-9a-f]{12,64})"
"""A release by its name, or by its hash or at least 12 digits of that."""
LATEST = "latest"
ORDER = ("ordinal",)


def _read_release(texts: list[str]) -> str:
    text = read_text(texts)
    if not re.fullmatch(RELEASE, text):
        raise BadValueError(f"{text[:80]!r} is no release; write its name, 2026-11-29, or its hash")
    return text


def since() -> Parameter:
    """The release to start after."""
    return Parameter(
        "since",
        "Name or hash of a release: what changed after it. Without it, the whole history. A release that this record "
        "never had, a draft that has gone among them: 404; take the whole record again then.",
        {"type": "string", "pattern": f"^{RELEASE}$"},
        _read_release,
    )


def noun() -> Parameter:
    """Of which items."""
    return Parameter(
        "noun",
        "Only changes of these resources, with commas between.",
        {"type": "array", "items": {"type": "string", "enum": list(NOUNS)}, "minItems": 1},
        read_some_of(NOUNS),
        "positions",
    )


def expand_item() -> Parameter:
    """Whether items are given."""
    return Parameter(
        "expand",
        "Give with each change the item whole, as it is now; null where it has gone. Each resource in a page is read "
        "by itself: with `noun` a page is given sooner.",
        {"type": "array", "items": {"type": "string", "enum": ["item"]}, "minItems": 1},
        read_some_of(("item",)),
    )


def release_item(one: NamedRelease, counts: Mapping[str, int], *, base: str) -> Item:
    """A release as NamedReleaseSchema has it."""
    return {
        "name": one.name,
        "hash": one.hash,
        "date": one.day,
        "note": one.note or None,
        "draft": one.is_draft,
        **{kind: counts.get(kind, 0) for kind in ChangeKind.values},
        "url": f"{base}{resources.ROOT}releases/{one.name}/",
        "html_url": f"{base}/changes/#release-{one.name}",
    }


def counted(releases: Sequence[NamedRelease]) -> dict[int, Counter[str]]:
    """How many items each of the releases added, changed (facts of their own) and withdrew, by key. 1 query."""
    found: dict[int, Counter[str]] = {one.pk: Counter() for one in releases}
    rows = Change.objects.own().filter(release__in=found).order_by().values_list("release", "change")
    for key, kind, number in rows.annotate(number=Count("pk")):
        found[key][kind] = number
    return found


class ReleasesView(RecordView):
    """The record's releases, the newest first."""

    def parameters(self) -> Sequence[Parameter]:
        """Paging."""
        return (parameters.page(), parameters.page_size())

    def answer(self, request: Request, question: dict[str, Any], release: Release | None) -> HttpResponse:
        """A page of releases. 1 query. Raises Http404 behind the last page."""
        base, size = resources.base(request), question.get("page_size", parameters.PAGE_SIZE)
        every, start = history(release).releases[::-1], (question.get("page", 1) - 1) * size
        if start and start >= len(every):
            raise Http404("the page lies behind the last")
        listed = every[start : start + size]
        counts = counted(listed)
        address, page = f"{base}{request.path}", question.get("page", 1)

        def linked(number: int) -> str:
            return f"{address}?{urlencode({'page': number, 'page_size': size})}"

        return list_response(
            {
                "count": len(every),
                "next": linked(page + 1) if start + size < len(every) else None,
                "previous": linked(page - 1) if page > 1 else None,
                "results": [release_item(one, counts[one.pk], base=base) for one in listed],
            }
        )


class ReleaseView(RecordView):
    """One release, by its name or hash; `latest` is the one that the record is of."""

    def answer(self, request: Request, question: Any, release: Release | None) -> HttpResponse:
        """The release. 1 query. Raises Http404 for an unknown name."""
        asked, told = self.kwargs["name"], history(release)
        found = (told.releases[-1] if told.releases else None) if asked == LATEST else told.release(asked)
        if found is None:
            raise Http404(f"there is no release {asked[:80]!r}")
        return json_response(release_item(found, counted([found])[found.pk], base=resources.base(request)))


class ChangesView(RecordView):
    """What releases added, changed and withdrew, in the order in which it happened."""

    def parameters(self) -> Sequence[Parameter]:
        """From where on, of what, how much."""
        return (since(), noun(), parameters.page_size(), parameters.cursor(), expand_item())

    def answer(self, request: Request, question: dict[str, Any], release: Release | None) -> HttpResponse:
        """A page of changes. 3 queries; with the items 1 more, and 1 for each noun in it. Raises Http404 for a release
        that there never was, Refused for a cursor of another question."""
        base, told, size = resources.base(request), history(release), question.get("page_size", parameters.PAGE_SIZE)
        rows = Change.objects.since(_ordinal(told, release, question.get("since"))).in_order()
        if question.get("noun"):
            rows = rows.filter(noun__in=question["noun"])
        asked = self.canonical({name: question.get(name) for name in ("since", "noun")})
        after = place(question.get("cursor", cursors.BEGIN), question=asked, columns=ORDER)
        count, part = rows.count(), cursors.stretch(rows, ORDER, after=after, size=size)
        results = _listed(part.keys, told, base=base)
        if question.get("expand"):
            _put_items(results, release, base=base)
        following = part.more and _next(question, cursors.written(part.more, question=asked))
        return list_response(
            {
                "since": question.get("since"),
                "until": release.name or None if release else None,
                "count": count,
                "next": following and f"{base}{request.path}?{following}",
                "previous": None,
                "results": results,
            }
        )


def _listed(keys: Sequence[int], told: HistoryIndex, *, base: str) -> list[Item]:
    """The changes with these keys, in order. 1 query."""
    names = {one.pk: one.name for one in told.releases}
    changes = Change.objects.filter(pk__in=keys).in_order()
    return [change_item(one, names[one.release_id], base=base) for one in changes]


def _ordinal(told: HistoryIndex, release: Release | None, asked: str | None) -> int:
    """Behind which release the changes asked for are. Raises Http404."""
    if asked is None:
        return -1
    if (found := told.release(asked)) is not None:
        return found.ordinal
    if release is not None and asked in (release.name, release.hash):
        return len(told.releases)
    raise Http404(f"the record had no release {asked[:80]!r}; take the whole of it, and go on from its release")


def _next(question: Mapping[str, Any], cursor: str) -> str:
    pairs = {**question, "cursor": cursor}
    pairs = {name: ",".join(one) if isinstance(one, tuple) else one for name, one in pairs.items()}
    return urlencode(sorted(pairs.items()), safe=",~*")


def change_item(change: Change, release: str, *, base: str) -> Item:
    """A change as ItemChangeSchema has it."""
    place = f"{change.noun}/{change.identity}/"
    return {
        "noun": change.noun,
        "id": change.identity,
        "change": change.change,
        "release": release,
        "fields": [
            {"name": name, "from": before, "to": after, "change": kind} for name, before, after, kind in change.fields
        ],
        "own": change.is_own,
        "reason": change.reason or None,
        "replaced_by": change.replaced_by or None,
        "url": f"{base}{resources.ROOT}{place}",
        "html_url": f"{base}/{place}",
    }


def _put_items(results: list[Item], release: Release | None, *, base: str) -> None:
    """Puts the item into each change, as it is now. 1 query, and 1 for each noun."""
    for noun, keys in _keys(results).items():
        resource = BY_MODEL[resources.BY_NAME[noun].model]
        items = loading.items(resource, keys, base=base, release=release)
        by_identity = {item[resource.identity]: item for item in items}
        for change in results:
            if change["noun"] == noun:
                change["item"] = by_identity.get(change["id"])


def _keys(results: list[Item]) -> dict[str, list[int]]:
    """The primary keys of the items that changes name, by noun. 1 query."""
    found: dict[str, list[int]] = {change["noun"]: [] for change in results}
    parts = []
    for noun in found:
        resource = resources.BY_NAME[noun]
        identities = {change["id"] for change in results if change["noun"] == noun}
        rows = resource.model._default_manager.filter(**{f"{resource.key}__in": identities}).order_by()
        parts.append(rows.annotate(named=Value(noun, output_field=CharField())).values_list("named", "pk"))
    for noun, key in parts[0].union(*parts[1:], all=True) if parts else ():
        found[noun].append(key)
    return found
