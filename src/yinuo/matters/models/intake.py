"""What was handed in: the file, how it is read, its rows as they stood and as they were mended, and what became of them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from yinuo.casefile.guards import known_status
from yinuo.casefile.models import CaseFile
from yinuo.matters.lifecycle import CATALOGUE_IMPORT
from yinuo.matters.models.catalogue import Matter, ProofItem
from yinuo.people.models import Account, Agency


class CatalogueImport(models.Model):
    """One list handed in, from the file to the items it made.

    ``outline`` holds for each sheet or table of the file ``{"name", "rows", "hidden"}``. ``settings`` is what
    :class:`yinuo.matters.assembling.Settings` reads and writes, and beside it ``agencies``: a department as written to
    the slug of the agency that a person chose for it. ``told`` lists what was noticed of the file as a whole.
    ``skipped_lines`` lists rows that were no rows of the list: ``{"line", "text", "why"}``.
    """

    case_file = models.ForeignKey(CaseFile, models.PROTECT, db_comment="编制卷")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_comment="导入人的单位")
    status = models.CharField(
        "状态",
        max_length=24,
        default=CATALOGUE_IMPORT.start,
        db_comment="状态",
        choices=list(CATALOGUE_IMPORT.statuses.items()),
    )
    file_name = models.CharField("文件名", max_length=200, db_comment="文件名")
    file_digest = models.CharField("文件摘要", max_length=64, db_comment="文件的 SHA-256")
    file = models.CharField(
        "文件", max_length=120, blank=True, db_comment="文件在存储中的名称，早期导入没有保存"
    )
    file_size = models.PositiveIntegerField("大小", default=0, db_comment="字节")
    kind = models.CharField("种类", max_length=8, blank=True, db_comment="文件种类，按内容判断")
    outline = models.JSONField("工作表", default=list, db_comment="文件里的工作表或者表格")
    sheet = models.CharField("所选的表", max_length=200, blank=True, db_comment="所选工作表或者表格的名称")
    sheet_chosen = models.BooleanField("已经选表", default=False, db_comment="是否已经选定要导入的表")
    settings = models.JSONField("读法", default=dict, db_comment="各列的含义和缺省值")
    told = models.JSONField("提示", default=list, db_comment="对整个文件的提示")
    skipped_lines = models.JSONField("略去的行", default=list, db_comment="表头、小标题、说明等不是目录的行")
    done = models.PositiveIntegerField("已办", default=0, db_comment="当前一步办到第几行")
    total = models.PositiveIntegerField("总数", default=0, db_comment="当前一步一共几行")
    moved_at = models.DateTimeField("最近动静", null=True, db_comment="后台最近一次办理的时间")
    trouble = models.CharField("障碍", max_length=300, blank=True, db_comment="后台办不下去的原因")
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_comment="上传人")
    at = models.DateTimeField("时间", db_comment="上传时间")
    taken_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_comment="收入人")
    taken_at = models.DateTimeField("收入时间", null=True, db_comment="收入目录的时间")
    undone_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_comment="撤销人")
    taken = models.PositiveIntegerField("收下", default=0, db_comment="收下")
    remarked = models.PositiveIntegerField("收下并提示", default=0, db_comment="收下并提示")
    refused = models.PositiveIntegerField("退回", default=0, db_comment="退回")
    skipped = models.PositiveIntegerField("跳过", default=0, db_comment="跳过")

    class Meta:
        db_table = "matters_catalogue_import"
        db_table_comment = "目录导入"
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "file_digest", "sheet_chosen", "sheet"),
                condition=~Q(status__in=("undone", "dropped")),
                name="catalogue_list_once",
            ),
            known_status(CATALOGUE_IMPORT),
        )

    def __str__(self) -> str:
        return self.file_name


class CatalogueRow(models.Model):
    """One row of a list: as it stood, as it is read, what was mended, what is said of it, and what it made.

    ``cells`` is what the original says by column, mended where somebody mended it. ``corrections`` keeps for each
    mended column ``{"was", "by", "name", "at"}``. ``notes`` lists ``{"column", "why", "mend"}``.
    """

    class Outcome(models.TextChoices):
        TAKEN = "taken", "收下"
        REMARKED = "remarked", "收下并提示"
        REFUSED = "refused", "退回"
        SKIPPED = "skipped", "跳过"

    class Fate(models.TextChoices):
        REMOVED = "removed", "已撤走"
        STAYS = "stays", "仍然保留"

    catalogue_import = models.ForeignKey(
        CatalogueImport, models.CASCADE, related_name="rows", db_comment="导入"
    )
    line = models.PositiveIntegerField("行号", db_comment="行号")
    part = models.PositiveSmallIntegerField("第几项", default=0, db_comment="一格里的第几项，没有拆分时为 0")
    among = models.PositiveSmallIntegerField(
        "一共几项", default=0, db_comment="一格里一共几项，没有拆分时为 0"
    )
    too_many = models.PositiveSmallIntegerField("多出几格", default=0, db_comment="比表头多出几格")
    raw = models.JSONField("原文", db_comment="原文各格")
    cells = models.JSONField("内容", default=dict, db_comment="各列的内容，改过的以改后为准")
    corrections = models.JSONField("改动", default=dict, db_comment="改过的列：原来的内容、谁、何时")
    row_class = models.CharField("类别", max_length=1, db_comment="来源类别")
    outcome = models.CharField(
        "结果", max_length=10, choices=Outcome, blank=True, db_comment="结果，还没有检查时为空"
    )
    notes = models.JSONField("说明", default=list, db_comment="逐条说明：哪一列、为什么、怎么改")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="+", db_comment="办理单位，本市没有时为空"
    )
    key = models.CharField("键", max_length=64, blank=True, db_comment="单位、事项、证明的摘要，用来发现重复")
    address = models.CharField(
        "地址用语", max_length=40, blank=True, db_comment="收入前算好的地址用语，收入后清空"
    )
    matter = models.ForeignKey(
        Matter, models.SET_NULL, null=True, related_name="+", db_comment="对应行政事项"
    )
    item = models.ForeignKey(
        ProofItem, models.PROTECT, null=True, related_name="rows", db_comment="对应证明事项"
    )
    made_matter = models.BooleanField("建立了事项", default=False, db_comment="是否由这一行建立了行政事项")
    made_item = models.BooleanField("建立了证明", default=False, db_comment="是否由这一行建立了证明事项")
    fate = models.CharField("撤销后", max_length=8, choices=Fate, blank=True, db_comment="撤销导入以后怎么样")
    stays_because = models.CharField(
        "保留原因", max_length=200, blank=True, db_comment="撤销导入时为什么留下"
    )

    class Meta:
        db_table = "matters_catalogue_row"
        db_table_comment = "导入的行"
        constraints = (
            models.UniqueConstraint(fields=("catalogue_import", "line", "part"), name="catalogue_row_once"),
        )
        indexes = (models.Index(fields=("catalogue_import", "key"), name="catalogue_row_key"),)

    def __str__(self) -> str:
        return f"{self.catalogue_import_id}:{self.line}"

    @property
    def remarks(self) -> list[str]:
        """The notes in words."""
        return [note["why"] for note in self.notes]

    def cell(self, column: str) -> str:
        """What a column says now; empty where the list has none."""
        return str(self.cells.get(column, ""))

    def noted(self, column: str) -> list[dict[str, Any]]:
        """What is said of one column."""
        return [note for note in self.notes if note["column"] == column]


class ColumnMapping(models.Model):
    """What a person said the columns of a list mean, to be offered again for the same headings."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_comment="单位")
    headings_digest = models.CharField("表头摘要", max_length=64, db_comment="表头各格的 SHA-256")
    columns = models.JSONField("各列", db_comment="表头到列的含义")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="指定人")
    at = models.DateTimeField("时间", db_comment="最近一次指定的时间")

    class Meta:
        db_table = "matters_column_mapping"
        db_table_comment = "记住的列对应"
        constraints = (
            models.UniqueConstraint(fields=("agency", "headings_digest"), name="mapping_once_per_heading"),
        )

    def __str__(self) -> str:
        return self.headings_digest[:12]
