"""What each document says: one frozen dataclass per kind; ``as_json()`` is the input of the template it names."""

from __future__ import (
    annotations,
)

from yinuo.documents.contents.commitments import (
    LetterContent,
    WithdrawalContent,
)
from yinuo.documents.contents.credit import (
    DeterminationContent,
    EffectRow,
    MeasureRow,
    RepairNoticeContent,
    RepairReceiptContent,
)
from yinuo.documents.contents.decisions import (
    AnnulmentContent,
    DecisionContent,
    Difference,
    RepresentationContent,
)
from yinuo.documents.contents.editions import (
    EditionContent,
    EditionRow,
)
from yinuo.documents.contents.papers import (
    Paper,
)
from yinuo.documents.contents.parts import (
    Agency,
    Clause,
    Content,
    Imprint,
    Party,
    PlanRow,
    PromisedFact,
    Reason,
    Remedies,
)
from yinuo.documents.contents.posters import (
    ItemPosterContent,
    PosterCell,
    UnitPosterContent,
)
from yinuo.documents.contents.records import (
    DueDiligenceContent,
    ReceiptContent,
    ReceiptItem,
    RecordEntry,
)

KINDS: tuple[type[Content], ...] = (
    LetterContent,
    Paper,
    WithdrawalContent,
    DecisionContent,
    RepresentationContent,
    AnnulmentContent,
    DeterminationContent,
    RepairNoticeContent,
    RepairReceiptContent,
    ReceiptContent,
    DueDiligenceContent,
    EditionContent,
    ItemPosterContent,
    UnitPosterContent,
)
"""Every kind of content; each names its template."""

__all__ = [
    "KINDS",
    "Agency",
    "AnnulmentContent",
    "Clause",
    "Content",
    "DecisionContent",
    "DeterminationContent",
    "Difference",
    "DueDiligenceContent",
    "EditionContent",
    "EditionRow",
    "EffectRow",
    "Imprint",
    "ItemPosterContent",
    "LetterContent",
    "MeasureRow",
    "Paper",
    "Party",
    "PlanRow",
    "PosterCell",
    "PromisedFact",
    "Reason",
    "ReceiptContent",
    "ReceiptItem",
    "RecordEntry",
    "Remedies",
    "RepairNoticeContent",
    "RepairReceiptContent",
    "RepresentationContent",
    "UnitPosterContent",
    "WithdrawalContent",
    "annotations",
]
