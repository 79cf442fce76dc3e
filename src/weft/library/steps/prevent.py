"""Where `knowledge/prevent/` is read."""

from weft.core.prevent.facts import Ending, FlareRule, Maintenance, PreventFacts, Recurrence, StayWell
from weft.library.shelf import Shelf


def prevent_facts(shelf: Shelf) -> PreventFacts:
    """`prevent/`."""
    return PreventFacts(
        ending=shelf.fact(Ending, "prevent/ending.toml"),
        stay_well=shelf.fact(StayWell, "prevent/stay_well.toml"),
        maintenance=shelf.fact(Maintenance, "prevent/maintenance.toml"),
        recurrence=shelf.fact(Recurrence, "prevent/recurrence.toml"),
        flare=shelf.fact(FlareRule, "prevent/flare.toml"),
    )
