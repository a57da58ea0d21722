"""Applications, the routes chosen per proof item, and the materials handed in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.applications.lifecycle import APPLICATION
from yinuo.casefile.guards import known_status
from yinuo.casefile.models import CaseFile
from yinuo.exchange.models import Query
from yinuo.matters.models import ItemVersion, Matter, ProofItem
from yinuo.people.encryption import SealedField
from yinuo.people.models import Account, Agency, Mandate, Subject


class Application(models.Model):
    """申请: one person's request for one matter."""

    class Channel(models.TextChoices):
        ONLINE = "online", "网上"
        WINDOW = "window", "窗口"

    case_file = models.OneToOneField(CaseFile, models.PROTECT, related_name="application", db_comment="案卷")
    number = models.CharField("办件编号", max_length=40, unique=True, db_comment="同案卷号")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="applications", db_comment="行政事项")
    agency = models.ForeignKey(Agency, models.PROTECT, db_comment="办理单位")
    region_code = models.CharField("行政区划代码", max_length=6, db_comment="行政区划代码")
    applicant = models.ForeignKey(Subject, models.PROTECT, related_name="applications", db_comment="申请人")
    filed_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="经办账号")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, db_comment="代表权，本人办理为空")
    channel = models.CharField(
        "渠道", max_length=8, choices=Channel, default=Channel.ONLINE, db_comment="渠道"
    )
    status = models.CharField(
        "状态",
        max_length=24,
        default=APPLICATION.start,
        db_comment="状态",
        choices=list(APPLICATION.statuses.items()),
    )
    answers = SealedField("填写内容", holds="json", null=True, db_comment="填写内容，加密")
    revision = models.PositiveIntegerField("草稿版次", default=0, db_comment="草稿每保存一次加一")
    saved_at = models.DateTimeField("保存时间", db_comment="最近保存时间")
    opened_at = models.DateTimeField("开始时间", db_comment="开始时间")
    submitted_at = models.DateTimeField("提交时间", null=True, db_comment="提交时间")
    due_on = models.DateField("办理期限", null=True, db_comment="最迟作出决定的日期")
    decided_at = models.DateTimeField("决定时间", null=True, db_comment="决定时间")
    checks_cleared_at = models.DateTimeField(
        "决定前核查办妥时间", null=True, db_comment="决定前应做的核查办妥的时间"
    )
    checks = models.JSONField("决定前核查", default=list, db_comment="决定前各项核查的结果，由核查环节写入")

    class Meta:
        db_table = "applications_application"
        db_table_comment = "申请"
        constraints = (
            known_status(APPLICATION),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "discarded"))
                | Q(submitted_at__isnull=False, due_on__isnull=False),
                name="application_submitted_with_due_day",
            ),
            models.UniqueConstraint(
                fields=("matter", "applicant"), condition=Q(status="draft"), name="application_one_draft"
            ),
        )
        indexes = (
            models.Index(fields=("agency", "status", "due_on", "id"), name="application_queue"),
            # Two statuses wait for a decision; only an index of both gives them by their day without sorting them all.
            models.Index(
                fields=("agency", "due_on", "id"),
                condition=Q(status__in=("submitted", "evidence_asked")),
                name="application_waiting",
            ),
            models.Index(fields=("applicant", "-id"), name="application_by_applicant"),
            models.Index(fields=("agency", "-submitted_at", "-id"), name="application_recent"),
            models.Index(
                fields=("checks_cleared_at", "id"), condition=Q(status="submitted"), name="application_clear"
            ),
        )

    def __str__(self) -> str:
        return self.number


class ApplicationItem(models.Model):
    """One proof item of an application with the route its applicant chose; nothing is chosen beforehand."""

    class Route(models.TextChoices):
        NONE = "", "尚未选择"
        COMMIT = "commit", "签承诺"
        PROOF = "proof", "交证明"
        HELD = "held", "机关已有数据"

    application = models.ForeignKey(Application, models.CASCADE, related_name="items", db_comment="申请")
    proof_item = models.ForeignKey(ProofItem, models.PROTECT, db_comment="证明事项")
    version = models.ForeignKey(ItemVersion, models.PROTECT, db_comment="所依据的版本，开始办理时固定")
    route = models.CharField(
        "办法", max_length=8, choices=Route, blank=True, default=Route.NONE, db_comment="办法"
    )
    chosen_at = models.DateTimeField("选择时间", null=True, db_comment="选择时间")
    held_query = models.ForeignKey(Query, models.PROTECT, null=True, db_comment="机关已有数据的查询")

    class Meta:
        db_table = "applications_application_item"
        db_table_comment = "申请中的证明事项"
        constraints = (
            models.UniqueConstraint(fields=("application", "proof_item"), name="application_item_once"),
            models.CheckConstraint(
                condition=~Q(route="held") | Q(held_query__isnull=False), name="held_with_query"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id}:{self.proof_item_id}"


class Material(models.Model):
    """A file handed in, checked by content."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="materials", db_comment="申请")
    item = models.ForeignKey(
        ApplicationItem, models.PROTECT, null=True, related_name="materials", db_comment="所证明的事项"
    )
    name = models.CharField("文件名", max_length=120, db_comment="清理后的文件名")
    media_type = models.CharField("类型", max_length=40, db_comment="按内容判定的类型")
    size = models.PositiveIntegerField("大小", db_comment="字节")
    digest = models.CharField("摘要", max_length=64, db_comment="SHA-256")
    file = models.CharField("文件", max_length=120, db_comment="文件在存储中的名称")
    by = models.ForeignKey(Account, models.PROTECT, db_comment="上传人")
    at = models.DateTimeField("时间", db_comment="上传时间")
    removed_at = models.DateTimeField("移除时间", null=True, db_comment="申请人移除的时间")

    class Meta:
        db_table = "applications_material"
        db_table_comment = "材料"
        constraints = (
            models.UniqueConstraint(
                fields=("application", "item", "digest"),
                condition=Q(removed_at__isnull=True),
                name="material_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class SupplementRequest(models.Model):
    """请申请人补充: what does not match or is missing, all at once, with a due day and the ways to answer."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="requests", db_comment="申请")
    item = models.ForeignKey(ApplicationItem, models.PROTECT, null=True, db_comment="所涉证明事项")
    reason = models.TextField("原因", db_comment="原因")
    differences = models.JSONField("不一致之处", default=list, db_comment="逐项列明，不含个人信息明文")
    asked_at = models.DateTimeField("发出时间", db_comment="发出时间")
    due_on = models.DateField("期限", db_comment="期限")
    answered_at = models.DateTimeField("答复时间", null=True, db_comment="答复时间")
    answer = SealedField("答复", null=True, db_comment="申请人的说明，加密")

    class Meta:
        db_table = "applications_supplement_request"
        db_table_comment = "补充告知"
        constraints = (
            models.UniqueConstraint(
                fields=("application",), condition=Q(answered_at__isnull=True), name="supplement_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.due_on}"
