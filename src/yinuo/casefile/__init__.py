"""案卷: one numbered file per case, append-only entries chained by hash, kept by the database itself (clauses 2.4-f, 4.2)."""
