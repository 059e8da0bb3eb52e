"""Compares quotations with the texts of their sources: whether the words are there, and the proof that they are.

Quotations are verbatim except for white space and typographic quotation marks and apostrophes. The texts are not
stored: the record keeps their hash and a few words around each quotation. Imports the schema, reading and check's
Corpus.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz

from timeline.loader import reading, schema
from timeline.loader.lists import Corpus
from timeline.loader.problems import FileProblem, Finding
from timeline.loader.scalars import spaced
from timeline.loader.source import ARTICLES

PLAIN_MARKS = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛‹›′`´", "'")})
"""One character maps to one, so that offsets in the plain text are offsets in the printed text."""
MAX_CONTEXT_WORDS = 6
MAX_CONTEXT_CHARACTERS = 40
MAPPING = "texts.yaml"


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one article, from somebody's local file."""

    name: str
    hash: str
    printed: str
    """With each run of white space collapsed to one space."""
    plain: str
    """As printed, with plain quotation marks and apostrophes."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of comparing the record with texts: the problems, the counts, and the articles with their new
    proofs."""

    problems: tuple[FileProblem, ...]
    compared: int
    found: int
    unchecked: int
    proven: tuple[schema.ArticleEntry, ...]
    lengths: Mapping[str, int]
    """How many words each article's text has."""


def plain(text: str) -> str:
    """The text in the form in which quotations are compared: single spaces, plain quotation marks and apostrophes."""
    return spaced(text).translate(PLAIN_MARKS)


def source_text(path: Path) -> SourceText:
    """The text in a file. Raises OSError if it cannot be read, UnicodeDecodeError if it is not UTF-8."""
    content = path.read_bytes()
    printed = spaced(content.decode("utf-8-sig"))
    return SourceText(str(path), hashlib.sha256(content).hexdigest(), printed, printed.translate(PLAIN_MARKS))


def find(quote: str, text: SourceText) -> tuple[int, int] | None:
    """Where the quotation occurs in the text, in whole words only; None if it does not."""
    wanted = plain(quote)
    before = r"(?<!\w)" if wanted[:1].isalnum() else ""
    after = r"(?!\w)" if wanted[-1:].isalnum() else ""
    match = re.search(f"{before}{re.escape(wanted)}{after}", text.plain)
    return match.span() if match else None


def nearest(quote: str, text: SourceText) -> tuple[str, int]:
    """The passage of the text most similar to the quotation, in whole words, and the similarity in percent."""
    alignment = fuzz.partial_ratio_alignment(plain(quote), text.plain)
    if alignment is None or not text.plain:
        return "", 0
    start = text.plain.rfind(" ", 0, alignment.dest_start + 1) + 1
    end = text.plain.find(" ", max(alignment.dest_end - 1, start))
    return text.printed[start : end if end != -1 else None], int(alignment.score)


def _context(words: list[str]) -> list[str]:
    """As many of the words, from the first on, as fit in a short context."""
    kept: list[str] = []
    for word in words[:MAX_CONTEXT_WORDS]:
        if kept and len(" ".join([*kept, word])) > MAX_CONTEXT_CHARACTERS:
            break
        kept.append(word)
    return kept


def proof(where: tuple[int, int], text: SourceText, *, on: date) -> schema.Proof:
    """The proof of a quotation found at `where`: the text's hash, the day, and the words around it."""
    start, end = where
    before = _context(text.printed[:start].split()[-MAX_CONTEXT_WORDS:][::-1])[::-1]
    after = _context(text.printed[end : end + 20 * MAX_CONTEXT_CHARACTERS].split())
    return schema.Proof(hash=text.hash, checked=on.isoformat(), prefix=" ".join(before), suffix=" ".join(after))


def _renewed(old: schema.Proof | None, new: schema.Proof) -> schema.Proof:
    """The old proof if it says the same, so that the day of the first check is kept."""
    return old if old is not None and replace(new, checked=old.checked) == old else new


