"""Units and terms: the small tables that keep every file's words the same."""

from weft.core.shared.fact import fact


@fact
class Unit:
    """A unit that a value of the knowledge may have."""

    id: str
    name: str
    """As read after a number: "3 points"."""


@fact
class Term:
    """A clinical word with its plain meaning."""

    id: str
    name: str
    plain: str
