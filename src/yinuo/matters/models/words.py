"""Everyday words for official ones, and what people searched for without finding anything."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yinuo.people.models import Account


class Synonym(models.Model):
    """同义词: an everyday word and the official words for it; the newest row of a word counts, the city's before the product's.

    Rows are added, never changed, so that who said what and when stays.
    """

    class Origin(models.TextChoices):
        PRODUCT = "product", "随软件提供"
        CITY = "city", "本市编辑"

    everyday = models.CharField("日常说法", max_length=30, db_comment="群众的说法")
    official = ArrayField(
        models.CharField(max_length=60), default=list, db_comment="目录里的说法，一个或者几个"
    )
    sound = models.CharField("拼音", max_length=200, blank=True, db_comment="日常说法的拼音，音节之间空一格")
    initials = models.CharField("首字母", max_length=30, blank=True, db_comment="日常说法的拼音首字母")
    origin = models.CharField("出处", max_length=8, choices=Origin, db_comment="随软件提供还是本市编辑")
    in_use = models.BooleanField("使用", default=True, db_comment="停用的不再代换")
    note = models.CharField("说明", max_length=200, blank=True, db_comment="为什么加、改、停")
    by = models.ForeignKey(Account, models.PROTECT, null=True, db_comment="编辑人，随软件提供的为空")
    at = models.DateTimeField("时间", db_comment="时间")

    class Meta:
        db_table = "matters_synonym"
        db_table_comment = "日常说法与目录说法，只增不改，以最新一行为准"
        indexes = (models.Index(fields=("everyday", "-id"), name="synonym_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(origin="product", by__isnull=True) | Q(origin="city", by__isnull=False),
                name="synonym_city_edit_has_its_editor",
            ),
        )

    def __str__(self) -> str:
        return self.everyday


class MissedSearch(models.Model):
    """落空的搜索: words that found nothing, and how often; nobody is named, and what is not asked again is forgotten."""

    words = models.CharField("搜的词", max_length=30, unique=True, db_comment="搜的词，不含数字串")
    times = models.PositiveIntegerField("次数", default=1, db_comment="次数")
    first_on = models.DateField("第一次", db_comment="第一次搜的日子")
    last_on = models.DateField("最近一次", db_comment="最近一次搜的日子")

    class Meta:
        db_table = "matters_missed_search"
        db_table_comment = "没有结果的搜索词，不含个人信息，久不再搜的删去"
        indexes = (models.Index(fields=("-times", "words"), name="missed_search_by_times"),)

    def __str__(self) -> str:
        return self.words
