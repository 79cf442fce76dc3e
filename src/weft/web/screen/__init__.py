"""Screen: the questions, asked one at a time of a visitor and all at once by the staff."""
