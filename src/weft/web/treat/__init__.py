"""Treat: the needle page, the movement page, and the bed strip."""
