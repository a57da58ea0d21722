"""Notices shown, and the letters signed under them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.applications.models import ApplicationItem
from yinuo.casefile.guards import known_status
from yinuo.casefile.models import CaseFile
from yinuo.commitments.lifecycle import COMMITMENT
from yinuo.documents.models import Document
from yinuo.matters.models import ItemVersion
from yinuo.people.encryption import SealedField
from yinuo.people.models import Account, Agency


class NoticeShowing(models.Model):
    """告知: this version of the notice was shown, clause by clause, and confirmed; kept for good."""

    application_item = models.ForeignKey(
        ApplicationItem, models.PROTECT, related_name="showings", db_comment="证明事项"
    )
    version = models.ForeignKey(ItemVersion, models.PROTECT, db_comment="告知所用版本")
    text_digest = models.CharField("文本摘要", max_length=64, db_comment="所示文本的 SHA-256")
    shown_to = models.ForeignKey(Account, models.PROTECT, db_comment="告知对象")
    shown_at = models.DateTimeField("展示时间", db_comment="第一次展示的时间")
    confirmed = models.JSONField("逐条确认", default=dict, db_comment="条款到确认时间")
    confirmed_at = models.DateTimeField("全部确认时间", null=True, db_comment="全部确认时间")

    class Meta:
        db_table = "commitments_notice_showing"
        db_table_comment = "告知记录"
        constraints = (
            models.UniqueConstraint(fields=("application_item", "version"), name="notice_shown_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_at__gte=models.F("shown_at")),
                name="notice_confirmed_after_shown",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_item_id} v{self.version_id}"


class Commitment(models.Model):
    """承诺: one signed letter for one proof item."""

    class Identity(models.TextChoices):
        PASSWORD = "password", "登录账号并再次确认证件号后四位"
        WINDOW = "window", "窗口核验证件"

    application_item = models.ForeignKey(
        ApplicationItem, models.PROTECT, related_name="commitments", db_comment="证明事项"
    )
    case_file = models.ForeignKey(CaseFile, models.PROTECT, related_name="commitments", db_comment="案卷")
    agency = models.ForeignKey(Agency, models.PROTECT, db_comment="办理单位")
    region_code = models.CharField("行政区划代码", max_length=6, db_comment="行政区划代码")
    showing = models.ForeignKey(NoticeShowing, models.PROTECT, db_comment="告知记录")
    letter = models.OneToOneField(Document, models.PROTECT, related_name="commitment", db_comment="承诺书")
    status = models.CharField(
        "状态",
        max_length=24,
        default=COMMITMENT.start,
        db_comment="状态",
        choices=list(COMMITMENT.statuses.items()),
    )
    facts = SealedField("承诺事实", holds="json", null=True, db_comment="承诺的事实和所填的值，加密")
    plan = models.JSONField("核查计划", db_comment="签署时确定的核查计划，每项事实一行")
    eligibility = models.JSONField("资格结论", db_comment="签署时的资格结论")
    standing = models.CharField("信用类别", max_length=12, db_comment="签署时的信用类别")
    identity = models.CharField("身份核验", max_length=12, choices=Identity, db_comment="身份核验方式")
    signed_by = models.ForeignKey(Account, models.PROTECT, db_comment="签署人")
    signed_at = models.DateTimeField("签署时间", db_comment="签署时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, db_comment="撤回时间")
    withdrawal_reason = models.CharField("撤回理由", max_length=300, blank=True, db_comment="撤回理由")
    planned_at = models.DateTimeField(
        "核查任务建立时间", null=True, db_comment="核查任务建立时间，由核查环节写入"
    )

    class Meta:
        db_table = "commitments_commitment"
        db_table_comment = "承诺"
        constraints = (
            known_status(COMMITMENT),
            models.UniqueConstraint(
                fields=("application_item",), condition=~Q(status="withdrawn"), name="commitment_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False)
                | (~Q(status="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="commitment_withdrawn_with_time",
            ),
        )
        indexes = (
            models.Index(fields=("id",), condition=Q(planned_at__isnull=True), name="commitment_unplanned"),
            models.Index(fields=("agency", "status", "-id"), name="commitment_by_agency"),
        )

    def __str__(self) -> str:
        return str(self.letter_id)
