"""Writes an article's file. Imports canonical."""

from pathlib import Path

from timeline.loader import canonical, schema
from timeline.loader.source import ARTICLES


def path_of(root: Path, slug: str) -> Path:
    """Where the file of an article is."""
    return root / ARTICLES / f"{slug}.yaml"


def write(root: Path, article: schema.ArticleEntry) -> None:
    """Write the article's file in canonical form, whole or not at all. Raises OSError if it cannot be written."""
    path = path_of(root, article.slug)
    beside = path.with_suffix(".yaml.new")
    beside.write_text(canonical.article_text(article), encoding="utf-8")
    beside.replace(path)
