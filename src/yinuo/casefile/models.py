"""The case file and its entries; the database itself keeps them append-only and complete."""

from __future__ import annotations

from django.db import models

from yinuo.people.models import Account, Agency


class CaseFile(models.Model):
    """案卷: one numbered file per case; the head of its chain is kept here."""

    class Kind(models.TextChoices):
        APPLICATION = "application", "办件"
        ITEM = "item", "证明事项编制"
        CATALOGUE = "catalogue", "目录公布"
        TEXT = "text", "法律文件登记"

    number = models.CharField("案卷号", max_length=40, unique=True, db_comment="案卷号")
    kind = models.CharField("类别", max_length=16, choices=Kind, db_comment="类别")
    agency = models.ForeignKey(Agency, models.PROTECT, db_comment="办理单位")
    region_code = models.CharField("行政区划代码", max_length=6, db_comment="行政区划代码")
    salt = models.BinaryField(
        "盐", max_length=16, db_comment="个人信息摘要所加的盐，依法删除时一并删除", null=True
    )
    head_number = models.PositiveIntegerField("末条序号", default=0, db_comment="最后一条记录的序号")
    head_hash = models.CharField("末条摘要", max_length=64, db_comment="最后一条记录的摘要")
    opened_at = models.DateTimeField("立卷时间", db_comment="立卷时间")

    class Meta:
        db_table = "casefile_case_file"
        db_table_comment = "案卷"

    def __str__(self) -> str:
        return self.number


class Entry(models.Model):
    """One act in a case: what, by whom, when, on what basis, with which conclusion; chained by hash."""

    case_file = models.ForeignKey(CaseFile, models.PROTECT, related_name="entries", db_comment="案卷")
    number = models.PositiveIntegerField("序号", db_comment="案卷内序号")
    step = models.CharField("步骤", max_length=60, db_comment="步骤，如 applications.submit")
    title = models.CharField("名称", max_length=80, db_comment="步骤的中文名称")
    row_table = models.CharField("表", max_length=60, blank=True, db_comment="所涉的表")
    row_id = models.BigIntegerField("行", null=True, db_comment="所涉的行")
    from_status = models.CharField("原状态", max_length=24, blank=True, db_comment="原状态")
    to_status = models.CharField("新状态", max_length=24, blank=True, db_comment="新状态")
    by = models.ForeignKey(Account, models.PROTECT, null=True, db_comment="行为人账号，系统依规则办理时为空")
    by_label = models.CharField(
        "行为人", max_length=80, db_comment="行为人身份，如 申请人、审批人、系统依规则"
    )
    at = models.DateTimeField("时间", db_comment="时间")
    basis = models.CharField("依据", max_length=200, blank=True, db_comment="依据条款")
    facts = models.JSONField("事实", default=dict, db_comment="事实，不含个人信息明文")
    conclusion = models.JSONField("结论", null=True, db_comment="规则结论全文")
    previous_hash = models.CharField("前条摘要", max_length=64, db_comment="前一条的摘要")
    hash = models.CharField("摘要", max_length=64, db_comment="本条摘要")
    transaction_id = models.BigIntegerField(
        "事务", null=True, editable=False, db_comment="写入事务，由触发器填写"
    )

    class Meta:
        db_table = "casefile_entry"
        db_table_comment = "案卷记录，只增不改"
        constraints = (models.UniqueConstraint(fields=("case_file", "number"), name="entry_numbered_once"),)
        indexes = (models.Index(fields=("row_table", "row_id", "to_status"), name="entry_by_row"),)
        ordering = ("case_file", "number")

    def __str__(self) -> str:
        return f"{self.case_file_id}/{self.number} {self.step}"


class WaitingEntry(models.Model):
    """待入日志: an entry that is not in the public log yet; written by the database itself with the entry."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, db_comment="案卷记录")

    class Meta:
        db_table = "casefile_waiting_entry"
        db_table_comment = "还没有进入公共日志的案卷记录"

    def __str__(self) -> str:
        return str(self.entry_id)


class LogLeaf(models.Model):
    """日志条目: the place of an entry in the public log; append-only."""

    index = models.BigIntegerField("位置", primary_key=True, db_comment="日志中的位置，从 0 起")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="leaf", db_comment="案卷记录")

    class Meta:
        db_table = "casefile_log_leaf"
        db_table_comment = "公共日志的条目，只增不改"

    def __str__(self) -> str:
        return str(self.index)


class LogNode(models.Model):
    """日志节点: the root over a complete subtree of the public log (:mod:`yinuo.casefile.merkle`); append-only."""

    level = models.PositiveSmallIntegerField("层", db_comment="层，0 为条目")
    index = models.BigIntegerField("位置", db_comment="层内位置，从 0 起")
    hash = models.CharField("摘要", max_length=64, db_comment="子树的 SHA-256")

    class Meta:
        db_table = "casefile_log_node"
        db_table_comment = "公共日志的节点，只增不改"
        constraints = (models.UniqueConstraint(fields=("level", "index"), name="log_node_once"),)

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"
