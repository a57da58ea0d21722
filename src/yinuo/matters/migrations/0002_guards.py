"""The database itself keeps a version's content frozen once it was submitted, and its status with the case file."""

from django.db import migrations

from yinuo.casefile.guards import require_entry

FREEZE = """
CREATE FUNCTION yinuo_freeze_item_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' AND (NEW.notice, NEW.facts, NEW.inputs, NEW.plain, NEW.text_digest, NEW.item_id, NEW.number)
        IS DISTINCT FROM (OLD.notice, OLD.facts, OLD.inputs, OLD.plain, OLD.text_digest, OLD.item_id, OLD.number) THEN
        RAISE EXCEPTION 'version % of item % is frozen', OLD.number, OLD.item_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER matters_item_version_frozen BEFORE UPDATE ON matters_item_version
    FOR EACH ROW EXECUTE FUNCTION yinuo_freeze_item_version();
CREATE FUNCTION yinuo_keep_item_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' THEN
        RAISE EXCEPTION 'version % of item % was submitted and stays', OLD.number, OLD.item_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER matters_item_version_kept BEFORE DELETE ON matters_item_version
    FOR EACH ROW EXECUTE FUNCTION yinuo_keep_item_version();
"""
THAW = """
DROP TRIGGER matters_item_version_frozen ON matters_item_version;
DROP TRIGGER matters_item_version_kept ON matters_item_version;
DROP FUNCTION yinuo_freeze_item_version;
DROP FUNCTION yinuo_keep_item_version;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial"), ("casefile", "0002_guards")]
    operations = [migrations.RunSQL(FREEZE, THAW), require_entry("matters_item_version")]
