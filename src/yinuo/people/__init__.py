"""主体: subjects, agencies, accounts, roles and mandates; personal data encrypted and masked (clause 2.5-f)."""
