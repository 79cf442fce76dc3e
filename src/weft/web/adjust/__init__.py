"""Adjust: the review of a proposal."""
