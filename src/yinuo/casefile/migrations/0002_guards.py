"""The database itself keeps entries append-only, and stamps each with its transaction."""

from django.db import migrations

from yinuo.casefile.guards import stamp_entries
from yinuo.people.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("casefile", "0001_initial"), ("people", "0002_guards")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE casefile_number", "DROP SEQUENCE casefile_number"),
        stamp_entries(),
        append_only("casefile_entry"),
    ]
