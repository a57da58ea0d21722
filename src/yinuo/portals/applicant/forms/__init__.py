"""What the applicant's pages take in, one file a topic."""
