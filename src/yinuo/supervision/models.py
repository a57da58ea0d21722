"""Draws of routine supervision: announced with a frozen list and a sealed secret, then drawn; all append-only."""

from __future__ import annotations

from django.db import models

from yinuo.people.encryption import SealedField
from yinuo.people.models import Account, Agency


class Announcement(models.Model):
    """抽查公告: who may be drawn, how many, who may be sent, the seal of a secret, the event to wait for; append-only.

    ``strata`` is a list of ``{"standing", "percent", "size", "keys"}``; a key is a letter's number and the fact's key.
    ``inspectors`` is a list of ``{"code", "account"}``: the published list names nobody. ``recused`` is key to codes of
    those who may not be sent there.
    """

    class Outside(models.TextChoices):
        LOTTERY = "lottery", "彩票开奖号码"
        DICE = "dice", "当众掷骰、摇号"

    number = models.CharField("编号", max_length=40, unique=True, db_comment="编号")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_comment="抽查单位")
    algorithm = models.CharField("算法", max_length=30, db_comment="抽取算法的版本")
    strata = models.JSONField("名单", db_comment="按信用类别分层的名单、比例和抽取数，公告后不变")
    inspectors = models.JSONField("检查人员名单", db_comment="检查人员名单和代号，公告后不变")
    recused = models.JSONField("回避", default=dict, db_comment="名单上的一项到应当回避的检查人员代号")
    each = models.PositiveSmallIntegerField("几人同去", db_comment="每一项几名检查人员同去")
    population_digest = models.CharField("名单摘要", max_length=64, db_comment="名单的 SHA-256，公告时公开")
    secret = SealedField("密封值", holds="bytes", null=True, db_comment="密封值，抽取时才启封，加密")
    seal = models.CharField("封条", max_length=64, db_comment="密封值的 SHA-256，公告时公开")
    outside = models.CharField(
        "外部随机事件", max_length=12, choices=Outside, db_comment="外部随机事件的种类"
    )
    event = models.CharField("哪一次", max_length=200, db_comment="外部随机事件是哪一次")
    happens_at = models.DateTimeField("什么时候有结果", db_comment="外部随机事件有结果的时间，抽取不能早于它")
    announced_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="公告人")
    announced_at = models.DateTimeField("公告时间", db_comment="公告时间")

    class Meta:
        db_table = "supervision_announcement"
        db_table_comment = "抽查公告，只增不改"
        indexes = (models.Index(fields=("agency", "-id"), name="announcement_by_agency"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(happens_at__gt=models.F("announced_at")), name="announced_before_event"
            ),
        )

    def __str__(self) -> str:
        return self.number


class Draw(models.Model):
    """抽取: the secret opened and the outcome of the event, and what follows for whoever repeats it; append-only.

    Part 0 is the draw itself, each further part a supplementary one that goes on in the same order. ``sizes`` is standing
    to how many were drawn. ``result`` is a list of ``{"key", "task", "inspectors"}`` in the order drawn.
    """

    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="draws", db_comment="公告")
    part = models.PositiveSmallIntegerField("第几次", db_comment="0 是抽取，以后是补充抽取")
    secret = models.CharField("密封值", max_length=64, db_comment="启封的密封值，十六进制")
    happened = models.CharField("外部结果", max_length=200, db_comment="外部随机事件的结果")
    witnesses = models.CharField("见证人", max_length=200, db_comment="谁在场见证")
    reason = models.CharField("补充抽取的理由", max_length=300, blank=True, db_comment="补充抽取的理由")
    sizes = models.JSONField("抽取数", db_comment="信用类别到抽取数")
    result = models.JSONField("结果", db_comment="抽中的承诺事实和检查人员代号")
    drawn_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="抽取人")
    drawn_at = models.DateTimeField("抽取时间", db_comment="抽取时间")

    class Meta:
        db_table = "supervision_draw"
        db_table_comment = "抽取，只增不改"
        constraints = (models.UniqueConstraint(fields=("announcement", "part"), name="draw_part_once"),)

    def __str__(self) -> str:
        return f"{self.announcement_id}/{self.part}"


class Drawn(models.Model):
    """抽中: one exempt fact that a draw has hit, and until when it stood in the pool; append-only."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="drawn", db_comment="抽取")
    task = models.ForeignKey(
        "verification.Task", models.PROTECT, related_name="drawn", db_comment="免予核查的任务"
    )
    listed_until = models.DateField("名单期限", db_comment="原来列入名单到哪一天")

    class Meta:
        db_table = "supervision_drawn"
        db_table_comment = "抽中的免予核查任务，只增不改"
        constraints = (models.UniqueConstraint(fields=("draw", "task"), name="drawn_once_a_draw"),)

    def __str__(self) -> str:
        return f"{self.draw_id}:{self.task_id}"


class Annulment(models.Model):
    """抽查撤销: the last draw of an agency annulled, why and by whom; append-only."""

    draw = models.OneToOneField(Draw, models.PROTECT, related_name="annulment", db_comment="撤销的抽取")
    reason = models.CharField("理由", max_length=300, db_comment="为什么撤销")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="撤销人")
    at = models.DateTimeField("时间", db_comment="时间")

    class Meta:
        db_table = "supervision_annulment"
        db_table_comment = "抽查撤销，只增不改"

    def __str__(self) -> str:
        return str(self.draw_id)
