"""Papers as Word files, for offices that must edit: real styles, repeated heads of tables, page numbers, no macro.

The same content as the PDF; see :class:`yinuo.documents.contents.Paper` and ADR 0008.
"""

from yinuo.documents.word.writing import written

__all__ = ["written"]
