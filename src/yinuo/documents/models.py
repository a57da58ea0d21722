"""Documents made by the house, and their delivery."""

from __future__ import annotations

from django.db import models

from yinuo.casefile.models import CaseFile
from yinuo.people.encryption import SealedField
from yinuo.people.models import Account, Subject


class Document(models.Model):
    """文书: its frozen content, and the file once it is made; a letter's content is fixed when it is signed."""

    class Kind(models.TextChoices):
        LETTER = "letter", "证明事项告知承诺书"
        WITHDRAWAL = "withdrawal", "撤回承诺确认书"
        RECEIPT = "receipt", "收件回执"
        DECISION = "decision", "决定书"
        REPRESENTATION_NOTICE = "representation_notice", "陈述申辩告知书"
        ANNULMENT = "decision_annul", "撤销决定书"
        DETERMINATION = "determination", "失信行为认定书"
        REPAIR_NOTICE = "repair_notice", "信用修复告知书"
        REPAIR_RECEIPT = "repair_receipt", "信用修复回执"
        EDITION = "edition", "公布目录"

    case_file = models.ForeignKey(CaseFile, models.PROTECT, related_name="documents", db_comment="案卷")
    kind = models.CharField("种类", max_length=24, choices=Kind, db_comment="种类")
    number = models.CharField("文号", max_length=60, unique=True, db_comment="文号")
    title = models.CharField("标题", max_length=200, db_comment="标题")
    content = SealedField("内容", holds="json", null=True, db_comment="冻结的内容，加密")
    content_digest = models.CharField("内容摘要", max_length=64, db_comment="内容的规范 JSON 的 SHA-256")
    picture = SealedField("签名图", holds="bytes", null=True, db_comment="手写签名图，加密")
    check_code = models.CharField("核验码", max_length=20, unique=True, db_comment="公开核验码")
    requested_at = models.DateTimeField("成文时间", db_comment="内容确定的时间")
    made_at = models.DateTimeField("制成时间", null=True, db_comment="文件制成并签名的时间")
    file = models.CharField("文件", max_length=120, blank=True, db_comment="文件在存储中的名称")
    file_digest = models.CharField(
        "文件摘要", max_length=64, blank=True, db_index=True, db_comment="文件的 SHA-256"
    )
    file_size = models.PositiveIntegerField("大小", null=True, db_comment="字节")

    class Meta:
        db_table = "documents_document"
        db_table_comment = "文书"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True, file="")
                | (models.Q(made_at__isnull=False) & ~models.Q(file="")),
                name="document_made_with_file",
            ),
        )
        indexes = (
            models.Index(fields=("case_file", "requested_at"), name="document_by_case"),
            models.Index(
                fields=("requested_at",), condition=models.Q(made_at__isnull=True), name="document_waiting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Delivery(models.Model):
    """送达: a document handed to a subject, how, and the proof of it."""

    class Means(models.TextChoices):
        PORTAL = "portal", "网上送达"
        WINDOW = "window", "窗口直接送达"
        POST = "post", "邮寄送达"

    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries", db_comment="文书")
    to = models.ForeignKey(Subject, models.PROTECT, db_comment="受送达人")
    means = models.CharField("方式", max_length=12, choices=Means, db_comment="方式")
    sent_at = models.DateTimeField("发出时间", db_comment="发出时间")
    received_at = models.DateTimeField("签收时间", null=True, db_comment="打开或者签收时间")
    received_by = models.ForeignKey(Account, models.PROTECT, null=True, db_comment="签收账号")
    proof = models.CharField("送达凭据", max_length=200, blank=True, db_comment="邮单号或者签收说明")

    class Meta:
        db_table = "documents_delivery"
        db_table_comment = "送达"
        constraints = (models.UniqueConstraint(fields=("document", "to", "means"), name="delivered_once"),)

    def __str__(self) -> str:
        return f"{self.document_id} → {self.to_id}"
