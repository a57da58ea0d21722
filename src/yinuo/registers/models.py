"""The heads of the public log: how long it was at a moment, and the root over all of it, signed and time-stamped."""

from __future__ import annotations

from django.db import models


class LogHead(models.Model):
    """日志头: what the host of the log states about it at a moment; append-only."""

    size = models.BigIntegerField("条数", unique=True, db_comment="日志这时有几条")
    root = models.CharField("根摘要", max_length=64, db_comment="全部条目的 Merkle 根，RFC 9162")
    issued_at = models.DateTimeField("时间", db_comment="签发时间")
    statement = models.TextField("声明", db_comment="所签的声明，规范 JSON")
    signature = models.BinaryField("签名", db_comment="对声明 SHA-256 的签名")
    certificate = models.TextField("证书", db_comment="签名证书，PEM")
    stamp = models.BinaryField("时间戳", db_comment="对声明 SHA-256 的 RFC 3161 时间戳")

    class Meta:
        db_table = "registers_log_head"
        db_table_comment = "公共日志头，只增不改"
        ordering = ("size",)

    def __str__(self) -> str:
        return str(self.size)
