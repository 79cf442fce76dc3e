"""The demo clinic: made-up people walked through the real actions."""

ZONE = "America/Toronto"
"""Where the demo clinic is; its day begins and ends there."""
