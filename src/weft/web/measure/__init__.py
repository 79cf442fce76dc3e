"""Measure: asking for scores."""
