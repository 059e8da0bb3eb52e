"""The order of officials' names as the Unicode Collation Algorithm has it, and authors by the parts of their names.

The rows that are there are put in order here; of authors there are no parts until the next load writes the fixtures'.
"""

from typing import Any

from django.db import migrations, models

from timeline import fulltext
from timeline.domain.collation import sort_key


def install(apps: Any, schema_editor: Any) -> None:
    """SQLite copies a table to change it, and loses the triggers that keep its full-text index."""
    fulltext.install(schema_editor)


def order(apps: Any, schema_editor: Any) -> None:
    """Give every official the key of the family name."""
    officials = apps.get_model("timeline", "Official")
    for official in officials.objects.only("family_name"):
        official.sort_key = sort_key(official.family_name)
        official.save(update_fields=["sort_key"])


class Migration(migrations.Migration):
    dependencies = [("timeline", "0010_history")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="authors",
            field=models.TextField(
                blank=True, default="", help_text="one a line: `Family, Given, Suffix`, `{Organisation}`"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="official",
            name="sort_key",
            field=models.CharField(
                default="", help_text="the family name's place in the order of names (UCA)", max_length=600
            ),
            preserve_default=False,
        ),
        migrations.RunPython(order, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="official", name="official_by_name"),
        migrations.AddIndex(
            model_name="official", index=models.Index(fields=["sort_key", "slug"], name="official_by_name")
        ),
        migrations.RunPython(install, install),
    ]
