"""The page as it will be: the record, with a draft or as it is on the disk, loaded into the desk's own database, from
which the site's own pages are served beside the desk."""

from datetime import UTC, datetime

from django.conf import settings

from timeline.desk.drafts import Draft
from timeline.desk.record import DeskRecord
from timeline.desk.saving import with_draft
from timeline.loader.source import digest
from timeline.loader.write import load
from timeline.releases import clear_caches, current


def load_draft(draft: Draft, record: DeskRecord) -> None:
    """Load the record with the draft. Takes a second or two. Raises UnsavedError while the draft has problems."""
    load(with_draft(draft, record), source_digest=f"desk {draft.key}", at=datetime.now(UTC))
    clear_caches()


def load_record(record: DeskRecord) -> None:
    """Load the record as it is on the disk, unless the desk's database holds it. Takes some seconds the first time."""
    held, of_files = current(), digest(settings.FIXTURES_DIR)
    if held is None or not of_files or held.source_digest != of_files:
        load(record.corpus, source_digest=of_files, at=datetime.now(UTC))
        clear_caches()
