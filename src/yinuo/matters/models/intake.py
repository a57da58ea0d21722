"""What was imported: files and their rows as they stood."""

from __future__ import annotations

from django.db import models

from yinuo.matters.models.catalogue import ProofItem
from yinuo.people.models import Account


class CatalogueImport(models.Model):
    """One file taken in, with its digest and who took it."""

    file_name = models.CharField("文件名", max_length=200, db_comment="文件名")
    file_digest = models.CharField(
        "文件摘要", max_length=64, unique=True, db_comment="SHA-256，同一文件只导入一次"
    )
    by = models.ForeignKey(Account, models.PROTECT, null=True, db_comment="导入人")
    at = models.DateTimeField("时间", db_comment="时间")
    taken = models.PositiveIntegerField("收下", default=0, db_comment="收下")
    remarked = models.PositiveIntegerField("收下并提示", default=0, db_comment="收下并提示")
    refused = models.PositiveIntegerField("退回", default=0, db_comment="退回")

    class Meta:
        db_table = "matters_catalogue_import"
        db_table_comment = "目录导入"

    def __str__(self) -> str:
        return self.file_name


class CatalogueRow(models.Model):
    """One row of an imported file exactly as it stood, with what became of it."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", "收下"
        REMARKED = "remarked", "收下并提示"
        REFUSED = "refused", "退回"

    catalogue_import = models.ForeignKey(
        CatalogueImport, models.CASCADE, related_name="rows", db_comment="导入"
    )
    line = models.PositiveIntegerField("行号", db_comment="行号")
    raw = models.JSONField("原文", db_comment="原文各格")
    row_class = models.CharField("类别", max_length=1, db_comment="来源类别")
    outcome = models.CharField("结果", max_length=10, choices=Outcome, db_comment="结果")
    remarks = models.JSONField("说明", default=list, db_comment="逐条说明")
    item = models.ForeignKey(
        ProofItem, models.PROTECT, null=True, related_name="rows", db_comment="对应证明事项"
    )

    class Meta:
        db_table = "matters_catalogue_row"
        db_table_comment = "导入的行"
        constraints = (
            models.UniqueConstraint(fields=("catalogue_import", "line"), name="catalogue_row_once"),
        )

    def __str__(self) -> str:
        return f"{self.catalogue_import_id}:{self.line}"
