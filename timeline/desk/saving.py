"""From a draft to files: canonical YAML, the difference from what is on the disk, the commit message, and the saving
itself, before which the whole record is checked with the new files in place."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from timeline.desk.drafts import Draft, article_of, plain
from timeline.desk.record import DeskRecord, checked, desk_record, hold
from timeline.loader import canonical, validation
from timeline.loader.lists import LISTS, Corpus
from timeline.loader.problems import FileProblem
from timeline.loader.schema import ArticleEntry, OfficialEntry
from timeline.loader.source import ARTICLES

FILE = re.compile(rf"(?:{ARTICLES}/[a-z0-9]+(?:-[a-z0-9]+)*|{'|'.join(kind.name for kind in LISTS)})\.yaml")
"""The only files that the desk writes, relative to the fixtures' directory."""


type Texts = Mapping[str, str | None]
"""Files and their new texts; None: the file is taken away."""


class UnsavedError(Exception):
    """A draft that cannot be saved; the message says why."""


def new_officials(draft: Draft, record: DeskRecord) -> tuple[OfficialEntry, ...]:
    """The people of valid form whom the draft adds to the record's officials."""
    added = [validation.entry(OfficialEntry, plain(one))[0] for one in draft.officials]
    return tuple(one for one in added if one is not None and one.slug not in record.officials)


def _officials(draft: Draft, record: DeskRecord) -> tuple[OfficialEntry, ...]:
    """The list of officials with the draft's new ones."""
    return tuple(sorted([*record.corpus.officials, *new_officials(draft, record)], key=lambda one: one.slug))


def _near(draft: Draft, record: DeskRecord) -> tuple[ArticleEntry, ...]:
    """The draft's article and those that tell of the same meetings, settled between them. Raises UnsavedError while the
    draft has problems."""
    article = article_of(draft)
    if article is None:
        raise UnsavedError("the draft has problems; see Check")
    slugs = {meeting.slug for meeting in article.meetings}
    others = {slug for meeting in slugs for slug in record.tellers.get(meeting, ())} - {article.slug}
    told = (article, *(record.articles[slug] for slug in sorted(others)))
    return tuple(canonical.settled(Corpus(articles=told)).articles)


def with_draft(draft: Draft, record: DeskRecord) -> Corpus:
    """The whole record with the draft's article and officials, settled. Raises UnsavedError while it has problems."""
    articles = {**record.articles, **{one.slug: one for one in _near(draft, record)}}
    in_order = tuple(articles[slug] for slug in sorted(articles))
    return replace(record.corpus, officials=_officials(draft, record), articles=in_order)


def files(draft: Draft, record: DeskRecord) -> dict[str, str]:
    """The files that saving changes, with their new text: the article, others that told what it now tells, the
    officials. Raises UnsavedError while the draft has problems."""
    texts = {f"{ARTICLES}/{one.slug}.yaml": canonical.article_text(one) for one in _near(draft, record)}
    if draft.officials:
        texts["officials.yaml"] = canonical.list_text("officials", _officials(draft, record))
    return changed(texts)


def changed(texts: dict[str, str]) -> dict[str, str]:
    """Of files and their new texts, those that differ from what is on the disk."""
    return {name: text for name, text in texts.items() if _on_disk(name) != text}


def _path(name: str) -> Path:
    """The path of a file that the desk may write. Raises UnsavedError for any other."""
    root = settings.FIXTURES_DIR.resolve()
    path = (root / name).resolve()
    if not FILE.fullmatch(name) or not path.is_relative_to(root) or path.is_symlink():
        raise UnsavedError(f"{name!r} is no file that the desk writes")
    return path


def _on_disk(name: str) -> str | None:
    path = _path(name)
    return path.read_text("utf-8") if path.exists() else None


def diff(texts: dict[str, str]) -> str:
    """What saving changes, as a unified diff."""
    pieces = []
    for name, text in sorted(texts.items()):
        before = _on_disk(name)
        lines = difflib.unified_diff(
            (before or "").splitlines(keepends=True),
            text.splitlines(keepends=True),
            f"a/fixtures/{name}" if before is not None else "/dev/null",
            f"b/fixtures/{name}",
        )
        pieces.append("".join(lines))
    return "".join(pieces)


def message(draft: Draft, record: DeskRecord) -> str:
    """A commit message to begin with."""
    verb = "Amend" if draft.slug in record.articles else "Add"
    title, publisher = str(draft.article.get("title", "")), str(draft.article.get("publisher", ""))
    told = [str(one.get("slug", "")) for one in draft.meetings]
    lines = [f"{verb} {publisher}, {draft.article.get('published', '')}: {title}"[:100], ""]
    lines += [f"Meetings: {', '.join(told) or 'none'}."]
    proven = sum("proof" in one for one in draft.positions)
    lines += [f"Statements: {len(draft.positions)}, of which {proven} are proven against the source's text."]
    lines += [f"New officials: {', '.join(str(one['slug']) for one in draft.officials)}."] if draft.officials else []
    return "\n".join(lines)


def save(draft: Draft, record: DeskRecord) -> tuple[FileProblem, ...]:
    """Write the draft's files, unless the record would have problems with them: then nothing is changed, and these are
    returned. Raises UnsavedError, and OSError if a file cannot be written."""
    return write_checked(files(draft, record))


def tried(texts: Texts) -> tuple[Corpus | None, tuple[FileProblem, ...]]:
    """What the check says of the whole record with these files in place: the record, or None and its problems. It reads
    a folder that is made for it, of links to the files that stay as they are. Raises UnsavedError for a file that the
    desk does not write."""
    root = settings.FIXTURES_DIR.resolve()
    new = {_path(name).relative_to(root).as_posix(): text for name, text in texts.items()}
    with TemporaryDirectory(prefix="desk-") as folder:
        beside = Path(folder)
        (beside / ARTICLES).mkdir()
        for path in (*root.glob("*.yaml"), *(root / ARTICLES).iterdir()):
            if (name := path.relative_to(root).as_posix()) not in new:
                (beside / name).symlink_to(path)
        for name, text in new.items():
            if text is not None:
                (beside / name).write_text(text, encoding="utf-8", newline="\n")
        return checked(beside)


def write_checked(texts: Texts) -> tuple[FileProblem, ...]:
    """Write files, unless the record would have problems with them: then nothing is changed, and these are returned.
    Raises UnsavedError, and OSError if a file cannot be written."""
    corpus, problems = tried(texts)
    if problems or corpus is None:
        return problems
    before = {name: _on_disk(name) for name in texts}
    try:
        _write(texts)
    except BaseException:
        _write(before)
        raise
    hold(desk_record(corpus))
    return ()


def _write(texts: Texts) -> None:
    for name, text in texts.items():
        path = _path(name)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
