"""Worked cases that a clinician can check, one module a step: each says which cases come out otherwise than expected."""
