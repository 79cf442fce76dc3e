"""Pages of the step Schedule."""
