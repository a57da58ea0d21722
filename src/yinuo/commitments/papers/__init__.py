"""What the papers of a proof item say: notice, letter form, guide, working procedure, each made from the item's version.

One :class:`~yinuo.documents.contents.Paper` is the source of the PDF, the Word file and the page, so that they cannot
drift apart (clauses 2.3-a, 2.3-c, 3.3-a, 3.3-b; ADR 0008).
"""

from yinuo.commitments.papers.compose import paper_of
from yinuo.commitments.papers.files import (
    FORMATS,
    ZIP,
    Bundled,
    FileFormat,
    bundle,
    bundle_name,
    file_name,
    file_of,
    folder_of,
)
from yinuo.commitments.papers.kinds import ALL, Kind, kinds_of

__all__ = [
    "ALL",
    "FORMATS",
    "ZIP",
    "Bundled",
    "FileFormat",
    "Kind",
    "bundle",
    "bundle_name",
    "file_name",
    "file_of",
    "folder_of",
    "kinds_of",
    "paper_of",
]
