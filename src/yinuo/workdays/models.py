"""The official calendar: a row a day that is not what its weekday says, a row a year that is known."""

from __future__ import annotations

from django.db import models


class KnownYear(models.Model):
    """A year whose table the State Council has published and somebody entered."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True, db_comment="年份")
    source = models.CharField("来源", max_length=200, db_comment="国务院办公厅通知或者数据来源")
    entered_at = models.DateTimeField("录入时间", db_comment="录入时间")

    class Meta:
        db_table = "workdays_known_year"
        db_table_comment = "已公布放假安排的年份"

    def __str__(self) -> str:
        return str(self.year)


class SpecialDay(models.Model):
    """A weekday off, or a weekend day worked."""

    class Kind(models.TextChoices):
        OFF = "off", "放假"
        MAKE_UP = "make_up", "调休上班"

    on = models.DateField("日期", primary_key=True, db_comment="日期")
    kind = models.CharField("类别", max_length=8, choices=Kind, db_comment="放假或者调休上班")
    name = models.CharField("名称", max_length=40, blank=True, db_comment="节日名称")

    class Meta:
        db_table = "workdays_special_day"
        db_table_comment = "与星期不一致的日子"

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"
