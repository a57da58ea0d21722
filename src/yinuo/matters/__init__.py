"""事项: the catalogue of matters and proof items, their notices by version, import, search and publication (clauses 2.1, 2.3-a, 3.2, 3.3)."""
