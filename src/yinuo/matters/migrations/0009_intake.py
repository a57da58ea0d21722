"""A list is handed in step by step and kept; rows are mended where they stand, and a whole list can be taken out again."""

import os

import django.db.models.deletion
from django.conf import settings
from django.db import connection, migrations, models

from yinuo.casefile.guards import require_entry

TITLES = {
    "来源": "source",
    "地区": "region",
    "办理部门": "department",
    "行政事项": "administrative_matter",
    "事项类型": "matter_type",
    "证明名称": "proof_item",
    "证明用途": "proof_use",
    "设定依据": "legal_basis",
    "开具单位": "drafting_agency",
    "承诺方式": "commitment_method",
    "核查方式": "verification_method",
    "是否公开": "public",
    "类别": "row_class",
    "备注": "note",
}
"""The columns of lists taken in before, which needed these very headings or their code names."""

MADE = """
UPDATE matters_catalogue_row r SET made_item = true, matter_id = i.matter_id, agency_id = t.agency_id
FROM matters_proof_item i, matters_matter t, casefile_entry e, matters_catalogue_import m
WHERE r.item_id = i.id AND t.id = i.matter_id AND m.id = r.catalogue_import_id
  AND e.case_file_id = i.case_file_id AND e.number = 1 AND e.step = 'matters.import'
  AND e.facts->>'file_digest' = m.file_digest AND e.facts->>'line' = r.line::text
"""


def fill(apps, schema_editor):
    """Lists taken in before stand where they would stand now: taken, with a case file, their notes by column."""
    Agency = apps.get_model("people", "Agency")
    CaseFile = apps.get_model("casefile", "CaseFile")
    Import = apps.get_model("matters", "CatalogueImport")
    first = Agency.objects.order_by("pk").first()
    for made in Import.objects.select_related("by__agency").order_by("pk"):
        agency = (made.by and made.by.agency) or first
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('casefile_number')")
            (number,) = cursor.fetchone()
        made.case_file = CaseFile.objects.create(
            number=f"{agency.region_code}M-{made.at.year}-{number:07d}",
            kind="item",
            agency=agency,
            region_code=agency.region_code,
            salt=os.urandom(16),
            head_hash="0" * 64,
            opened_at=made.at,
        )
        made.agency, made.status, made.sheet_chosen = agency, "taken", True
        made.kind, made.taken_by, made.taken_at = "csv", made.by, made.at
        made.save()
        for row in made.rows.all():
            row.notes = [{"column": "", "why": why, "mend": ""} for why in row.notes]
            row.cells = {
                TITLES.get(title, title): str(cell).strip()
                for title, cell in row.raw.items()
                if title in TITLES or title in TITLES.values()
            }
            row.save()
    with connection.cursor() as cursor:
        cursor.execute(MADE)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def empty(apps, schema_editor):
    """Back again the notes are words."""
    for row in apps.get_model("matters", "CatalogueRow").objects.all():
        row.notes = [note["why"] for note in row.notes]
        row.save()


