"""The pages of the verifier: the list, and one check."""
