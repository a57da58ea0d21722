"""SQL by which the database refuses a status change that left no entry, for use in migrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations, models

if TYPE_CHECKING:
    from yinuo.law.lifecycle import Lifecycle

STAMP_AND_REQUIRE = """
CREATE OR REPLACE FUNCTION yinuo_stamp_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.transaction_id := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;

CREATE TRIGGER casefile_entry_stamp BEFORE INSERT ON casefile_entry
    FOR EACH ROW EXECUTE FUNCTION yinuo_stamp_entry();

CREATE OR REPLACE FUNCTION yinuo_require_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM casefile_entry e
        WHERE e.row_table = TG_TABLE_NAME AND e.row_id = NEW.id AND e.to_status = NEW.status
          AND e.case_file_id = NEW.case_file_id
          AND e.transaction_id = pg_current_xact_id()::text::bigint
    ) THEN
        RAISE EXCEPTION '% %: status % without a case-file entry in the same transaction',
            TG_TABLE_NAME, NEW.id, NEW.status USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""


def stamp_entries() -> migrations.RunSQL:
    """Create the guard functions; run once, by the casefile room."""
    return migrations.RunSQL(
        STAMP_AND_REQUIRE,
        """
        DROP TRIGGER IF EXISTS casefile_entry_stamp ON casefile_entry;
        DROP FUNCTION IF EXISTS yinuo_require_entry CASCADE;
        DROP FUNCTION IF EXISTS yinuo_stamp_entry CASCADE;
        """,
    )


def require_entry(table: str) -> migrations.RunSQL:
    """Refuse, at commit, an inserted or changed ``status`` of a table without an entry to that status."""
    return migrations.RunSQL(
        f"""
        CREATE CONSTRAINT TRIGGER {table}_entry_on_insert AFTER INSERT ON {table}
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION yinuo_require_entry();
        CREATE CONSTRAINT TRIGGER {table}_entry_on_change AFTER UPDATE OF status ON {table}
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION yinuo_require_entry();
        """,
        f"""
        DROP TRIGGER IF EXISTS {table}_entry_on_insert ON {table};
        DROP TRIGGER IF EXISTS {table}_entry_on_change ON {table};
        """,
    )


def known_status(lifecycle: Lifecycle) -> models.CheckConstraint:
    """A check that a status is one of the life cycle's."""
    return models.CheckConstraint(
        condition=models.Q(status__in=sorted(lifecycle.statuses)), name=f"{lifecycle.name}_status_known"
    )
