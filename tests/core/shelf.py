"""The shipped knowledge, for tests that read one step of it."""

from weft.library.reading import knowledge_root
from weft.library.shelf import Shelf

SHELF = Shelf(knowledge_root())
"""The shipped knowledge."""
