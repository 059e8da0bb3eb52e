"""Lists in the order of titles and names: a short key of each (UCA), and what is there already put in order."""

from typing import Any

from django.db import migrations, models

from timeline import fulltext
from timeline.domain.collation import letters_key

KEYS = {
    "article": "title", "meeting": "title", "issue": "name", "negotiation": "name", "official": "name", "treaty": "name"
}  # fmt: skip
BATCH = 2000


def install(apps: Any, schema_editor: Any) -> None:
    """SQLite copies a table to change it, and loses the triggers that keep its full-text index."""
    fulltext.install(schema_editor)


def order(apps: Any, schema_editor: Any) -> None:
    """Give every row the key of its title or name."""
    for model, field in KEYS.items():
        rows = apps.get_model("timeline", model).objects
        made = []
        for row in rows.only(field).iterator():
            setattr(row, f"{field}_key", letters_key(getattr(row, field)))
            made.append(row)
        rows.bulk_update(made, [f"{field}_key"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("timeline", "0019_untitled")]

    operations = [
        migrations.AddField(
            model_name='article',
            name='title_key',
            field=models.CharField(blank=True, editable=False, max_length=240),
        ),
        migrations.AddField(
            model_name='issue',
            name='name_key',
            field=models.CharField(blank=True, editable=False, max_length=240),
        ),
        migrations.AddField(
            model_name='meeting',
            name='title_key',
            field=models.CharField(blank=True, editable=False, max_length=240),
        ),
        migrations.AddField(
            model_name='negotiation',
            name='name_key',
            field=models.CharField(blank=True, editable=False, max_length=240),
        ),
        migrations.AddField(
            model_name='official',
            name='name_key',
            field=models.CharField(blank=True, editable=False, max_length=240),
        ),
        migrations.AddField(
            model_name='treaty',
            name='name_key',
            field=models.CharField(blank=True, editable=False, max_length=240),
        ),
        migrations.RunPython(order, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['title_key', 'slug'], name='article_by_title'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['title_key', 'slug'], name='meeting_by_title'),
        ),
        migrations.AddIndex(
            model_name='official',
            index=models.Index(fields=['name_key', 'slug'], name='official_by_whole_name'),
        ),
        migrations.RunPython(install, install),
    ]
