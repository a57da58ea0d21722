"""From when until when a version applies moves by steps only; editions are kept as they were published."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


BY_STEPS = """
CREATE FUNCTION yinuo_item_version_by_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
        ('draft', 'in_review'), ('in_review', 'draft'), ('in_review', 'published'), ('in_review', 'approved'),
        ('approved', 'in_review'), ('approved', 'published'), ('published', 'suspended'), ('suspended', 'published'),
        ('published', 'superseded'), ('suspended', 'superseded'), ('published', 'retired'), ('suspended', 'retired')
    ) THEN
        RAISE EXCEPTION 'version % of item %: no step leads from % to %',
            OLD.number, OLD.item_id, OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.valid_from IS DISTINCT FROM OLD.valid_from
        AND NOT (OLD.valid_from IS NULL AND OLD.status IN ('in_review', 'approved') AND NEW.status = 'published')
    OR NEW.valid_until IS DISTINCT FROM OLD.valid_until
        AND NOT (OLD.valid_until IS NULL AND OLD.status IN ('published', 'suspended')
                 AND NEW.status IN ('superseded', 'retired'))
    OR NEW.starts_on IS DISTINCT FROM OLD.starts_on
        AND (OLD.status, NEW.status) NOT IN (('in_review', 'approved'), ('approved', 'in_review'))
    OR (NEW.ends_on, NEW.ends_because, NEW.replaced_by_id)
        IS DISTINCT FROM (OLD.ends_on, OLD.ends_because, OLD.replaced_by_id)
        AND OLD.status NOT IN ('approved', 'published', 'suspended')
    OR NEW.suspended_because <> OLD.suspended_because
        AND (OLD.status, NEW.status) NOT IN (('published', 'suspended'), ('suspended', 'published'))
    THEN
        RAISE EXCEPTION 'version % of item %: its validity moves by steps only', OLD.number, OLD.item_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER matters_item_version_by_steps BEFORE UPDATE ON matters_item_version
    FOR EACH ROW EXECUTE FUNCTION yinuo_item_version_by_steps();
CREATE CONSTRAINT TRIGGER matters_item_version_entry_on_validity AFTER UPDATE ON matters_item_version
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.valid_from, OLD.valid_until, OLD.starts_on, OLD.ends_on, OLD.ends_because, OLD.replaced_by_id,
           OLD.suspended_because, OLD.reviewed_by_id)
        IS DISTINCT FROM (NEW.valid_from, NEW.valid_until, NEW.starts_on, NEW.ends_on, NEW.ends_because,
                          NEW.replaced_by_id, NEW.suspended_because, NEW.reviewed_by_id))
    EXECUTE FUNCTION yinuo_require_entry();
"""
BY_ANYTHING = """
DROP TRIGGER matters_item_version_entry_on_validity ON matters_item_version;
DROP TRIGGER matters_item_version_by_steps ON matters_item_version;
DROP FUNCTION yinuo_item_version_by_steps;
"""
# Positions run from 1 to the edition's count and each is taken once; the count is checked when the edition is committed.
# So no line can be added afterwards, and none changed or taken away.
KEPT = """
CREATE FUNCTION yinuo_keep_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is published and stays as it is', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER matters_edition_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON matters_edition
    FOR EACH STATEMENT EXECUTE FUNCTION yinuo_keep_edition();
CREATE TRIGGER matters_edition_line_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON matters_edition_line
    FOR EACH STATEMENT EXECUTE FUNCTION yinuo_keep_edition();
CREATE FUNCTION yinuo_place_edition_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.position > (SELECT count FROM matters_edition WHERE id = NEW.edition_id) THEN
        RAISE EXCEPTION 'edition % has no line %', NEW.edition_id, NEW.position USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER matters_edition_line_placed BEFORE INSERT ON matters_edition_line
    FOR EACH ROW EXECUTE FUNCTION yinuo_place_edition_line();
