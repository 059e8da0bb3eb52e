from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0012_stories'),
    ]

    operations = [
        migrations.AddField(
            model_name='glossaryterm',
            name='narrow',
            field=models.BooleanField(default=False, help_text='true where it is only a part of what it leads to'),
        ),
    ]
