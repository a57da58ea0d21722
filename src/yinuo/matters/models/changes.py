"""Changes of legal texts, and the tasks to revise what rests on them (clause 3.2-b)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.casefile.guards import known_status
from yinuo.casefile.models import CaseFile
from yinuo.law.adjusting import ChangeKind
from yinuo.matters.lifecycle import REVISION_TASK
from yinuo.matters.models.catalogue import ItemVersion, ProofItem
from yinuo.matters.models.texts import LegalText, TextArticle
from yinuo.people.models import Account, Agency


class TextChange(models.Model):
    """依据变动: what happened to a text or to some of its articles, from when, and where that was read."""

    text = models.ForeignKey(LegalText, models.PROTECT, related_name="changes", db_comment="法律文件")
    case_file = models.ForeignKey(CaseFile, models.PROTECT, db_comment="登记卷")
    kind = models.CharField(
        "变动", max_length=12, choices=[(kind.name, kind.value) for kind in ChangeKind], db_comment="变动种类"
    )
    places = models.CharField("条文", max_length=300, blank=True, db_comment="变动的条文，整部文件时为空")
    in_force_on = models.DateField("施行日", db_comment="变动施行的第一日")
    old_wording = models.TextField("原条文", blank=True, db_comment="原条文，不知道时为空")
    new_wording = models.TextField("新条文", blank=True, db_comment="新条文，不知道时为空")
    source = models.TextField("来源", db_comment="从哪里得知")
    replaced_by = models.ForeignKey(
        LegalText, models.PROTECT, null=True, related_name="replaces", db_comment="代替它的文件"
    )
    replaced_place = models.CharField(
        "新位置", max_length=120, blank=True, db_comment="新文件或者新序号的条文"
    )
    due_on = models.DateField("修订期限", db_comment="受影响的证明事项修订完毕的最后一日")
    key = models.CharField("防重", max_length=64, db_comment="同一变动只登记一次")
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="登记人")
    recorded_at = models.DateTimeField("登记时间", db_comment="登记时间")
    opened_at = models.DateTimeField("任务开齐时间", null=True, db_comment="修订任务全部建立的时间")
    withdrawn_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_comment="撤销登记的人"
    )
    withdrawn_at = models.DateTimeField("撤销时间", null=True, db_comment="撤销登记的时间")
    withdrawn_because = models.CharField("撤销理由", max_length=200, blank=True, db_comment="撤销登记的理由")

    class Meta:
        db_table = "matters_text_change"
        db_table_comment = "依据变动"
        constraints = (
            models.UniqueConstraint(
                fields=("key",), condition=Q(withdrawn_at__isnull=True), name="text_change_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="text_change_withdrawn_by_somebody",
            ),
        )
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.text_id} {self.kind} {self.in_force_on}"

    @property
    def named(self) -> str:
        """What changed, as people write it."""
        return f"{self.text.called}{self.places}"


class ChangedPlace(models.Model):
    """One article, paragraph or item that a change concerns; a change of the whole text has none."""

    change = models.ForeignKey(TextChange, models.CASCADE, related_name="changed", db_comment="变动")
    article = models.ForeignKey(TextArticle, models.PROTECT, related_name="+", db_comment="条文")
    paragraph = models.PositiveSmallIntegerField("款", default=0, db_comment="款，整条时为零")
    item = models.PositiveSmallIntegerField("项", default=0, db_comment="项，整款时为零")

    class Meta:
        db_table = "matters_changed_place"
        db_table_comment = "变动的条文"
        constraints = (
            models.UniqueConstraint(
                fields=("change", "article", "paragraph", "item"), name="changed_place_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.change_id} {self.article_id}"


class ItemReview(models.Model):
    """复核: somebody looked at an item in use again and found that it still holds; append-only."""

    proof_item = models.ForeignKey(ProofItem, models.PROTECT, related_name="reviews", db_comment="证明事项")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+", db_comment="复核的版本")
    reviewed_on = models.DateField("复核日", db_comment="复核日，下次复核自这一天起算")
    note = models.CharField("复核情况", max_length=300, db_comment="核对了什么")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="复核人")
    at = models.DateTimeField("时间", db_comment="时间")

    class Meta:
        db_table = "matters_item_review"
        db_table_comment = "证明事项复核，只增不改"
        constraints = (
            models.UniqueConstraint(fields=("version", "reviewed_on", "by"), name="item_reviewed_once_a_day"),
        )
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.proof_item_id} {self.reviewed_on}"


class RevisionTask(models.Model):
    """修订任务: one item to be revised, or found to need no revision, because of one change."""

    change = models.ForeignKey(TextChange, models.PROTECT, related_name="tasks", db_comment="变动")
    proof_item = models.ForeignKey(
        ProofItem, models.PROTECT, related_name="revision_tasks", db_comment="证明事项"
    )
    case_file = models.ForeignKey(CaseFile, models.PROTECT, db_comment="编制卷")
    agency = models.ForeignKey(Agency, models.PROTECT, db_comment="修订单位")
    status = models.CharField(
        "状态",
        max_length=24,
        default=REVISION_TASK.start,
        db_comment="状态",
        choices=list(REVISION_TASK.statuses.items()),
    )
    sure = models.BooleanField("写到条", default=True, db_comment="依据写到了变动的条文，否则只写到文件")
    due_on = models.DateField("期限", db_comment="期限")
    version = models.ForeignKey(
        ItemVersion, models.PROTECT, null=True, related_name="+", db_comment="建立时在用的版本，没有时为空"
    )
    draft = models.ForeignKey(
        ItemVersion, models.SET_NULL, null=True, related_name="revision_tasks", db_comment="拟出的新版"
    )
    remarks = models.JSONField("要核对的", default=list, db_comment="拟新版时列出的要核对之处")
    opened_at = models.DateTimeField("建立时间", db_comment="建立时间")
    closed_at = models.DateTimeField("办结时间", null=True, db_comment="完成或者认定不需修订的时间")
    closed_because = models.CharField(
        "办结原因", max_length=300, blank=True, db_comment="完成或者不需修订的原因"
    )

    class Meta:
        db_table = "matters_revision_task"
        db_table_comment = "修订任务"
        constraints = (
            models.UniqueConstraint(fields=("change", "proof_item"), name="revision_once_per_change"),
            known_status(REVISION_TASK),
        )
        indexes = (
            models.Index(fields=("agency", "status", "due_on", "id"), name="revision_queue"),
            models.Index(
                fields=("due_on", "id"), condition=Q(status__in=("open", "drafted")), name="revision_running"
            ),
        )

    def __str__(self) -> str:
        return f"{self.change_id} {self.proof_item_id}"