CREATE FUNCTION yinuo_whole_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM matters_edition_line WHERE edition_id = NEW.id) <> NEW.count THEN
        RAISE EXCEPTION 'edition % does not hold its % lines', NEW.id, NEW.count
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM casefile_entry e
        WHERE e.row_table = 'matters_edition' AND e.row_id = NEW.id AND e.case_file_id = NEW.case_file_id
          AND e.transaction_id = pg_current_xact_id()::text::bigint
    ) THEN
        RAISE EXCEPTION 'edition % without a case-file entry in the same transaction', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER matters_edition_whole AFTER INSERT ON matters_edition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION yinuo_whole_edition();
"""
LOOSE = """
DROP TRIGGER matters_edition_whole ON matters_edition;
DROP TRIGGER matters_edition_line_placed ON matters_edition_line;
DROP TRIGGER matters_edition_line_kept ON matters_edition_line;
DROP TRIGGER matters_edition_kept ON matters_edition;
DROP FUNCTION yinuo_whole_edition;
DROP FUNCTION yinuo_place_edition_line;
DROP FUNCTION yinuo_keep_edition;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('casefile', '0003_files_of_catalogues'),
        ('documents', '0003_editions'),
        ('matters', '0005_drafting'),
        ('people', '0003_subject_by_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(db_comment='编号的年份', verbose_name='年份')),
                ('serial', models.PositiveSmallIntegerField(db_comment='当年第几期，全市一个序列', verbose_name='期数')),
                ('number', models.CharField(db_comment='编号，如 宿证目〔2026〕第1期', max_length=40, unique=True, verbose_name='编号')),
                ('scope', models.CharField(choices=[('city', '全市'), ('county', '县区'), ('unit', '单位')], db_comment='全市、县区或者单位', max_length=8, verbose_name='范围')),
                ('region_code', models.CharField(db_comment='行政区划代码', max_length=6, verbose_name='行政区划代码')),
                ('scope_said', models.JSONField(db_comment='公布时的范围：单位代码和名称，计入内容摘要', verbose_name='范围原文')),
                ('title', models.CharField(db_comment='目录名称', max_length=200, verbose_name='名称')),
                ('as_of', models.DateField(db_comment='反映哪一天的目录', verbose_name='截止日')),
                ('count', models.PositiveIntegerField(db_comment='事项数', verbose_name='项数')),
                ('content_digest', models.CharField(db_comment='内容的规范 JSON 的 SHA-256，同样的内容只公布一次', max_length=64, unique=True, verbose_name='内容摘要')),
                ('correction_reason', models.CharField(blank=True, db_comment='为什么更正，不是更正的为空', max_length=300, verbose_name='更正理由')),
                ('issued_at', models.DateTimeField(db_comment='公布时间', verbose_name='公布时间')),
            ],
            options={
                'db_table': 'matters_edition',
                'db_table_comment': '公布目录，只增不改',
            },
        ),
        migrations.CreateModel(
            name='EditionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(db_comment='序号，从 1 起', verbose_name='序号')),
                ('said', models.JSONField(db_comment='各栏，见 yinuo.matters.edition_lines.Line', verbose_name='内容')),
            ],
            options={
                'db_table': 'matters_edition_line',
                'db_table_comment': '公布目录的行，只增不改',
                'ordering': ('edition', 'position'),
            },
        ),
        migrations.RemoveConstraint(
            model_name='itemversion',
            name='item_version_status_known',
        ),
        migrations.AddField(
            model_name='itemversion',
            name='ends_because',
            field=models.CharField(blank=True, db_comment='定于停用或者已经停用的原因，对外公开', max_length=200, verbose_name='停用原因'),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='ends_on',
            field=models.DateField(db_comment='定于哪一天起停用，没有定的为空', null=True, verbose_name='定于停用'),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='replaced_by',
            field=models.ForeignKey(db_comment='停用以后由哪一项代替，没有的为空', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='matters.proofitem'),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='starts_on',
            field=models.DateField(db_comment='审核通过、待生效的，定于哪一天生效', null=True, verbose_name='定于生效'),
        ),
        migrations.AlterField(
            model_name='itemversion',
            name='status',
            field=models.CharField(choices=[('draft', '草稿'), ('in_review', '待法制审核'), ('approved', '审核通过，待生效'), ('published', '已公布'), ('suspended', '暂停适用'), ('superseded', '已有新版'), ('retired', '已停用')], db_comment='状态', default='draft', max_length=24, verbose_name='状态'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('draft', 'in_review', 'approved'))), fields=('item',), name='item_one_version_prepared'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'approved'), _negated=True), models.Q(('reviewed_by__isnull', False), ('starts_on__isnull', False)), _connector='OR'), name='item_approved_for_a_day'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('draft', 'in_review', 'approved')), ('valid_from__isnull', True)), models.Q(('status__in', ('published', 'suspended', 'superseded', 'retired')), ('valid_from__isnull', False)), _connector='OR'), name='item_valid_since_in_force'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('superseded', 'retired')), ('valid_until__isnull', False)), models.Q(models.Q(('status__in', ('superseded', 'retired')), _negated=True), ('valid_until__isnull', True)), _connector='OR'), name='item_valid_until_ended'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='item_valid_forward'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['approved', 'draft', 'in_review', 'published', 'retired', 'superseded', 'suspended'])), name='item_version_status_known'),
        ),
        migrations.AddField(
            model_name='edition',
            name='agency',
            field=models.ForeignKey(db_comment='单位，全市和县区的为空', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='people.agency'),
        ),
        migrations.AddField(
            model_name='edition',
            name='case_file',
            field=models.OneToOneField(db_comment='公布卷', on_delete=django.db.models.deletion.PROTECT, to='casefile.casefile'),
        ),
        migrations.AddField(
            model_name='edition',
            name='corrects',
            field=models.OneToOneField(db_comment='更正哪一期', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='matters.edition'),
        ),
        migrations.AddField(
            model_name='edition',
            name='document',
            field=models.OneToOneField(db_comment='签名的目录文件', on_delete=django.db.models.deletion.PROTECT, related_name='edition', to='documents.document'),
        ),
        migrations.AddField(
            model_name='edition',
            name='follows',
            field=models.ForeignKey(db_comment='同一范围的上一期', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='matters.edition'),
        ),
        migrations.AddField(
            model_name='edition',
            name='issued_by',
            field=models.ForeignKey(db_comment='公布人', on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='editionline',
            name='edition',
            field=models.ForeignKey(db_comment='公布目录', on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='matters.edition'),
        ),
        migrations.AddField(
            model_name='editionline',
            name='item',
            field=models.ForeignKey(db_comment='证明事项', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.proofitem'),
        ),
        migrations.AddField(
            model_name='editionline',
            name='version',
            field=models.ForeignKey(db_comment='当时的版本', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.itemversion'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['scope', 'region_code', 'agency', '-as_of'], name='edition_by_scope'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('year', 'serial'), name='edition_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('scope', 'unit')), models.Q(models.Q(('scope', 'unit'), _negated=True), ('agency__isnull', True)), _connector='OR'), name='edition_of_a_unit_or_a_region'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('correction_reason', ''), ('corrects__isnull', True)), models.Q(('corrects__isnull', False), models.Q(('correction_reason', ''), _negated=True)), _connector='OR'), name='edition_corrects_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='editionline',
            constraint=models.UniqueConstraint(fields=('edition', 'position'), name='edition_line_placed_once'),
        ),
        migrations.AddConstraint(
            model_name='editionline',
            constraint=models.UniqueConstraint(fields=('edition', 'item'), name='edition_line_item_once'),
        ),
        migrations.AddConstraint(
            model_name='editionline',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='edition_line_from_one'),
        ),
        migrations.RunSQL(BY_STEPS, BY_ANYTHING),
        migrations.RunSQL(KEPT, LOOSE),
    ]
