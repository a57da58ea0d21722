"""SQL that makes a table append-only in the database itself, for use in migrations."""

from __future__ import annotations

from django.db import migrations

REFUSE = """
CREATE OR REPLACE FUNCTION yinuo_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""


def append_only(table: str) -> migrations.RunSQL:
    """Refuse update, delete and truncate on a table."""
    return migrations.RunSQL(
        REFUSE
        + f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION yinuo_refuse_change();
        """,
        f"DROP TRIGGER IF EXISTS {table}_append_only ON {table};",
    )
