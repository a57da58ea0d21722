"""The tables of the catalogue, by topic."""

from yinuo.matters.models.catalogue import ItemVersion, Matter, ProofItem
from yinuo.matters.models.intake import CatalogueImport, CatalogueRow, ColumnMapping

__all__ = ["CatalogueImport", "CatalogueRow", "ColumnMapping", "ItemVersion", "Matter", "ProofItem"]
