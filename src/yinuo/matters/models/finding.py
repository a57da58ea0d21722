"""What a search looks into: for each item the numbers of its fragments, and how common each fragment is.

All of it is derived from the catalogue and can be made anew at any time.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from yinuo.matters.models.catalogue import ProofItem


class SearchEntry(models.Model):
    """检索条目: the fragments of one item in use, as numbers; an index over both columns together finds it."""

    item = models.OneToOneField(
        ProofItem, models.CASCADE, primary_key=True, related_name="search_entry", db_comment="证明事项"
    )
    names = ArrayField(
        models.IntegerField(),
        default=list,
        db_comment="常用程度各级，事项名、证明名和常用说法的片段，每个片段一个数",
    )
    beside = ArrayField(
        models.IntegerField(), default=list, db_comment="单位、说明里另有的片段，每个片段一个数"
    )
    prior = models.PositiveSmallIntegerField(
        "常用程度", default=0, db_comment="由一年内办理次数算出，只用来给同样贴切的排先后"
    )
    edition = models.PositiveSmallIntegerField("切分办法", db_comment="切分办法的版本，换了办法就重做")

    class Meta:
        db_table = "matters_search_entry"
        db_table_comment = "检索条目，由目录重做"

    def __str__(self) -> str:
        return str(self.item_id)


class FragmentCount(models.Model):
    """片段频次: in how many search entries a fragment stands; the rarer one says more."""

    fragment = models.IntegerField("片段", primary_key=True, db_comment="片段的数")
    entries = models.PositiveIntegerField("条目数", db_comment="有这个片段的检索条目数")

    class Meta:
        db_table = "matters_fragment_count"
        db_table_comment = "片段频次，由检索条目重算"

    def __str__(self) -> str:
        return f"{self.fragment}: {self.entries}"


class ItemUse(models.Model):
    """使用频次: how often an item was applied for in the year before a day, as last counted from the applications."""

    item = models.OneToOneField(
        ProofItem, models.CASCADE, primary_key=True, related_name="use", db_comment="证明事项"
    )
    in_a_year = models.PositiveIntegerField("一年内件数", db_comment="统计日以前一年内申请的件数")
    counted_on = models.DateField("统计日", db_comment="统计日")

    class Meta:
        db_table = "matters_item_use"
        db_table_comment = "使用频次，由申请重算"

    def __str__(self) -> str:
        return f"{self.item_id}: {self.in_a_year}"
