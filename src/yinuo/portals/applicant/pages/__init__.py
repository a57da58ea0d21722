"""The applicant's pages, one file a topic."""
