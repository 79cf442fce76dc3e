"""What `knowledge/adjust/rules/` holds: the numbers of each rule that may propose something."""

from decimal import Decimal

from weft.core.shared.fact import Basis, Review, fact


@fact
class TaperRule:
    """Needles may become rarer when improvement has been real several times in a row."""

    id: str
    fraction: Decimal
    """Improvement as a part of the first score that must be reached each time."""
    times_in_a_row: int
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class NoResponseRule:
    """Examine again when little has changed by a certain needle visit."""

    id: str
    by_needle_visit: int
    below_fraction: Decimal
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class PairShiftRule:
    """Ask about un-pairing when needles brought no drop in several pairs in a row."""

    id: str
    pairs_in_a_row: int
    drop_points: Decimal
    """Least fall in pain (0-10) from before to after needles that counts as a drop."""
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class DoseCap:
    """Most needle visits in a run of days before a reason is asked for."""

    visits: int
    days: int


@fact
class DoseRule:
    """More needle visits than this ask for a reason; they are not refused."""

    id: str
    caps: tuple[DoseCap, ...]
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class AdjustFacts:
    """All that adjusting knows."""

    taper: TaperRule
    no_response: NoResponseRule
    pair_shift: PairShiftRule
    dose: DoseRule
