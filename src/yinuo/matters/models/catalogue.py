"""The catalogue: matters, proof items and their versions."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yinuo.casefile.guards import known_status
from yinuo.casefile.models import CaseFile
from yinuo.law.scope import PriorityField, ProofKind
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.people.models import Account, Agency


class Matter(models.Model):
    """行政事项: what a person applies for."""

    class Kind(models.TextChoices):
        LICENCE = "licence", "行政许可"
        CONFIRMATION = "confirmation", "行政确认"
        PAYMENT = "payment", "行政给付"
        OTHER = "other", "其他依申请事项"
        UNKNOWN = "", "来源未载明"

    code = models.CharField("编码", max_length=40, unique=True, db_comment="本市编码")
    base_code = models.CharField(
        "基本编码", max_length=12, blank=True, db_comment="政务服务事项基本编码 GB/T 39554.1，12 位"
    )
    handling_code = models.CharField(
        "业务办理项编码",
        max_length=33,
        blank=True,
        db_comment="实施编码 31 位或者业务办理项编码 33 位 GB/T 39554.1",
    )
    name = models.CharField("名称", max_length=120, db_comment="名称")
    kind = models.CharField(
        "类型", max_length=16, choices=Kind, blank=True, db_comment="事项类型，来源未载明时为空"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="matters", db_comment="办理单位")
    region_code = models.CharField("行政区划代码", max_length=6, db_comment="行政区划代码")
    field = models.CharField(
        "领域",
        max_length=24,
        choices=[(f.name, f.value) for f in PriorityField],
        blank=True,
        db_comment="方案二（一）所列重点领域",
    )
    summary = models.CharField("一句话说明", max_length=300, blank=True, db_comment="一句话说明")
    for_firms = models.BooleanField("企业可办", default=False, db_comment="企业可办")
    for_persons = models.BooleanField("个人可办", default=True, db_comment="个人可办")
    at_once = models.BooleanField("可当场决定", default=False, db_comment="条件齐备时可以当场决定")
    days = models.PositiveSmallIntegerField("办理期限", null=True, db_comment="工作日，空为法定期限")

    class Meta:
        db_table = "matters_matter"
        db_table_comment = "行政事项"
        constraints = (models.UniqueConstraint(fields=("agency", "name"), name="matter_once_per_agency"),)
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class ProofItem(models.Model):
    """证明事项: what must be proved for a matter, as its own entity."""

    class RowClass(models.TextChoices):
        COMMITTED = "A", "实行告知承诺"
        PROMISED = "B", "取消，改书面承诺"
        SHARED = "S", "取消，改数据共享或核验"
        RETAINED = "R", "保留，不实行告知承诺"
        VILLAGE = "N", "村（居）委会不得出具"
        STATUTORY = "C", "法定证明（候选）"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="items", db_comment="所属行政事项")
    case_file = models.ForeignKey(CaseFile, models.PROTECT, db_comment="编制卷")
    slug = models.SlugField("代号", unique=True, db_comment="地址中的代号")
    name = models.CharField("证明名称", max_length=200, db_comment="证明名称")
    proves = models.CharField(
        "证明种类",
        max_length=16,
        choices=[(kind.name, kind.value) for kind in ProofKind],
        blank=True,
        db_comment="五种证明之一，未判断时为空",
    )
    asker = models.CharField("索要单位", max_length=200, blank=True, db_comment="索要单位，来源所写")
    purpose = models.CharField("证明用途", max_length=200, blank=True, db_comment="证明用途")
    issuer = models.CharField("开具单位", max_length=200, blank=True, db_comment="开具单位")
    basis = models.TextField("设定依据", blank=True, db_comment="设定依据，来源未载明时为空")
    row_class = models.CharField("类别", max_length=1, choices=RowClass, db_comment="来源类别")
    source = models.TextField("来源", db_comment="来源")
    risks = ArrayField(models.CharField(max_length=24), default=list, db_comment="排除情形")
    risk_reasons = models.JSONField("排除情形的理由", default=dict, db_comment="排除情形到理由")
    no_risk_because = models.TextField(
        "不涉及排除情形的理由", blank=True, db_comment="一种也不涉及时，为什么"
    )
    pretests = models.JSONField(
        "八个一律取消", default=dict, db_comment="取消测试到 {answer: yes 或者 no, reason}"
    )
    retained_because = models.TextField("保留理由", blank=True, db_comment="不能实行告知承诺的理由")
    uses_a_year = models.PositiveIntegerField("年用件数", null=True, db_comment="一年用到几次，不知道时为空")
    days_to_get = models.PositiveSmallIntegerField("开具天数", null=True, db_comment="开出来要几个工作日")
    trips_to_get = models.PositiveSmallIntegerField("跑动次数", null=True, db_comment="开出来要跑几趟")
    effort_source = models.CharField(
        "频次和难度的来源", max_length=200, blank=True, db_comment="年用件数、天数、趟数从哪里来"
    )
    revision = models.PositiveIntegerField(
        "改动次数", default=0, db_comment="每改一次加一，两人同改时用来发现"
    )

    class Meta:
        db_table = "matters_proof_item"
        db_table_comment = "证明事项"
        constraints = (models.UniqueConstraint(fields=("matter", "name"), name="item_once_per_matter"),)
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class ItemVersion(models.Model):
    """One version of an item's structured content: the notice, the facts promised, the checks. Frozen once submitted.

    ``notice`` holds the fields of :class:`yinuo.law.notice.NoticeFields`. ``facts`` is a list of promised facts, each
    ``{"key", "text", "standard", "source_key", "expects": {register field: wanted value or "answer:<input key>"},
    "item_class": "ordinary"|"exempt"|"strict", "alternative": what proves it on paper}``. ``inputs`` is a list of
    ``{"key", "label", "kind": "text"|"number"|"date"|"choice", "choices", "required", "help"}``. ``terms`` is what
    :class:`yinuo.matters.terms.Terms` reads and writes.
    """

    item = models.ForeignKey(ProofItem, models.PROTECT, related_name="versions", db_comment="证明事项")
    case_file = models.ForeignKey(CaseFile, models.PROTECT, db_comment="编制卷")
    number = models.PositiveSmallIntegerField("版本", db_comment="版本号")
    status = models.CharField(
        "状态",
        max_length=24,
        default=ITEM_VERSION.start,
        db_comment="状态",
        choices=list(ITEM_VERSION.statuses.items()),
    )
    notice = models.JSONField("告知内容", db_comment="告知书各项")
    facts = models.JSONField("承诺事实", default=list, db_comment="承诺的事实和核查办法")
    inputs = models.JSONField("填写项", default=list, db_comment="申请人填写项")
    plain = models.JSONField("大白话", default=dict, db_comment="通俗说明")
    terms = models.JSONField(
        "办法", default=dict, db_comment="适用条件、签署人、公开、保险、风险点、工作规程"
    )
    answers = models.JSONField("保留的用语", default=dict, db_comment="被提示而保留的用语到编制人的理由")
    revision = models.PositiveIntegerField(
        "改动次数", default=0, db_comment="草稿每改一次加一，两人同改时用来发现"
    )
    text_digest = models.CharField(
        "文本摘要", max_length=64, blank=True, db_comment="告知文本的 SHA-256，提交时写入"
    )
    drafted_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="起草人")
    reviewed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_comment="审核人")
    suspended_because = models.CharField("暂停原因", max_length=200, blank=True, db_comment="暂停原因")
    valid_from = models.DateField("适用起", null=True, db_comment="适用起")
    valid_until = models.DateField("适用止", null=True, db_comment="适用止（不含）")
    starts_on = models.DateField("定于生效", null=True, db_comment="审核通过、待生效的，定于哪一天生效")
    ends_on = models.DateField("定于停用", null=True, db_comment="定于哪一天起停用，没有定的为空")
    ends_because = models.CharField(
        "停用原因", max_length=200, blank=True, db_comment="定于停用或者已经停用的原因，对外公开"
    )
    replaced_by = models.ForeignKey(
        ProofItem,
        models.PROTECT,
        null=True,
        related_name="replaces",
        db_comment="停用以后由哪一项代替，没有的为空",
    )

    class Meta:
        db_table = "matters_item_version"
        db_table_comment = "证明事项版本"
        constraints = (
            models.UniqueConstraint(fields=("item", "number"), name="item_version_numbered_once"),
            models.UniqueConstraint(
                fields=("item",),
                condition=Q(status__in=("published", "suspended")),
                name="item_one_version_in_use",
            ),
            models.UniqueConstraint(
                fields=("item",),
                condition=Q(status__in=("draft", "in_review", "approved")),
                name="item_one_version_prepared",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(starts_on__isnull=False, reviewed_by__isnull=False),
                name="item_approved_for_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "in_review", "approved"), valid_from__isnull=True)
                | Q(status__in=("published", "suspended", "superseded", "retired"), valid_from__isnull=False),
                name="item_valid_since_in_force",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("superseded", "retired"), valid_until__isnull=False)
                | (~Q(status__in=("superseded", "retired")) & Q(valid_until__isnull=True)),
                name="item_valid_until_ended",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="item_valid_forward",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=models.F("drafted_by")),
                name="item_four_eyes",
            ),
            known_status(ITEM_VERSION),
        )

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"
