"""Each issue's own answers to its question, and English translations of quotations.

The rows that are there before the next load answer in the codes' own words, until the load writes the fixtures' words.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from timeline import fulltext


def install(apps: Any, schema_editor: Any) -> None:
    """SQLite copies a table to change it, and loses the triggers that keep its full-text index."""
    fulltext.install(schema_editor)


def _answer(stance, help_text):
    return migrations.AddField(
        model_name="issue",
        name=f"answer_{stance}",
        field=models.CharField(max_length=60, default=stance, help_text=help_text),
        preserve_default=False,
    )


class Migration(migrations.Migration):
    dependencies = [("timeline", "0004_position_by_holder")]

    operations = [
        _answer("supports", "what `supports` answers to the question, in words"),
        _answer("conditional", "what `conditional` answers to the question, in words"),
        _answer("opposes", "what `opposes` answers to the question, in words"),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=~Q(answer_supports="") & ~Q(answer_conditional="") & ~Q(answer_opposes=""),
                name="issue_answers_filled",
            ),
        ),
        migrations.AddField(
            model_name="position",
            name="translation",
            field=models.TextField(
                blank=True, default="", help_text="the quotation in English, translated by the record"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(install, install),
    ]
