from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("journal", "0005_marks_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="lesson",
            name="is_planned",
            field=models.BooleanField(default=False, verbose_name="стоит по расписанию, ещё не записан"),
        ),
    ]
