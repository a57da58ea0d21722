"""The database itself refuses what the case file does not tell."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.conftest import AT

from yinuo.applications import actions
from yinuo.applications.models import Application
from yinuo.casefile.models import CaseFile, Entry
from yinuo.casefile.queries import first_break


def draft(city):
    return actions.open_draft(matter=city.matter, applicant=city.lin.subject, by=city.lin, at=AT)


@pytest.mark.clause("2.4-f")
def test_a_status_that_moves_without_an_entry_is_refused_at_commit(committed_city):
    application = draft(committed_city)

    with pytest.raises(IntegrityError, match="without a case-file entry"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(status="discarded")
    assert Application.objects.get(pk=application.pk).status == "draft"


@pytest.mark.clause("2.4-f")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE casefile_entry SET facts = '{}'",
        "DELETE FROM casefile_entry",
        "TRUNCATE casefile_entry CASCADE",
    ],
)
def test_entries_cannot_be_changed_deleted_or_truncated(committed_city, sql):
    draft(committed_city)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert Entry.objects.exists()


@pytest.mark.clause("2.4-f")
def test_a_forged_entry_breaks_the_chain_at_its_place(committed_city):
    application = draft(committed_city)
    actions.discard(application_id=application.pk, by=committed_city.lin, at=AT)
    file = CaseFile.objects.get(pk=application.case_file_id)
    assert first_break(file) is None

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE casefile_entry DISABLE TRIGGER casefile_entry_append_only")
        cursor.execute(
            "UPDATE casefile_entry SET by_label = '别人' WHERE case_file_id = %s AND number = 1", [file.pk]
        )
        cursor.execute("ALTER TABLE casefile_entry ENABLE TRIGGER casefile_entry_append_only")
    assert first_break(file) == 1
