"""Decisions on applications."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.applications.models import Application
from yinuo.casefile.guards import known_status
from yinuo.casefile.models import CaseFile
from yinuo.decisions.lifecycle import DECISION
from yinuo.documents.models import Document
from yinuo.people.models import Account


class Decision(models.Model):
    """决定: grant or refusal with its reasons; one stands per application."""

    class Kind(models.TextChoices):
        GRANT = "grant", "准予"
        REFUSAL = "refusal", "不予"
        TERMINATION = "termination", "终止办理"

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions", db_comment="申请")
    case_file = models.ForeignKey(CaseFile, models.PROTECT, db_comment="案卷")
    kind = models.CharField("种类", max_length=12, choices=Kind, db_comment="种类")
    status = models.CharField(
        "状态",
        max_length=24,
        default=DECISION.start,
        db_comment="状态",
        choices=list(DECISION.statuses.items()),
    )
    at_once = models.BooleanField("当场决定", default=False, db_comment="系统依规则当场决定")
    conclusion = models.JSONField("结论", db_comment="理由全文")
    reason = models.TextField("理由", blank=True, db_comment="审批人写明的理由")
    document = models.OneToOneField(Document, models.PROTECT, related_name="decision", db_comment="决定书")
    annulment = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="annulled_decision", db_comment="撤销决定书"
    )
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, db_comment="审批人，当场决定为空")
    decided_at = models.DateTimeField("决定时间", db_comment="决定时间")

    class Meta:
        db_table = "decisions_decision"
        db_table_comment = "决定"
        constraints = (
            known_status(DECISION),
            models.UniqueConstraint(
                fields=("application",), condition=~Q(status="taken_back"), name="decision_one_standing"
            ),
            models.CheckConstraint(condition=Q(at_once=False) | Q(kind="grant"), name="only_grants_at_once"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"
