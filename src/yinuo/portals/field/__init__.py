"""外勤核查: the verifier's list by due day, and one check on one page, made for the phone (clauses 2.4-a, 2.4-g)."""
