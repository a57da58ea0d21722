"""The public log: every entry waits until the sequencer gives it its place; the database itself puts it in the queue."""

import django.db.models.deletion
from django.db import migrations, models

from yinuo.people.guards import append_only

WAIT = """
CREATE FUNCTION yinuo_entry_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO casefile_waiting_entry (entry_id) SELECT id FROM written;
    RETURN NULL;
END $$;

CREATE TRIGGER casefile_entry_waits AFTER INSERT ON casefile_entry
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION yinuo_entry_waits();

INSERT INTO casefile_waiting_entry (entry_id) SELECT id FROM casefile_entry;
"""


class Migration(migrations.Migration):
    dependencies = [("casefile", "0004_files_of_texts"), ("people", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="WaitingEntry",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_comment="案卷记录",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="casefile.entry",
                    ),
                ),
            ],
            options={
                "db_table": "casefile_waiting_entry",
                "db_table_comment": "还没有进入公共日志的案卷记录",
            },
        ),
        migrations.CreateModel(
            name="LogLeaf",
            fields=[
                (
                    "index",
                    models.BigIntegerField(
                        db_comment="日志中的位置，从 0 起",
                        primary_key=True,
                        serialize=False,
                        verbose_name="位置",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        db_comment="案卷记录",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaf",
                        to="casefile.entry",
                    ),
                ),
            ],
            options={"db_table": "casefile_log_leaf", "db_table_comment": "公共日志的条目，只增不改"},
        ),
        migrations.CreateModel(
            name="LogNode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(db_comment="层，0 为条目", verbose_name="层")),
                ("index", models.BigIntegerField(db_comment="层内位置，从 0 起", verbose_name="位置")),
                (
                    "hash",
                    models.CharField(db_comment="子树的 SHA-256", max_length=64, verbose_name="摘要"),
                ),
            ],
            options={"db_table": "casefile_log_node", "db_table_comment": "公共日志的节点，只增不改"},
        ),
        migrations.AddConstraint(
            model_name="lognode",
            constraint=models.UniqueConstraint(fields=("level", "index"), name="log_node_once"),
        ),
        migrations.RunSQL(
            WAIT,
            "DROP TRIGGER casefile_entry_waits ON casefile_entry; DROP FUNCTION yinuo_entry_waits();",
        ),
        append_only("casefile_log_leaf"),
        append_only("casefile_log_node"),
    ]
