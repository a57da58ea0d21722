"""Draws of routine supervision: announced with a frozen list and a sealed seed, then drawn; both append-only."""

from __future__ import annotations

from django.db import models

from yinuo.people.encryption import SealedField
from yinuo.people.models import Account, Agency


class Announcement(models.Model):
    """抽查公告: who may be drawn, how many, by whom they may be visited, and the seal of the seed; append-only.

    ``strata`` is a list of ``{"standing", "percent", "size", "keys"}``; a key is a letter's number and the fact's key.
    ``inspectors`` is a list of user names.
    """

    number = models.CharField("编号", max_length=40, unique=True, db_comment="编号")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_comment="抽查单位")
    strata = models.JSONField("名单", db_comment="按信用类别分层的名单、比例和抽取数，公告后不变")
    inspectors = models.JSONField("检查人员名单", db_comment="检查人员名单，公告后不变")
    population_digest = models.CharField("名单摘要", max_length=64, db_comment="名单的 SHA-256，公告时公开")
    seed = SealedField("种子", holds="bytes", null=True, db_comment="种子，抽取时才公开，加密")
    seed_digest = models.CharField("种子摘要", max_length=64, db_comment="种子的 SHA-256，公告时公开")
    announced_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="公告人")
    announced_at = models.DateTimeField("公告时间", db_comment="公告时间")

    class Meta:
        db_table = "supervision_announcement"
        db_table_comment = "抽查公告，只增不改"
        indexes = (models.Index(fields=("agency", "-id"), name="announcement_by_agency"),)

    def __str__(self) -> str:
        return self.number


class Draw(models.Model):
    """抽查结果: the seed made public, and what follows from it for everybody who repeats the draw; append-only.

    ``result`` is a list of ``{"key", "task", "inspectors"}`` in the order drawn.
    """

    announcement = models.OneToOneField(Announcement, models.PROTECT, related_name="draw", db_comment="公告")
    seed = models.CharField("种子", max_length=64, db_comment="公开的种子，十六进制")
    result = models.JSONField("结果", db_comment="抽中的承诺事实和检查人员")
    drawn_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="抽取人")
    drawn_at = models.DateTimeField("抽取时间", db_comment="抽取时间")

    class Meta:
        db_table = "supervision_draw"
        db_table_comment = "抽查结果，只增不改"

    def __str__(self) -> str:
        return str(self.announcement_id)


class Drawn(models.Model):
    """抽中: one exempt fact drawn; it is drawn once, so that nobody is visited twice for one promise; append-only."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="drawn", db_comment="抽查")
    task = models.OneToOneField(
        "verification.Task", models.PROTECT, related_name="drawn", db_comment="免予核查的任务"
    )

    class Meta:
        db_table = "supervision_drawn"
        db_table_comment = "抽中的免予核查任务，只增不改"

    def __str__(self) -> str:
        return f"{self.draw_id}:{self.task_id}"
