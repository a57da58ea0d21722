"""开放接口: the published catalogue, the state of a paper and the public register as JSON, read-only, for everybody (clauses 1-b, 3.2-a)."""
