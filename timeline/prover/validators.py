"""What is kept between two runs so that an unchanged page need not be sent again: under VAR_DIR, never in the fixtures,
and of no loss if it is deleted. Imports nothing else of the program."""

from dataclasses import asdict, dataclass
from pathlib import Path

import orjson


@dataclass(frozen=True, slots=True)
class KeptValidators:
    """The validators of a page as it was last answered, and what was compared with it then."""

    url: str = ""
    etag: str = ""
    last_modified: str = ""
    compared: str = ""
    """A digest of the quotations and what was noted of them."""


class PageValidators:
    """A file of them, by article; written after each change, so that an interrupted run loses nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = _read(path)

    def of(self, slug: str, *, url: str, compared: str) -> KeptValidators:
        """The validators of the article's page; empty ones if its address or its quotations are others since."""
        kept = self._kept.get(slug, KeptValidators())
        return kept if (kept.url, kept.compared) == (url, compared) else KeptValidators()

    def keep(self, slug: str, kept: KeptValidators) -> None:
        """Note them. Raises OSError if the file cannot be written."""
        self._kept[slug] = kept
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(".new")
        beside.write_bytes(orjson.dumps({name: asdict(one) for name, one in self._kept.items()}))
        beside.replace(self._path)


def _read(path: Path) -> dict[str, KeptValidators]:
    try:
        return {str(slug): KeptValidators(**one) for slug, one in orjson.loads(path.read_bytes()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
