"""Where `knowledge/prevent/` is read."""

from weft.core.prevent.facts import FlareRule, PreventFacts, Recurrence
from weft.library.shelf import Shelf


def prevent_facts(shelf: Shelf) -> PreventFacts:
    """`prevent/`."""
    return PreventFacts(
        recurrence=shelf.fact(Recurrence, "prevent/recurrence.toml"),
        flare=shelf.fact(FlareRule, "prevent/flare.toml"),
    )
