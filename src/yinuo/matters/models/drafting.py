"""What a field held before somebody changed it: by this the second of two editors sees what the first did."""

from __future__ import annotations

from django.db import models

from yinuo.matters.models.catalogue import ItemVersion, ProofItem
from yinuo.people.models import Account


class DraftChange(models.Model):
    """改动: one field of an item, or of a draft of its notice, as it stood before one change."""

    item = models.ForeignKey(ProofItem, models.CASCADE, related_name="changes", db_comment="证明事项")
    version = models.ForeignKey(
        ItemVersion,
        models.CASCADE,
        null=True,
        related_name="changes",
        db_comment="所改的草稿，为空的是证明事项本身的栏目",
    )
    revision = models.PositiveIntegerField("第几次", db_comment="这一次改动以后的改动次数")
    field = models.TextField("栏目", db_comment="栏目")
    before = models.JSONField("改动以前", null=True, db_comment="改动以前的内容，原来没有的为空")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_comment="改动人")
    at = models.DateTimeField("时间", db_comment="时间")

    class Meta:
        db_table = "matters_draft_change"
        db_table_comment = "证明事项和草稿的改动"
        indexes = (models.Index(fields=("item", "version", "revision"), name="draft_change_since"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.revision} {self.field}"
