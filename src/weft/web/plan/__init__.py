"""Plan: one plan on one page, for clinicians, for the person, for a visitor."""
