"""A whole clinic: everybody's visits over the same days, people and rooms."""
