"""What the public may see: determinations that are public today, and the public log."""

from yinuo.registers.queries.determinations import (
    PAGE,
    PublicDetermination,
    PublicPage,
    published_determination,
    published_determinations,
)
from yinuo.registers.queries.log import (
    continuation_file,
    head_file,
    heads,
    receipt_file,
)

__all__ = [
    "PAGE",
    "PublicDetermination",
    "PublicPage",
    "continuation_file",
    "head_file",
    "heads",
    "published_determination",
    "published_determinations",
    "receipt_file",
]
