"""The tables of the catalogue, by topic."""

from yinuo.matters.models.catalogue import ItemVersion, Matter, ProofItem
from yinuo.matters.models.changes import ChangedPlace, RevisionTask, TextChange
from yinuo.matters.models.intake import CatalogueImport, CatalogueRow
from yinuo.matters.models.texts import (
    ArticleWording,
    BasisLink,
    BasisReading,
    LegalText,
    TextArticle,
    TextMerge,
    TextName,
)

__all__ = [
    "ArticleWording",
    "BasisLink",
    "BasisReading",
    "CatalogueImport",
    "CatalogueRow",
    "ChangedPlace",
    "ItemVersion",
    "LegalText",
    "Matter",
    "ProofItem",
    "RevisionTask",
    "TextArticle",
    "TextChange",
    "TextMerge",
    "TextName",
]
