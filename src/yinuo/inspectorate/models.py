"""Numbers taken down from time to time, so that a screen over a hundred thousand cases opens at once."""

from __future__ import annotations

from django.db import models

from yinuo.people.models import Agency


class Tally(models.Model):
    """统计快照: one number of one unit and month, as last counted; always recomputed from the cases, never corrected."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_comment="单位")
    month = models.DateField("月份", db_comment="当月一日")
    measure = models.CharField("指标", max_length=40, db_comment="指标代号")
    number = models.PositiveIntegerField("数", db_comment="数")
    taken_at = models.DateTimeField("统计时间", db_comment="统计时间，同一次统计各行相同")

    class Meta:
        db_table = "inspectorate_tally"
        db_table_comment = "统计快照，由案件重算"
        constraints = (
            models.UniqueConstraint(fields=("agency", "month", "measure"), name="tally_once"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="tally_of_a_month"),
        )
        indexes = (models.Index(fields=("month", "agency"), name="tally_by_month"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.month:%Y-%m} {self.measure}"