def _compare_article(
    article: schema.ArticleEntry, text: SourceText, *, on: date
) -> tuple[schema.ArticleEntry, list[Finding]]:
    """The article with the proof of each quotation found, and a finding for each that is not."""
    positions: list[schema.PositionEntry] = []
    findings: list[Finding] = []
    for index, position in enumerate(article.positions):
        where = find(position.quote, text)
        if where is None:
            passage, score = nearest(position.quote, text)
            message = f"the quotation does not stand in {text.name}; nearest ({score} % alike): {passage}"
            findings.append(Finding(("positions", index, "quote"), message))
            positions.append(position)
        else:
            positions.append(replace(position, proof=_renewed(position.proof, proof(where, text, on=on))))
    return replace(article, positions=tuple(positions)), findings


def _mapped(directory: Path) -> tuple[dict[str, Path], list[FileProblem]]:
    """The files named in a directory's mapping, by article, and what is wrong with the mapping."""
    path = directory / MAPPING
    if not path.exists():
        return {}, []
    document = reading.read(path, str(path))
    if document.node is None:
        return {}, list(document.problems)
    data = reading.data(document.node)
    if not isinstance(data, dict):
        return {}, [reading.located(document, Finding((), "must be a mapping (article's slug: file's name)"))]
    wrong = [
        reading.located(document, Finding((slug,), f"{slug}: must be a file's name"))
        for slug, name in data.items()
        if not isinstance(name, str) or not name
    ]
    return {slug: directory / name for slug, name in data.items() if isinstance(name, str)}, [
        *document.problems,
        *wrong,
    ]


def text_files(
    articles: Mapping[str, schema.ArticleEntry], directory: Path | None, named: Mapping[str, Path]
) -> tuple[dict[str, Path], list[FileProblem]]:
    """The file with each article's text, if there is one, and what is wrong with the directory's mapping.

    A file named on the command line takes precedence over the directory's mapping, and that over DIRECTORY/SLUG.txt.
    """
    if directory is None:
        return dict(named), []
    mapped, problems = _mapped(directory)
    plainly = {path.stem: path for path in sorted(directory.glob("*.txt")) if path.stem in articles}
    return plainly | mapped | dict(named), problems


def _read_texts(files: Mapping[str, Path]) -> Iterator[tuple[str, SourceText | FileProblem]]:
    for slug, path in sorted(files.items()):
        try:
            yield slug, source_text(path)
        except OSError as error:
            yield slug, FileProblem(str(path), 1, 1, f"cannot be read: {error.strerror}")
        except UnicodeDecodeError:
            yield slug, FileProblem(str(path), 1, 1, "is not UTF-8")


def _located(root: Path, slug: str, findings: list[Finding]) -> list[FileProblem]:
    """The findings about an article, with their lines in its file."""
    if not findings:
        return []
    name = f"{ARTICLES}/{slug}.yaml"
    document = reading.read(root / name, name)
    return [reading.located(document, finding) for finding in findings]


def compare(corpus: Corpus, root: Path, files: Mapping[str, Path], *, on: date) -> Comparison:
    """Compare the quotations of each article that has a text file with that text. Never raises."""
    articles = {article.slug: article for article in corpus.articles}
    problems: list[FileProblem] = []
    proven: list[schema.ArticleEntry] = []
    lengths: dict[str, int] = {}
    compared = found = 0
    for slug, text in _read_texts(files):
        article = articles.get(slug)
        if article is None:
            problems.append(FileProblem(str(files[slug]), 1, 1, f"is named the text of {slug!r}, which is no article"))
        elif isinstance(text, FileProblem):
            problems.append(text)
        else:
            checked, findings = _compare_article(article, text, on=on)
            compared += len(article.positions)
            lengths[slug] = len(text.printed.split())
            found += len(article.positions) - len(findings)
            problems += _located(root, slug, findings)
            if checked != article:
                proven.append(checked)
    total = sum(len(article.positions) for article in corpus.articles)
    return Comparison(tuple(problems), compared, found, total - compared, tuple(proven), lengths)
