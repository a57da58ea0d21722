"""The database itself keeps statuses and the case file together."""

from django.db import migrations

from yinuo.casefile.guards import require_entry


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial"), ("casefile", "0002_guards")]
    operations = [
        require_entry("applications_application"),
    ]
