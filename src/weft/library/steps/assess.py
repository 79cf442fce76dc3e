"""Where `knowledge/assess/` is read."""

from weft.core.assess.facts import AssessFacts, Factor, MovementTest, Region, TriedOption
from weft.library.shelf import Shelf


def assess_facts(shelf: Shelf) -> AssessFacts:
    """`assess/`: factors in the order of their source, tests, body regions, what people tried."""
    factors = shelf.folder(Factor, "assess/factors").values()
    return AssessFacts(
        factors=tuple(sorted(factors, key=lambda factor: factor.order)),
        tests=shelf.folder(MovementTest, "assess/tests"),
        regions=tuple(shelf.table(Region, "assess/regions.toml").values()),
        tried=tuple(shelf.table(TriedOption, "assess/tried.toml").values()),
    )
