"""Book: the public home, and how a visitor asks for a talk."""
