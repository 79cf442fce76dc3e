"""What `knowledge/adjust/rules/` holds: one rule a file, with its numbers and how strongly it speaks."""

from decimal import Decimal
from enum import StrEnum

from weft.core.shared.fact import Basis, Review, fact


class Strength(StrEnum):
    """What follows when a rule speaks."""

    GATE = "gate"
    """Something may not go on; the action that it guards refuses by itself."""
    TASK = "task"
    """Somebody does something, with a clock."""
    PROPOSAL = "proposal"
    """A clinician decides."""


@fact
class Rule:
    """What every rule has."""

    id: str
    name: str
    """What it is about, as a title for clinicians."""
    row: str = ""
    """Number of the monitoring rule that it carries (R1 to R13); empty for a rule beside them."""
    strength: Strength = Strength.PROPOSAL
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class TaperRule(Rule):
    """Needles may become rarer when improvement has been real several times in a row."""

    fraction: Decimal
    """Improvement as a part of the first score that must be reached each time."""
    times_in_a_row: int
    days_apart: int
    """Least days between two of these times: one good day is not two."""


@fact
class NoResponseRule(Rule):
    """Examine again when little has changed in the first weeks, or by a certain needle visit."""

    weeks: tuple[int, int]
    """First and last week of care in which it looks."""
    by_needle_visit: int
    below_fraction: Decimal


@fact
class BlockEndRule(Rule):
    """What follows at the end of a block of needle visits."""

    block_visits: int
    """Length of a block where no plan says it."""
    stop_below: Decimal
    """Improvement as a part of the first score; below it needles stop."""
    enough: Decimal
    """From this part on needles taper; between the two they are extended once."""
    extend_by: int
    """Visits of one extension…"""
    extend_most: int
    """… and the most that a clinician may choose."""
    fresh_days: int
    """The newest score may be so many days old; an older one decides nothing, and it is asked again."""


@fact
class ReferRule(Rule):
    """Somebody else looks when care has changed little."""

    by_week: int
    whole_block: int
    """Needle visits of a block that is long enough to say so before that week."""
    below_fraction: Decimal
    fresh_days: int
    """The newest score may be so many days old."""


@fact
class WorseRule(Rule):
    """Needles stop when a measure is really worse than at the start. Its limits are the measure's own."""


@fact
class PairShiftRule(Rule):
    """Ask about un-pairing when needles brought no drop in several pairs in a row."""

    pairs_in_a_row: int
    drop_points: Decimal
    """Least fall in pain (0-10) from before to after needles that counts as a drop."""


@fact
class DoseCap:
    """Most needle visits in a run of days before a reason is asked for."""

    visits: int
    days: int


@fact
class DoseRule(Rule):
    """More needle visits than this ask for a reason; they are not refused."""

    caps: tuple[DoseCap, ...]


@fact
class ProgressRule(Rule):
    """The next phase when the exit criteria of this one are met."""


@fact
class EaseRule(Rule):
    """Less load when pain after movement was high or lasted."""

    pain_from: Decimal
    """Pain (0-10) right after movement."""
    lasting_hours: int
    """Extra pain for longer than this."""


@fact
class FinishRule(Rule):
    """Goals reached, or nothing moved at several reviews in a row."""

    plateaus: int
    from_week: int
    """Reviews count as plateaus from this week of care on, or from the end of the needle visits."""


@fact
class HoldRule(Rule):
    """A review is due and nothing asks for a change."""

    fresh_days: int
    """The newest score may be so many days old."""


@fact
class AdjustFacts:
    """All that adjusting knows: the rules that the clinic accepts, by id."""

    rules: dict[str, Rule]
