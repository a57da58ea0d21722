"""The database itself keeps the access record append-only."""

from django.db import migrations

from yinuo.people.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        append_only("people_personal_data_access"),
    ]
