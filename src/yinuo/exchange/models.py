"""Sources asked, questions with their sealed answers, and messages that leave the house."""

from __future__ import annotations

from django.db import models

from yinuo.casefile.models import CaseFile
from yinuo.people.encryption import SealedField
from yinuo.people.models import Subject


class Source(models.Model):
    """A register that may be asked, for a declared purpose on a legal basis."""

    key = models.SlugField("代号", unique=True, db_comment="代号")
    name = models.CharField("名称", max_length=80, db_comment="名称")
    holder = models.CharField("主管单位", max_length=120, db_comment="数据主管单位")
    address = models.CharField("接口地址", max_length=300, db_comment="接口地址")
    purpose = models.CharField("用途", max_length=200, db_comment="查询用途")
    basis = models.CharField("依据", max_length=200, db_comment="查询的法律依据")
    timeout_ms = models.PositiveIntegerField("超时毫秒", default=2000, db_comment="超时毫秒")
    enabled = models.BooleanField("启用", default=True, db_comment="是否启用")
    failures = models.PositiveIntegerField("连续失败", default=0, db_comment="连续失败次数")
    rests_until = models.DateTimeField("熔断至", null=True, db_comment="熔断到何时")
    answered_at = models.DateTimeField("最近应答", null=True, db_comment="最近一次应答时间")

    class Meta:
        db_table = "exchange_source"
        db_table_comment = "数据来源"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(basis="") & ~models.Q(purpose=""), name="source_has_basis"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Query(models.Model):
    """What was asked of a source and what it answered, sealed; append-only."""

    class Outcome(models.TextChoices):
        ANSWERED = "answered", "已应答"
        NOT_FOUND = "not_found", "查无记录"
        FAILED = "failed", "未能应答"

    source = models.ForeignKey(Source, models.PROTECT, db_comment="来源")
    case_file = models.ForeignKey(CaseFile, models.PROTECT, null=True, db_comment="所涉案卷")
    subject = models.ForeignKey(Subject, models.PROTECT, db_comment="所查主体")
    purpose = models.CharField("用途", max_length=200, db_comment="本次查询用途")
    basis = models.CharField("依据", max_length=200, db_comment="本次查询依据")
    asked = SealedField("所问", holds="json", null=True, db_comment="所问，加密")
    answered = SealedField("所答", holds="json", null=True, db_comment="所答，加密")
    outcome = models.CharField("结果", max_length=12, choices=Outcome, db_comment="结果")
    problem = models.CharField("问题", max_length=200, blank=True, db_comment="未能应答的原因")
    digest = models.CharField("摘要", max_length=64, db_comment="所问所答的规范 JSON 的 SHA-256")
    asked_at = models.DateTimeField("查询时间", db_comment="查询时间")
    took_ms = models.PositiveIntegerField("耗时毫秒", db_comment="耗时毫秒")

    class Meta:
        db_table = "exchange_query"
        db_table_comment = "数据查询，只增不改"
        indexes = (
            models.Index(fields=("subject", "-asked_at"), name="query_by_subject"),
            models.Index(fields=("source", "-asked_at"), name="query_by_source"),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.asked_at:%Y-%m-%d %H:%M}"


class OutboxMessage(models.Model):
    """A message to another system: kept in the business transaction, sent after it, exactly once for the receiver."""

    class Status(models.TextChoices):
        PENDING = "pending", "待发送"
        DELIVERED = "delivered", "已送达"
        FAILED = "failed", "多次失败，待人工处理"

    key = models.CharField("唯一键", max_length=80, unique=True, db_comment="接收方据此去重")
    receiver = models.CharField("接收方", max_length=40, db_comment="接收方代号")
    kind = models.CharField("种类", max_length=60, db_comment="种类")
    case_file = models.ForeignKey(CaseFile, models.PROTECT, null=True, db_comment="所涉案卷")
    payload = SealedField("内容", holds="json", null=True, db_comment="内容，加密")
    status = models.CharField(
        "状态", max_length=12, choices=Status, default=Status.PENDING, db_comment="状态"
    )
    attempts = models.PositiveIntegerField("次数", default=0, db_comment="已尝试次数")
    next_at = models.DateTimeField("下次时间", db_comment="下次发送时间")
    receipt = models.CharField("回执", max_length=200, blank=True, db_comment="接收方回执")
    problem = models.CharField("问题", max_length=300, blank=True, db_comment="最近一次失败原因")
    created_at = models.DateTimeField("产生时间", db_comment="产生时间")
    delivered_at = models.DateTimeField("送达时间", null=True, db_comment="送达时间")

    class Meta:
        db_table = "exchange_outbox_message"
        db_table_comment = "发件箱"
        indexes = (
            models.Index(fields=("next_at",), condition=models.Q(status="pending"), name="outbox_pending"),
        )

    def __str__(self) -> str:
        return f"{self.receiver} {self.kind} {self.key}"
