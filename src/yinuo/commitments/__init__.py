"""承诺: may this person promise, the notice shown and confirmed, the letter signed, the commitment withdrawn (clauses 2.2, 2.3, 2.6-c)."""
