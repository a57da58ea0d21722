"""The database itself keeps the ledger append-only, statuses with the case file."""

from django.db import migrations

from yinuo.casefile.guards import require_entry
from yinuo.people.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("credit", "0001_initial"), ("casefile", "0002_guards")]
    operations = [
        append_only("credit_entry"),
        require_entry("credit_determination"),
        require_entry("credit_repair"),
        require_entry("credit_objection"),
    ]
