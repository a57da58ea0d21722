"""What other places' catalogues say, how near it is to this city's items, what was decided of it, and set-ups copied."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.law.scope import PriorityField
from yinuo.matters.models.catalogue import ItemVersion, ProofItem
from yinuo.people.models import Account


class OtherCatalogue(models.Model):
    """外地目录: what one file says of one place."""

    place = models.CharField("地区", max_length=80, db_comment="地区，来源所写")
    file_name = models.CharField("文件名", max_length=200, db_comment="文件名")
    file_digest = models.CharField("文件摘要", max_length=64, db_comment="SHA-256，同一文件同一地区只收一次")
    by = models.ForeignKey(Account, models.PROTECT, null=True, db_comment="收入人")
    at = models.DateTimeField("时间", db_comment="收入时间")

    class Meta:
        db_table = "matters_other_catalogue"
        db_table_comment = "外地目录"
        constraints = (models.UniqueConstraint(fields=("place", "file_digest"), name="other_catalogue_once"),)

    def __str__(self) -> str:
        return self.place


class OtherRow(models.Model):
    """外地目录行: one row of another place's catalogue as it stood, and which of this city's items it is nearest to."""

    class Band(models.TextChoices):
        SAME = "same", "同一项"
        MAYBE = "maybe", "可能是同一项"
        NONE = "none", "本市没有"

    catalogue = models.ForeignKey(OtherCatalogue, models.CASCADE, related_name="rows", db_comment="外地目录")
    line = models.PositiveIntegerField("行号", db_comment="行号")
    matter = models.CharField("行政事项", max_length=200, blank=True, db_comment="行政事项，来源没有写的为空")
    proof = models.CharField("证明名称", max_length=300, blank=True, db_comment="证明名称，来源没有写的为空")
    row_class = models.CharField("类别", max_length=1, db_comment="来源类别")
    department = models.CharField("办理部门", max_length=200, blank=True, db_comment="办理部门")
    issuer = models.CharField("开具单位", max_length=200, blank=True, db_comment="开具单位")
    basis = models.TextField("设定依据", blank=True, db_comment="设定依据")
    method = models.TextField("怎样办", blank=True, db_comment="承诺方式或者取消后的办理方式")
    verification = models.TextField("怎样核查", blank=True, db_comment="核查方式")
    source = models.TextField("来源", blank=True, db_comment="来源")
    dated = models.CharField("来源日期", max_length=10, blank=True, db_comment="来源里写的日期，没有的为空")
    note = models.TextField("备注", blank=True, db_comment="备注")
    field = models.CharField(
        "领域",
        max_length=24,
        choices=[(one.name, one.value) for one in PriorityField],
        blank=True,
        db_comment="按名称判断的重点领域",
    )
    key = models.CharField("名称归一", max_length=400, db_index=True, db_comment="事项和证明名称归一后的文字")
    band = models.CharField(
        "与本市比对", max_length=8, choices=Band, default=Band.NONE, db_comment="与本市最近一项的关系"
    )
    nearest = models.ForeignKey(
        ProofItem, models.SET_NULL, null=True, related_name="+", db_comment="本市最近的一项"
    )
    score = models.PositiveSmallIntegerField("相近", default=0, db_comment="0 到 100")
    because = models.JSONField("理由", default=list, db_comment="逐条理由")
    compared_at = models.DateTimeField("比对时间", null=True, db_comment="比对时间")

    class Meta:
        db_table = "matters_other_row"
        db_table_comment = "外地目录行"
        constraints = (
            models.UniqueConstraint(fields=("catalogue", "line"), name="other_row_once"),
            models.CheckConstraint(condition=~Q(matter="") | ~Q(proof=""), name="other_row_has_a_name"),
        )
        indexes = (models.Index(fields=("row_class", "band", "id"), name="other_row_by_band"),)

    def __str__(self) -> str:
        return f"{self.matter} / {self.proof}"


class OutsideDecision(models.Model):
    """对外地事项的处理: what somebody decided of an item of other places; the newest row of a name counts."""

    class Kind(models.TextChoices):
        SAME = "same", "确认是同一项"
        DIFFERENT = "different", "确认不是同一项"
        TAKEN_UP = "taken_up", "列为候选"
        NOT_FOR_US = "not_for_us", "本市不采用"

    key = models.CharField("名称归一", max_length=400, db_comment="事项和证明名称归一后的文字")
    kind = models.CharField("处理", max_length=12, choices=Kind, db_comment="处理")
    row = models.ForeignKey(OtherRow, models.PROTECT, related_name="+", db_comment="据以处理的一行")
    item = models.ForeignKey(
        ProofItem, models.PROTECT, null=True, related_name="+", db_comment="所指的本市一项"
    )
    reason = models.CharField("理由", max_length=300, blank=True, db_comment="理由")
    by = models.ForeignKey(Account, models.PROTECT, db_comment="处理人")
    at = models.DateTimeField("时间", db_comment="时间")

    class Meta:
        db_table = "matters_outside_decision"
        db_table_comment = "对外地事项的处理，只增不改，以最新一行为准"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="not_for_us") | Q(item__isnull=False), name="outside_decision_names_its_item"
            ),
        )
        indexes = (models.Index(fields=("key", "-id"), name="outside_decision_latest"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.kind}"


class CopiedSetup(models.Model):
    """复制的设置: from which version an item's set-up was copied, and what in it must be looked at in the new place."""

    item = models.OneToOneField(
        ProofItem, models.CASCADE, related_name="copied", db_comment="复制出来的证明事项"
    )
    version = models.OneToOneField(
        ItemVersion, models.CASCADE, related_name="copied", db_comment="复制出来的草稿"
    )
    source = models.ForeignKey(ItemVersion, models.PROTECT, related_name="copies", db_comment="所复制的版本")
    flags = models.JSONField("要核对的", default=list, db_comment="逐条：在哪里、什么词、为什么")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="复制人")
    at = models.DateTimeField("时间", db_comment="复制时间")
    checked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_comment="核对人")
    checked_at = models.DateTimeField("核对时间", null=True, db_comment="核对时间")

    class Meta:
        db_table = "matters_copied_setup"
        db_table_comment = "复制的设置"
        constraints = (
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True, checked_at__isnull=True)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="copied_setup_checked_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} → {self.item_id}"
