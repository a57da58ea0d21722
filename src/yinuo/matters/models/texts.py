"""The register of legal texts, their articles over time, and what of them the basis of each item names (clause 3.2-b)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.casefile.models import CaseFile
from yinuo.law.citing import Place
from yinuo.matters.models.catalogue import ItemVersion, ProofItem
from yinuo.people.models import Account


class LegalText(models.Model):
    """法律文件: a text that a basis names; what nobody told stays empty."""

    class Level(models.TextChoices):
        LAW = "law", "法律"
        ADMINISTRATIVE_REGULATION = "administrative_regulation", "行政法规"
        STATE_COUNCIL_DECISION = "state_council_decision", "国务院决定"
        LOCAL_REGULATION = "local_regulation", "地方性法规"
        DEPARTMENT_RULES = "department_rules", "规章"
        NORMATIVE_DOCUMENT = "normative_document", "规范性文件"
        UNKNOWN = "", "没有判断"

    case_file = models.ForeignKey(CaseFile, models.PROTECT, db_comment="登记卷")
    slug = models.SlugField("代号", unique=True, db_comment="地址中的代号")
    title = models.CharField("名称", max_length=200, db_comment="全称，不带书名号；只知道文号的写文号")
    number = models.CharField("文号", max_length=80, blank=True, db_comment="文号，不知道时为空")
    level = models.CharField(
        "层级", max_length=28, choices=Level, blank=True, db_comment="效力层级，没有判断时为空"
    )
    level_by_name = models.BooleanField(
        "层级依名称推定", default=False, db_comment="层级只由名称和文号推定，还没有人核对"
    )
    issuer = models.CharField("制定机关", max_length=120, blank=True, db_comment="制定机关，不知道时为空")
    in_force_from = models.DateField("施行日", null=True, db_comment="施行日，不知道时为空")
    trial_until = models.DateField("试行期满", null=True, db_comment="试行或者有效期的最后一日，没有时为空")
    repealed_on = models.DateField("废止日", null=True, db_comment="不再有效的第一日，现行有效时为空")
    source = models.TextField("来源", blank=True, db_comment="上述各项从哪里来")
    law_key = models.CharField("规则中的代号", max_length=40, blank=True, db_comment="系统规则引用时的代号")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", db_comment="并入的文件，没有并入时为空"
    )
    revision = models.PositiveIntegerField(
        "改动次数", default=0, db_comment="每改一次加一，两人同改时用来发现"
    )
    search_text = models.TextField("检索文本", blank=True, db_comment="名称、别名、文号和拼音")

    class Meta:
        db_table = "matters_legal_text"
        db_table_comment = "法律文件"
        constraints = (
            models.UniqueConstraint(
                fields=("law_key",), condition=~Q(law_key=""), name="legal_text_once_per_law_key"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="legal_text_not_merged_into_itself",
            ),
        )
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title

    @property
    def called(self) -> str:
        """As people write it: in book marks, or its number where it has no other name."""
        return self.title if self.title == self.number else f"《{self.title}》"


class TextName(models.Model):
    """A name under which a text is cited; one name leads to one text."""

    text = models.ForeignKey(LegalText, models.PROTECT, related_name="names", db_comment="法律文件")
    name = models.CharField("名称", max_length=200, db_comment="所写的名称或者文号")
    key = models.CharField("比较用", max_length=200, unique=True, db_comment="归一后的名称")

    class Meta:
        db_table = "matters_text_name"
        db_table_comment = "法律文件的名称"

    def __str__(self) -> str:
        return self.name


class TextMerge(models.Model):
    """Two entries of one text made one; what moved is kept, so that it can be undone."""

    kept = models.ForeignKey(LegalText, models.PROTECT, related_name="+", db_comment="保留的文件")
    gone = models.ForeignKey(LegalText, models.PROTECT, related_name="merges", db_comment="并入的文件")
    moved = models.JSONField("移动的", default=dict, db_comment="移动的名称、条文、依据、变动的编号")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="办理人")
    at = models.DateTimeField("时间", db_comment="时间")
    undone_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_comment="撤销合并的人"
    )
    undone_at = models.DateTimeField("撤销时间", null=True, db_comment="撤销合并的时间")

    class Meta:
        db_table = "matters_text_merge"
        db_table_comment = "法律文件的合并"
        constraints = (
            models.UniqueConstraint(
                fields=("gone",), condition=Q(undone_at__isnull=True), name="text_merged_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="text_merge_undone_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class TextArticle(models.Model):
    """An article of a text, or a part named otherwise; all empty is the text as a whole."""

    text = models.ForeignKey(LegalText, models.PROTECT, related_name="articles", db_comment="法律文件")
    part = models.CharField("部分", max_length=40, blank=True, db_comment="章、节、附件或者标题序号")
    number = models.PositiveSmallIntegerField("条", default=0, db_comment="条的序号，没有写到条时为零")
    sub = models.PositiveSmallIntegerField("之几", default=0, db_comment="第几条之几，没有时为零")
    repealed_on = models.DateField("删去日", null=True, db_comment="不再有效的第一日，现行有效时为空")

    class Meta:
        db_table = "matters_text_article"
        db_table_comment = "法律文件的条文"
        constraints = (
            models.UniqueConstraint(fields=("text", "number", "sub", "part"), name="article_once_per_text"),
        )
        ordering = ("text", "number", "sub", "part")

    def __str__(self) -> str:
        return f"{self.text_id} {self.place.written()}"

    @property
    def place(self) -> Place:
        """Where it stands in its text."""
        return Place(part=self.part, article=self.number, sub=self.sub)


class ArticleWording(models.Model):
    """What an article, or a paragraph or item of it, says during some days; empty where nobody entered it."""

    article = models.ForeignKey(TextArticle, models.CASCADE, related_name="wordings", db_comment="条文")
    paragraph = models.PositiveSmallIntegerField("款", default=0, db_comment="款，整条时为零")
    item = models.PositiveSmallIntegerField("项", default=0, db_comment="项，整款时为零")
    content = models.TextField("条文内容", blank=True, db_comment="原文，没有录入时为空")
    since = models.DateField("起", null=True, db_comment="施行日，不知道时为空")
    until = models.DateField("止", null=True, db_comment="不再有效的第一日，现行有效时为空")
    source = models.TextField("来源", blank=True, db_comment="从哪里读到")
    change = models.ForeignKey(
        "matters.TextChange", models.PROTECT, null=True, related_name="wordings", db_comment="由哪次变动写入"
    )

    class Meta:
        db_table = "matters_article_wording"
        db_table_comment = "条文内容"
        constraints = (
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=models.F("since")),
                name="wording_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=("article", "paragraph", "item"),
                condition=Q(until__isnull=True),
                name="one_wording_in_force",
            ),
        )

    def __str__(self) -> str:
        return f"{self.article_id} {self.since}–{self.until}"


class BasisReading(models.Model):
    """What was last read of one basis, that of an item or that of a version's notice; other words are read anew."""

    proof_item = models.ForeignKey(
        ProofItem, models.CASCADE, related_name="basis_readings", db_comment="证明事项"
    )
    version = models.ForeignKey(
        ItemVersion,
        models.CASCADE,
        null=True,
        related_name="basis_readings",
        db_comment="版本，读事项一栏时为空",
    )
    source = models.TextField("原文", blank=True, db_comment="所读的设定依据")
    unread = models.JSONField("没有读懂的", default=list, db_comment="没有读懂的字句")
    read_at = models.DateTimeField("时间", db_comment="读取时间")

    class Meta:
        db_table = "matters_basis_reading"
        db_table_comment = "设定依据的读取"
        constraints = (
            models.UniqueConstraint(fields=("version",), name="basis_read_once_per_version"),
            models.UniqueConstraint(
                fields=("proof_item",), condition=Q(version__isnull=True), name="basis_read_once_per_item"
            ),
        )

    def __str__(self) -> str:
        return f"{self.proof_item_id} v{self.version_id or 0}"