class Migration(migrations.Migration):

    dependencies = [
        ('casefile', '0002_guards'),
        ('matters', '0008_legal_texts'),
        ('people', '0003_subject_by_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('headings_digest', models.CharField(db_comment='表头各格的 SHA-256', max_length=64, verbose_name='表头摘要')),
                ('columns', models.JSONField(db_comment='表头到列的含义', verbose_name='各列')),
                ('at', models.DateTimeField(db_comment='最近一次指定的时间', verbose_name='时间')),
            ],
            options={
                'db_table': 'matters_column_mapping',
                'db_table_comment': '记住的列对应',
            },
        ),
        migrations.RemoveConstraint(
            model_name='cataloguerow',
            name='catalogue_row_once',
        ),
        migrations.RenameField(model_name='cataloguerow', old_name='remarks', new_name='notes'),
        migrations.AddField(
            model_name='catalogueimport',
            name='agency',
            field=models.ForeignKey(db_comment='导入人的单位', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='case_file',
            field=models.ForeignKey(db_comment='编制卷', null=True, on_delete=django.db.models.deletion.PROTECT, to='casefile.casefile'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='done',
            field=models.PositiveIntegerField(db_comment='当前一步办到第几行', default=0, verbose_name='已办'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='file',
            field=models.CharField(blank=True, db_comment='文件在存储中的名称，早期导入没有保存', max_length=120, verbose_name='文件'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='file_size',
            field=models.PositiveIntegerField(db_comment='字节', default=0, verbose_name='大小'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='kind',
            field=models.CharField(blank=True, db_comment='文件种类，按内容判断', max_length=8, verbose_name='种类'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='moved_at',
            field=models.DateTimeField(db_comment='后台最近一次办理的时间', null=True, verbose_name='最近动静'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='outline',
            field=models.JSONField(db_comment='文件里的工作表或者表格', default=list, verbose_name='工作表'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='settings',
            field=models.JSONField(db_comment='各列的含义和缺省值', default=dict, verbose_name='读法'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='sheet',
            field=models.CharField(blank=True, db_comment='所选工作表或者表格的名称', max_length=200, verbose_name='所选的表'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='sheet_chosen',
            field=models.BooleanField(db_comment='是否已经选定要导入的表', default=False, verbose_name='已经选表'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='skipped',
            field=models.PositiveIntegerField(db_comment='跳过', default=0, verbose_name='跳过'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='skipped_lines',
            field=models.JSONField(db_comment='表头、小标题、说明等不是目录的行', default=list, verbose_name='略去的行'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='status',
            field=models.CharField(choices=[('uploaded', '已上传，待对应各列'), ('mapped', '正在逐行检查'), ('checked', '已检查，待收入'), ('taking', '正在收入目录'), ('taken', '已收入目录'), ('undoing', '正在撤销'), ('undone', '已撤销'), ('dropped', '已放弃')], db_comment='状态', default='uploaded', max_length=24, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='taken_at',
            field=models.DateTimeField(db_comment='收入目录的时间', null=True, verbose_name='收入时间'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='taken_by',
            field=models.ForeignKey(db_comment='收入人', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='told',
            field=models.JSONField(db_comment='对整个文件的提示', default=list, verbose_name='提示'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='total',
            field=models.PositiveIntegerField(db_comment='当前一步一共几行', default=0, verbose_name='总数'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='trouble',
            field=models.CharField(blank=True, db_comment='后台办不下去的原因', max_length=300, verbose_name='障碍'),
        ),
        migrations.AddField(
            model_name='catalogueimport',
            name='undone_by',
            field=models.ForeignKey(db_comment='撤销人', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='agency',
            field=models.ForeignKey(db_comment='办理单位，本市没有时为空', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency'),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='among',
            field=models.PositiveSmallIntegerField(db_comment='一格里一共几项，没有拆分时为 0', default=0, verbose_name='一共几项'),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='cells',
            field=models.JSONField(db_comment='各列的内容，改过的以改后为准', default=dict, verbose_name='内容'),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='corrections',
            field=models.JSONField(db_comment='改过的列：原来的内容、谁、何时', default=dict, verbose_name='改动'),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='fate',
            field=models.CharField(blank=True, choices=[('removed', '已撤走'), ('stays', '仍然保留')], db_comment='撤销导入以后怎么样', max_length=8, verbose_name='撤销后'),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='address',
            field=models.CharField(blank=True, db_comment='收入前算好的地址用语，收入后清空', max_length=40, verbose_name='地址用语'),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='key',
            field=models.CharField(blank=True, db_comment='单位、事项、证明的摘要，用来发现重复', max_length=64, verbose_name='键'),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='made_item',
            field=models.BooleanField(db_comment='是否由这一行建立了证明事项', default=False, verbose_name='建立了证明'),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='made_matter',
            field=models.BooleanField(db_comment='是否由这一行建立了行政事项', default=False, verbose_name='建立了事项'),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='matter',
            field=models.ForeignKey(db_comment='对应行政事项', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='matters.matter'),
        ),
        migrations.AlterField(
            model_name='cataloguerow',
            name='notes',
            field=models.JSONField(db_comment='逐条说明：哪一列、为什么、怎么改', default=list, verbose_name='说明'),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='part',
            field=models.PositiveSmallIntegerField(db_comment='一格里的第几项，没有拆分时为 0', default=0, verbose_name='第几项'),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='stays_because',
            field=models.CharField(blank=True, db_comment='撤销导入时为什么留下', max_length=200, verbose_name='保留原因'),
        ),
        migrations.AddField(
            model_name='cataloguerow',
            name='too_many',
            field=models.PositiveSmallIntegerField(db_comment='比表头多出几格', default=0, verbose_name='多出几格'),
        ),
        migrations.AlterField(
            model_name='catalogueimport',
            name='at',
            field=models.DateTimeField(db_comment='上传时间', verbose_name='时间'),
        ),
        migrations.AlterField(
            model_name='catalogueimport',
            name='by',
            field=models.ForeignKey(db_comment='上传人', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='catalogueimport',
            name='file_digest',
            field=models.CharField(db_comment='文件的 SHA-256', max_length=64, verbose_name='文件摘要'),
        ),
        migrations.AlterField(
            model_name='cataloguerow',
            name='outcome',
            field=models.CharField(blank=True, choices=[('taken', '收下'), ('remarked', '收下并提示'), ('refused', '退回'), ('skipped', '跳过')], db_comment='结果，还没有检查时为空', max_length=10, verbose_name='结果'),
        ),
        migrations.RunPython(fill, empty),
        migrations.AlterField(
            model_name='catalogueimport',
            name='agency',
            field=models.ForeignKey(db_comment='导入人的单位', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency'),
        ),
        migrations.AlterField(
            model_name='catalogueimport',
            name='case_file',
            field=models.ForeignKey(db_comment='编制卷', on_delete=django.db.models.deletion.PROTECT, to='casefile.casefile'),
        ),
        migrations.AddIndex(
            model_name='cataloguerow',
            index=models.Index(fields=['catalogue_import', 'key'], name='catalogue_row_key'),
        ),
        migrations.AddConstraint(
            model_name='catalogueimport',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('undone', 'dropped')), _negated=True), fields=('agency', 'file_digest', 'sheet_chosen', 'sheet'), name='catalogue_list_once'),
        ),
        migrations.AddConstraint(
            model_name='catalogueimport',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['checked', 'dropped', 'mapped', 'taken', 'taking', 'undoing', 'undone', 'uploaded'])), name='catalogue_import_status_known'),
        ),
        migrations.AddConstraint(
            model_name='cataloguerow',
            constraint=models.UniqueConstraint(fields=('catalogue_import', 'line', 'part'), name='catalogue_row_once'),
        ),
        migrations.AddField(
            model_name='columnmapping',
            name='agency',
            field=models.ForeignKey(db_comment='单位', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.agency'),
        ),
        migrations.AddField(
            model_name='columnmapping',
            name='by',
            field=models.ForeignKey(db_comment='指定人', on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='columnmapping',
            constraint=models.UniqueConstraint(fields=('agency', 'headings_digest'), name='mapping_once_per_heading'),
        ),
        require_entry("matters_catalogue_import"),
    ]
