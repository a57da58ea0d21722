"""The database itself keeps findings and representations append-only, statuses with the case file."""

from django.db import migrations

from yinuo.casefile.guards import require_entry
from yinuo.people.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("verification", "0001_initial"), ("casefile", "0002_guards")]
    operations = [
        append_only("verification_finding"),
        append_only("verification_representation"),
        require_entry("verification_task"),
        require_entry("verification_proceeding"),
    ]
