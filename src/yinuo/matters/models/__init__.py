"""The tables of the catalogue, by topic."""

from yinuo.matters.models.catalogue import (
    ItemVersion,
    Matter,
    ProofItem,
)
from yinuo.matters.models.changes import (
    ChangedPlace,
    ItemReview,
    RevisionTask,
    TextChange,
)
from yinuo.matters.models.drafting import (
    DraftChange,
)
from yinuo.matters.models.editions import (
    Edition,
    EditionLine,
)
from yinuo.matters.models.elsewhere import (
    CopiedSetup,
    OtherCatalogue,
    OtherRow,
    OutsideDecision,
)
from yinuo.matters.models.finding import (
    FragmentCount,
    ItemUse,
    SearchEntry,
)
from yinuo.matters.models.intake import (
    CatalogueImport,
    CatalogueRow,
    ColumnMapping,
)
from yinuo.matters.models.texts import (
    ArticleWording,
    BasisLink,
    BasisReading,
    LegalText,
    TextArticle,
    TextMerge,
    TextName,
)
from yinuo.matters.models.words import (
    MissedSearch,
    Synonym,
)

__all__ = [
    "ArticleWording",
    "BasisLink",
    "BasisReading",
    "CatalogueImport",
    "CatalogueRow",
    "ChangedPlace",
    "ColumnMapping",
    "CopiedSetup",
    "DraftChange",
    "Edition",
    "EditionLine",
    "FragmentCount",
    "ItemReview",
    "ItemUse",
    "ItemVersion",
    "LegalText",
    "Matter",
    "MissedSearch",
    "OtherCatalogue",
    "OtherRow",
    "OutsideDecision",
    "ProofItem",
    "RevisionTask",
    "SearchEntry",
    "Synonym",
    "TextArticle",
    "TextChange",
    "TextMerge",
    "TextName",
]
