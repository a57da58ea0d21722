"""办理台: the officer's queue, the case on one page, decisions, credit."""
