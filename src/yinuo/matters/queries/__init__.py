"""Questions about the catalogue: what is published, how it is found, and what an editor should know."""

from yinuo.matters.access import imports_visible_to, items_visible_to, visible_to
from yinuo.matters.queries.export import (
    FORM_CHOICES,
    LAYOUT_CHOICES,
    CatalogueFile,
    catalogue_cells,
    catalogue_file,
    published_file,
)
from yinuo.matters.queries.intake import (
    AgencyFor,
    Overview,
    agency_finder,
    import_numbers,
    known_items,
    left_lying,
    open_import_steps,
    overview,
    preview,
    rows_of_import,
)
from yinuo.matters.queries.mapping import CHOOSABLE, MappingGuess, mapping_guess, sheets_of
from yinuo.matters.queries.published import (
    current_version,
    item_by_slug,
    open_steps,
    published,
    published_items,
    rows_of,
    versions_of,
)
from yinuo.matters.queries.readiness import readiness
from yinuo.matters.queries.search import Hit, search_items

__all__ = [
    "CHOOSABLE",
    "FORM_CHOICES",
    "LAYOUT_CHOICES",
    "AgencyFor",
    "CatalogueFile",
    "Hit",
    "MappingGuess",
    "Overview",
    "agency_finder",
    "catalogue_cells",
    "catalogue_file",
    "current_version",
    "import_numbers",
    "imports_visible_to",
    "item_by_slug",
    "items_visible_to",
    "known_items",
    "left_lying",
    "mapping_guess",
    "open_import_steps",
    "open_steps",
    "overview",
    "preview",
    "published",
    "published_file",
    "published_items",
    "readiness",
    "rows_of",
    "rows_of_import",
    "search_items",
    "sheets_of",
    "versions_of",
    "visible_to",
]
