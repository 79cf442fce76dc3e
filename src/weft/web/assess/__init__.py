"""Assess: the form of the first examination."""