class BasisLink(models.Model):
    """One article that one basis rests on, as read, or as an editor put it right."""

    proof_item = models.ForeignKey(
        ProofItem, models.CASCADE, related_name="basis_links", db_comment="证明事项"
    )
    version = models.ForeignKey(
        ItemVersion, models.CASCADE, null=True, related_name="basis_links", db_comment="版本，事项一栏时为空"
    )
    article = models.ForeignKey(TextArticle, models.PROTECT, related_name="links", db_comment="条文")
    paragraph = models.PositiveSmallIntegerField("款", default=0, db_comment="款，没有写时为零")
    item = models.PositiveSmallIntegerField("项", default=0, db_comment="项，没有写时为零")
    said = models.CharField("所写", max_length=300, blank=True, db_comment="原文所写的字句")
    start = models.PositiveIntegerField("起", null=True, db_comment="在原文中的起点，人工补上的为空")
    end = models.PositiveIntegerField("止", null=True, db_comment="在原文中的终点，人工补上的为空")
    by_hand = models.BooleanField("人工核定", default=False, db_comment="人工补上或者划去，重读时不变")
    dropped = models.BooleanField("划去", default=False, db_comment="人工认定读错的")
    found_at = models.DateTimeField("时间", db_comment="第一次读到的时间")
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_comment="核定人")

    class Meta:
        db_table = "matters_basis_link"
        db_table_comment = "设定依据到条文"
        constraints = (
            models.UniqueConstraint(
                fields=("proof_item", "version", "article", "paragraph", "item"),
                name="basis_link_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(dropped=False) | Q(by_hand=True), name="basis_dropped_by_hand"
            ),
        )
        indexes = (
            models.Index(fields=("article", "proof_item"), name="basis_link_by_article"),
            models.Index(fields=("version",), name="basis_link_by_version"),
        )

    def __str__(self) -> str:
        return f"{self.proof_item_id} → {self.article_id}"

    @property
    def place(self) -> Place:
        """The place in the text, to the item."""
        return Place(
            part=self.article.part,
            article=self.article.number,
            sub=self.article.sub,
            paragraph=self.paragraph,
            item=self.item,
        )
