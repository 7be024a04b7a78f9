"""Указатели страницы журнала: клетки урока и то, что стоит рядом с ними."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0011_stages_and_corrections'),
        ('people', '0004_new_device'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['lesson', 'student', 'value'], name='journal_entry_page'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('is_corrected', True), models.Q(('note', ''), _negated=True), _connector='OR'), fields=['lesson'], name='journal_entry_beside'),
        ),
    ]
