"""The questions the API answers, one file per subject."""
