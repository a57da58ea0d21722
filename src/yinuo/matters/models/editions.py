"""Editions of the catalogue: dated, numbered, signed, and never changed afterwards; the database itself keeps them so."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.casefile.models import CaseFile
from yinuo.documents.models import Document
from yinuo.matters.models.catalogue import ItemVersion, ProofItem
from yinuo.people.models import Account, Agency


class Edition(models.Model):
    """公布目录: the catalogue of a unit, a county or the whole city as it applied on a day."""

    class Scope(models.TextChoices):
        CITY = "city", "全市"
        COUNTY = "county", "县区"
        UNIT = "unit", "单位"

    year = models.PositiveSmallIntegerField("年份", db_comment="编号的年份")
    serial = models.PositiveSmallIntegerField("期数", db_comment="当年第几期，全市一个序列")
    number = models.CharField("编号", max_length=40, unique=True, db_comment="编号，如 宿证目〔2026〕第1期")
    scope = models.CharField("范围", max_length=8, choices=Scope, db_comment="全市、县区或者单位")
    region_code = models.CharField("行政区划代码", max_length=6, db_comment="行政区划代码")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="editions", db_comment="单位，全市和县区的为空"
    )
    scope_said = models.JSONField("范围原文", db_comment="公布时的范围：单位代码和名称，计入内容摘要")
    title = models.CharField("名称", max_length=200, db_comment="目录名称")
    as_of = models.DateField("截止日", db_comment="反映哪一天的目录")
    count = models.PositiveIntegerField("项数", db_comment="事项数")
    content_digest = models.CharField(
        "内容摘要", max_length=64, unique=True, db_comment="内容的规范 JSON 的 SHA-256，同样的内容只公布一次"
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followed_by", db_comment="同一范围的上一期"
    )
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", db_comment="更正哪一期"
    )
    correction_reason = models.CharField(
        "更正理由", max_length=300, blank=True, db_comment="为什么更正，不是更正的为空"
    )
    case_file = models.OneToOneField(CaseFile, models.PROTECT, db_comment="公布卷")
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="edition", db_comment="签名的目录文件"
    )
    issued_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="公布人")
    issued_at = models.DateTimeField("公布时间", db_comment="公布时间")

    class Meta:
        db_table = "matters_edition"
        db_table_comment = "公布目录，只增不改"
        constraints = (
            models.UniqueConstraint(fields=("year", "serial"), name="edition_numbered_once"),
            models.CheckConstraint(
                condition=Q(scope="unit", agency__isnull=False) | (~Q(scope="unit") & Q(agency__isnull=True)),
                name="edition_of_a_unit_or_a_region",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, correction_reason="")
                | (Q(corrects__isnull=False) & ~Q(correction_reason="")),
                name="edition_corrects_with_reason",
            ),
        )
        indexes = (
            models.Index(fields=("scope", "region_code", "agency", "-as_of"), name="edition_by_scope"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def key(self) -> str:
        """The edition's word in addresses: ``2026-1``."""
        return f"{self.year}-{self.serial}"


class EditionLine(models.Model):
    """目录行: one item of an edition exactly as it was published."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="lines", db_comment="公布目录")
    position = models.PositiveIntegerField("序号", db_comment="序号，从 1 起")
    item = models.ForeignKey(ProofItem, models.PROTECT, related_name="+", db_comment="证明事项")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+", db_comment="当时的版本")
    said = models.JSONField("内容", db_comment="各栏，见 yinuo.matters.edition_lines.Line")

    class Meta:
        db_table = "matters_edition_line"
        db_table_comment = "公布目录的行，只增不改"
        constraints = (
            models.UniqueConstraint(fields=("edition", "position"), name="edition_line_placed_once"),
            models.UniqueConstraint(fields=("edition", "item"), name="edition_line_item_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="edition_line_from_one"),
        )
        ordering = ("edition", "position")

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.position}"
