"""Full-text indexes: FTS5 tables with triggers on SQLite, GIN over to_tsvector on PostgreSQL."""

from typing import Any

from django.db import migrations

from timeline import fulltext


def install(apps: Any, schema_editor: Any) -> None:
    fulltext.install(schema_editor)


def uninstall(apps: Any, schema_editor: Any) -> None:
    fulltext.uninstall(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_initial")]
    operations = [migrations.RunPython(install, uninstall)]
