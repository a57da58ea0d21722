"""The ledger, and what is determined, objected to and repaired on it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.casefile.guards import known_status
from yinuo.casefile.models import CaseFile
from yinuo.credit.lifecycle import DETERMINATION, OBJECTION, REPAIR
from yinuo.documents.models import Document
from yinuo.law.credit import Grade
from yinuo.people.encryption import SealedField
from yinuo.people.models import Account, Agency, Subject

GRADES = [(grade.name.lower(), grade.value) for grade in Grade]


class CreditEntry(models.Model):
    """信用记录: one line of the ledger, kept promises too; append-only, a correction is a new entry."""

    class Kind(models.TextChoices):
        KEPT = "kept", "履行承诺"
        HONEST_ERROR = "honest_error", "误填已更正"
        FALSE_COMMITMENT = "false_commitment", "不实承诺"
        OBJECTION_MARKED = "objection_marked", "标注异议"
        OBJECTION_LIFTED = "objection_lifted", "取消异议标注"
        REPAIRED = "repaired", "信用修复"
        QUASHED = "quashed", "撤销认定"

    number = models.CharField("编号", max_length=40, unique=True, db_comment="编号")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="credit_entries", db_comment="主体")
    kind = models.CharField("种类", max_length=20, choices=Kind, db_comment="种类")
    grade = models.CharField("程度", max_length=12, choices=GRADES, blank=True, db_comment="失信程度")
    agency = models.ForeignKey(Agency, models.PROTECT, db_comment="记录单位")
    basis_document = models.CharField("依据文书", max_length=60, db_comment="依据的文书或者案卷号")
    of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followed_by", db_comment="所针对的记录"
    )
    valid_from = models.DateField("起", db_comment="起")
    valid_until = models.DateField("止", null=True, db_comment="止（不含），空为不限")
    entered_by = models.ForeignKey(Account, models.PROTECT, null=True, db_comment="记录人，系统依规则时为空")
    entered_at = models.DateTimeField("记录时间", db_comment="记录时间")

    class Meta:
        db_table = "credit_entry"
        db_table_comment = "信用台账，只增不改"
        constraints = (
            models.UniqueConstraint(fields=("basis_document", "kind"), name="credit_entry_once_per_document"),
            models.CheckConstraint(
                condition=Q(kind__in=("kept", "honest_error", "false_commitment"), of__isnull=True)
                | (~Q(kind__in=("kept", "honest_error", "false_commitment")) & Q(of__isnull=False)),
                name="credit_entry_follows",
            ),
        )
        indexes = (
            models.Index(fields=("subject", "-id"), name="credit_entry_by_subject"),
            # A standing reads these two and never the whole history.
            models.Index(fields=("subject", "-id"), condition=Q(kind="kept"), name="credit_entry_kept"),
            models.Index(
                fields=("subject", "-id"), condition=Q(kind="false_commitment"), name="credit_entry_adverse"
            ),
        )

    def __str__(self) -> str:
        return self.number


class Determination(models.Model):
    """失信认定: an act, its grade, its measures with their basis; served together with the repair notice."""

    number = models.CharField("文号", max_length=60, unique=True, db_comment="文号")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="determinations", db_comment="主体")
    case_file = models.ForeignKey(CaseFile, models.PROTECT, db_comment="案卷")
    agency = models.ForeignKey(Agency, models.PROTECT, db_comment="认定单位")
    act = models.CharField(
        "所认定的行为", max_length=60, db_comment="承诺书文号或者案卷号；同一行为只认定一次"
    )
    status = models.CharField(
        "状态",
        max_length=24,
        default=DETERMINATION.start,
        db_comment="状态",
        choices=list(DETERMINATION.statuses.items()),
    )
    entry = models.OneToOneField(CreditEntry, models.PROTECT, db_comment="台账记录")
    grade = models.CharField("程度", max_length=12, choices=GRADES, db_comment="失信程度")
    factors = models.JSONField("情节", db_comment="定级所依据的各项情节和分值说明")
    measures = models.JSONField("惩戒措施", default=list, db_comment="措施，各附依据、关联和适当性说明")
    reason = models.TextField("理由", db_comment="认定理由")
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="determination", db_comment="认定书"
    )
    repair_notice = models.OneToOneField(
        Document, models.PROTECT, related_name="repair_of", db_comment="信用修复告知书"
    )
    published = models.BooleanField("公示", default=False, db_comment="是否公示")
    published_until = models.DateField("公示至", null=True, db_comment="公示止（不含）")
    repair_from = models.DateField("可修复起", db_comment="最早可以准予修复的日期")
    determined_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="认定人")
    determined_at = models.DateTimeField("认定时间", db_comment="认定时间")
    ended_at = models.DateTimeField("终止时间", null=True, db_comment="修复或者撤销的时间")

    class Meta:
        db_table = "credit_determination"
        db_table_comment = "失信认定"
        constraints = (
            known_status(DETERMINATION),
            models.UniqueConstraint(
                fields=("subject", "act"), condition=~Q(status="quashed"), name="determination_once_per_act"
            ),
            models.CheckConstraint(
                condition=Q(status="in_force", ended_at__isnull=True)
                | (~Q(status="in_force") & Q(ended_at__isnull=False)),
                name="determination_ended_with_time",
            ),
        )
        indexes = (
            models.Index(fields=("subject", "ended_at"), name="determination_by_subject"),
            models.Index(
                fields=("-id",),
                condition=Q(status="in_force", published=True),
                name="determination_published",
            ),
            models.Index(fields=("agency", "-id"), name="determination_by_agency"),
        )

    def __str__(self) -> str:
        return self.number


class Repair(models.Model):
    """信用修复: the person's application and what became of it."""

    determination = models.ForeignKey(
        Determination, models.PROTECT, related_name="repairs", db_comment="认定"
    )
    case_file = models.ForeignKey(CaseFile, models.PROTECT, db_comment="案卷")
    status = models.CharField(
        "状态", max_length=24, default=REPAIR.start, db_comment="状态", choices=list(REPAIR.statuses.items())
    )
    promise = SealedField("信用承诺", null=True, db_comment="申请人的信用承诺，加密")
    duty_done = SealedField("履行说明", null=True, db_comment="义务履行情况说明，加密")
    applied_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="申请账号")
    applied_at = models.DateTimeField("申请时间", db_comment="申请时间")
    due_on = models.DateField("办理期限", db_comment="办理期限")
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_comment="办理人")
    decided_at = models.DateTimeField("办理时间", null=True, db_comment="办理时间")
    conclusion = models.JSONField("结论", null=True, db_comment="修复条件逐项结论")
    receipt = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="repair", db_comment="修复回执"
    )

    class Meta:
        db_table = "credit_repair"
        db_table_comment = "信用修复"
        constraints = (
            known_status(REPAIR),
            models.UniqueConstraint(
                fields=("determination",), condition=Q(status="applied"), name="repair_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.determination_id} {self.status}"


class Objection(models.Model):
    """信用异议: marked at once, decided within its clock."""

    determination = models.ForeignKey(
        Determination, models.PROTECT, related_name="objections", db_comment="认定"
    )
    case_file = models.ForeignKey(CaseFile, models.PROTECT, db_comment="案卷")
    status = models.CharField(
        "状态",
        max_length=24,
        default=OBJECTION.start,
        db_comment="状态",
        choices=list(OBJECTION.statuses.items()),
    )
    text = SealedField("异议内容", null=True, db_comment="异议内容，加密")
    raised_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="异议账号")
    raised_at = models.DateTimeField("提出时间", db_comment="提出时间")
    due_on = models.DateField("办理期限", db_comment="办理期限")
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_comment="办理人")
    decided_at = models.DateTimeField("办理时间", null=True, db_comment="办理时间")
    reason = models.TextField("理由", blank=True, db_comment="办理结果的理由")

    class Meta:
        db_table = "credit_objection"
        db_table_comment = "信用异议"
        constraints = (
            known_status(OBJECTION),
            models.UniqueConstraint(
                fields=("determination",), condition=Q(status="raised"), name="objection_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.determination_id} {self.status}"
