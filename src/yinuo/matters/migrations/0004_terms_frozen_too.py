"""The terms of a version, and the reasons for words that stay, are frozen with its notice."""

from django.db import migrations

FREEZE = """
CREATE OR REPLACE FUNCTION yinuo_freeze_item_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' AND
        (NEW.notice, NEW.facts, NEW.inputs, NEW.plain, NEW.terms, NEW.answers, NEW.text_digest, NEW.item_id, NEW.number)
        IS DISTINCT FROM
        (OLD.notice, OLD.facts, OLD.inputs, OLD.plain, OLD.terms, OLD.answers, OLD.text_digest, OLD.item_id, OLD.number)
    THEN
        RAISE EXCEPTION 'version % of item % is frozen', OLD.number, OLD.item_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION yinuo_freeze_item_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' AND (NEW.notice, NEW.facts, NEW.inputs, NEW.plain, NEW.text_digest, NEW.item_id, NEW.number)
        IS DISTINCT FROM (OLD.notice, OLD.facts, OLD.inputs, OLD.plain, OLD.text_digest, OLD.item_id, OLD.number) THEN
        RAISE EXCEPTION 'version % of item % is frozen', OLD.number, OLD.item_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_item_as_its_own_entity")]
    operations = [migrations.RunSQL(FREEZE, AS_BEFORE)]
