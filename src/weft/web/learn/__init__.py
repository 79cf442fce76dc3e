"""Learn: what everybody may read before they come, and what the clinic promises."""
