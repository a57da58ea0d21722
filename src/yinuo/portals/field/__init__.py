"""核查: the verifier's list by due day and the form for what was found."""
