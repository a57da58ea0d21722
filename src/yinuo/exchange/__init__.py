"""共享: all that crosses the wall of the house: questions to registers with purpose and basis, sealed answers, and the outbox (clauses 2.4-e, 2.5-b)."""
