"""Verification tasks, their findings, and the proceedings that follow an untrue one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.casefile.guards import known_status
from yinuo.casefile.models import CaseFile
from yinuo.commitments.models import Commitment
from yinuo.documents.models import Document
from yinuo.exchange.models import Query
from yinuo.law.verification import Method
from yinuo.people.encryption import SealedField
from yinuo.people.models import Account, Agency
from yinuo.verification.lifecycle import PROCEEDING, TASK


class Task(models.Model):
    """核查任务: one promised fact to be tested, how, against what, by when and by whom."""

    class Timing(models.TextChoices):
        BEFORE = "before", "决定前"
        AFTER = "after", "决定后"

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="tasks", db_comment="承诺")
    case_file = models.ForeignKey(CaseFile, models.PROTECT, db_comment="案卷")
    agency = models.ForeignKey(Agency, models.PROTECT, db_comment="核查单位")
    region_code = models.CharField("行政区划代码", max_length=6, db_comment="行政区划代码")
    fact_key = models.CharField("事实", max_length=60, db_comment="承诺事实的代号")
    fact_text = models.CharField("承诺的事实", max_length=300, db_comment="承诺的事实")
    method = models.CharField(
        "方式", max_length=16, choices=[(m.name.lower(), m.value) for m in Method], db_comment="方式"
    )
    timing = models.CharField("时间", max_length=8, choices=Timing, db_comment="决定前或者决定后")
    standard = models.CharField("标准", max_length=300, db_comment="比对标准")
    source_key = models.CharField("来源", max_length=50, blank=True, db_comment="数据来源代号")
    status = models.CharField(
        "状态", max_length=24, default=TASK.start, db_comment="状态", choices=list(TASK.statuses.items())
    )
    due_on = models.DateField("期限", db_comment="期限")
    assigned_to = models.ForeignKey(Account, models.PROTECT, null=True, db_comment="核查人员，系统比对时为空")
    opened_at = models.DateTimeField("建立时间", db_comment="建立时间")
    next_attempt_at = models.DateTimeField(
        "下次比对", null=True, db_comment="系统下一次尝试比对的时间，空为转人工"
    )
    attempts = models.PositiveSmallIntegerField("次数", default=0, db_comment="已比对次数")
    concluded_at = models.DateTimeField("结论时间", null=True, db_comment="结论时间")

    class Meta:
        db_table = "verification_task"
        db_table_comment = "核查任务"
        constraints = (
            known_status(TASK),
            models.UniqueConstraint(fields=("commitment", "fact_key"), name="task_once_per_fact"),
        )
        indexes = (
            models.Index(fields=("agency", "status", "due_on", "id"), name="task_queue"),
            models.Index(fields=("next_attempt_at",), condition=Q(status="open"), name="task_due_attempt"),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id}:{self.fact_key}"


class Finding(models.Model):
    """核查结论: what was compared with what, field by field, and what came of it; append-only."""

    class Outcome(models.TextChoices):
        AGREES = "agrees", "一致"
        DIFFERS = "differs", "不一致"
        CANNOT_TELL = "cannot_tell", "无法判断"

    task = models.ForeignKey(Task, models.PROTECT, related_name="findings", db_comment="核查任务")
    outcome = models.CharField("结果", max_length=12, choices=Outcome, db_comment="结果")
    comparison = SealedField(
        "逐项比对", holds="json", null=True, db_comment="逐项：项目、承诺、来源、是否一致，加密"
    )
    explanation = models.CharField("说明", max_length=500, db_comment="说明")
    query = models.ForeignKey(Query, models.PROTECT, null=True, db_comment="所依据的查询")
    evidence = models.CharField("证据", max_length=120, blank=True, db_comment="人工核查的证据材料")
    found_by = models.ForeignKey(Account, models.PROTECT, null=True, db_comment="核查人员，系统比对为空")
    found_at = models.DateTimeField("时间", db_comment="时间")

    class Meta:
        db_table = "verification_finding"
        db_table_comment = "核查结论，只增不改"
        indexes = (
            # Of many findings few contradict, and those are looked for every minute.
            models.Index(fields=("task",), condition=Q(outcome="differs"), name="finding_differs"),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.outcome}"


class Proceeding(models.Model):
    """不实处理程序: the applicant is told and heard, then the officer chooses among what the law gives."""

    commitment = models.OneToOneField(
        Commitment, models.PROTECT, related_name="proceeding", db_comment="承诺"
    )
    case_file = models.ForeignKey(CaseFile, models.PROTECT, db_comment="案卷")
    agency = models.ForeignKey(Agency, models.PROTECT, db_comment="办理单位")
    finding = models.OneToOneField(Finding, models.PROTECT, db_comment="引起程序的核查结论")
    status = models.CharField(
        "状态",
        max_length=24,
        default=PROCEEDING.start,
        db_comment="状态",
        choices=list(PROCEEDING.statuses.items()),
    )
    told_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="告知人")
    told_at = models.DateTimeField("告知时间", db_comment="告知时间")
    notice = models.OneToOneField(
        Document, models.PROTECT, related_name="proceeding", db_comment="陈述申辩告知书"
    )
    representation_due_on = models.DateField("陈述申辩期限", db_comment="陈述申辩期限")
    disposition = models.CharField("处理", max_length=24, blank=True, db_comment="所选处理")
    reason = models.TextField("理由", blank=True, db_comment="处理理由，含对陈述申辩的回应")
    concluded_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_comment="处理人"
    )
    concluded_at = models.DateTimeField("处理时间", null=True, db_comment="处理时间")

    class Meta:
        db_table = "verification_proceeding"
        db_table_comment = "不实处理程序"
        constraints = (known_status(PROCEEDING),)
        indexes = (models.Index(fields=("agency", "status", "-id"), name="proceeding_queue"),)

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.status}"


class Representation(models.Model):
    """陈述申辩: what the person said, when; append-only."""

    proceeding = models.ForeignKey(
        Proceeding, models.PROTECT, related_name="representations", db_comment="程序"
    )
    text = SealedField("内容", null=True, db_comment="陈述申辩内容，加密")
    by = models.ForeignKey(Account, models.PROTECT, db_comment="陈述人")
    at = models.DateTimeField("时间", db_comment="时间")

    class Meta:
        db_table = "verification_representation"
        db_table_comment = "陈述申辩，只增不改"

    def __str__(self) -> str:
        return f"{self.proceeding_id} {self.at:%Y-%m-%d}"
