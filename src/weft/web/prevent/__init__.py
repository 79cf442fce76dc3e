"""Prevent: ending care well, the questions after it, and the way back."""
