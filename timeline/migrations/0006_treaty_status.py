"""What has become of each treaty, when it was suspended and what took its place.

The rows that are there before the next load have no status, until the load writes the fixtures'.
"""

from typing import Any

from django.db import migrations, models

from timeline import fulltext


def install(apps: Any, schema_editor: Any) -> None:
    """SQLite copies a table to change it, and loses the triggers that keep its full-text index."""
    fulltext.install(schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0005_answers_and_translations'),
    ]

    operations = [
        migrations.AddField(
            model_name='treaty',
            name='status',
            field=models.CharField(blank=True, choices=[('in-force', 'In force'), ('suspended', 'Suspended'), ('superseded', 'Superseded'), ('ended', 'Ended'), ('never-in-force', 'Never in force'), ('political', 'Political document, not legally binding')], help_text='what has become of it; empty where the record does not know', max_length=16),
        ),
        migrations.AddField(
            model_name='treaty',
            name='superseded_by',
            field=models.CharField(blank=True, help_text='slug of the treaty that took its place', max_length=120),
        ),
        migrations.AddField(
            model_name='treaty',
            name='suspended',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='treaty',
            name='suspended_earliest',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='treaty',
            name='latest',
            field=models.DateField(help_text='last day that the end can mean, or the signature of what never was in force or is not binding; none while it has not ended, or nobody says when', null=True),
        ),
        migrations.AddConstraint(
            model_name='treaty',
            constraint=models.CheckConstraint(condition=models.Q(('suspended_earliest__gte', models.F('in_force_earliest')), ('suspended_earliest__isnull', True), ('in_force_earliest__isnull', True), _connector='OR'), name='treaty_suspended_in_force'),
        ),
        migrations.AddConstraint(
            model_name='treaty',
            constraint=models.CheckConstraint(condition=models.Q(('latest__gte', models.F('suspended_earliest')), ('latest__isnull', True), ('suspended_earliest__isnull', True), _connector='OR'), name='treaty_end_after_suspension'),
        ),
        migrations.AddConstraint(
            model_name='treaty',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['', 'in-force', 'suspended', 'superseded', 'ended', 'never-in-force', 'political'])), name='treaty_status_known'),
        ),
        migrations.RunPython(install, install),
    ]
