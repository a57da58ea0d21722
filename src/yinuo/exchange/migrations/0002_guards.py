"""The database itself keeps answers append-only."""

from django.db import migrations

from yinuo.people.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("people", "0002_guards")]
    operations = [
        append_only("exchange_query"),
    ]
