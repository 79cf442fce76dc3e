"""Where `knowledge/adjust/` is read."""

from weft.core.adjust.facts import AdjustFacts, DoseRule, NoResponseRule, PairShiftRule, TaperRule
from weft.library.shelf import Shelf


def adjust_facts(shelf: Shelf) -> AdjustFacts:
    """`adjust/rules/`: one file a rule."""
    return AdjustFacts(
        taper=shelf.fact(TaperRule, "adjust/rules/taper.toml"),
        no_response=shelf.fact(NoResponseRule, "adjust/rules/no_response.toml"),
        pair_shift=shelf.fact(PairShiftRule, "adjust/rules/pair_shift.toml"),
        dose=shelf.fact(DoseRule, "adjust/rules/dose.toml"),
    )
