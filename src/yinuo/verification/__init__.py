"""核查: plans become tasks, tasks become findings, an untrue finding becomes a proceeding in which the person is heard (clauses 2.4-a, 2.4-d to 2.4-h)."""
