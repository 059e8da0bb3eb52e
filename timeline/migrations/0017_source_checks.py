"""What the prover found on a source's page, and which text a quotation was found in."""

from typing import Any

from django.db import migrations, models

from timeline import fulltext


def install(apps: Any, schema_editor: Any) -> None:
    """SQLite copies a table to change it, and loses the triggers that keep its full-text index."""
    fulltext.install(schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0016_rules_of_coding'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='checked_archived',
            field=models.URLField(blank=True, help_text='a copy in the Internet Archive', max_length=1200),
        ),
        migrations.AddField(
            model_name='article',
            name='checked_day',
            field=models.DateField(help_text='when the prover last looked at the page', null=True),
        ),
        migrations.AddField(
            model_name='article',
            name='checked_failed',
            field=models.TextField(blank=True, help_text='days on which the page could not be had, one a line'),
        ),
        migrations.AddField(
            model_name='article',
            name='checked_status',
            field=models.CharField(blank=True, choices=[('proven', 'Every quotation found'), ('not-found', 'A quotation not found'), ('changed', 'A quotation no longer there'), ('gone', 'The page is gone'), ('blocked', 'The page keeps programs out'), ('unreachable', 'The page could not be reached')], max_length=11),
        ),
        migrations.AddField(
            model_name='position',
            name='not_found',
            field=models.DateField(help_text='when the prover last looked for the quotation in vain', null=True),
        ),
        migrations.AddField(
            model_name='position',
            name='proof_against',
            field=models.CharField(blank=True, choices=[('page', 'the live page'), ('archive', 'the copy in the Internet Archive')], help_text='the text; empty: one that the editors hold', max_length=7),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['checked_status', 'earliest', 'latest', 'slug'], name='article_by_check'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_day__isnull', True), ('checked_status', '')), models.Q(('checked_day__isnull', False), ('checked_status__in', ['proven', 'not-found', 'changed', 'gone', 'blocked', 'unreachable'])), _connector='OR'), name='article_check_whole'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('proof_against', ''), models.Q(('proof_against__in', ['page', 'archive']), models.Q(('proof_hash', ''), _negated=True)), _connector='OR'), name='position_against_known'),
        ),
        migrations.RunPython(install, install),
    ]
