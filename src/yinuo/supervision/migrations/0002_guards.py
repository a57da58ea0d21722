"""The database itself keeps announcements and draws as they were made."""

from django.db import migrations

from yinuo.people.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial"), ("people", "0002_guards")]
    operations = [
        append_only("supervision_announcement"),
        append_only("supervision_draw"),
        append_only("supervision_drawn"),
    ]
