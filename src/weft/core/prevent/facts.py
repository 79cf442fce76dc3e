"""What `knowledge/prevent/` holds: when care may end, how to stay well, when to ask, what counts as a flare."""

from decimal import Decimal

from weft.core.shared.fact import Basis, Review, fact


@fact
class Ending:
    """When care may end."""

    id: str
    improvement: Decimal
    """Part of the first score by which something is better."""
    plateaus: int
    """Reviews in a row at which nothing had moved."""
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class StayWell:
    """What a person takes along: texts to start from, which clinician and person make their own."""

    id: str
    keep: tuple[str, ...]
    watch_for: tuple[str, ...]
    first_days: tuple[str, ...]
    """What to do in the first days of a flare."""
    way_back_points: Decimal
    """Rise of pain (0-10) above the usual…"""
    way_back_days: int
    """… for so many days, and the person calls."""
    way_back: str
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class Maintenance:
    """Visits to keep well: offered to some, advised to nobody."""

    id: str
    least_improvement: Decimal
    """Part of the first score by which somebody must be better."""
    days_apart: int
    most_visits: int
    """Before a clinician looks again."""
    says_offer: str
    says_not: str
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class Recurrence:
    """The questions after discharge."""

    id: str
    days_after_discharge: tuple[int, ...]
    question: str
    answer_within_days: int
    """Days after which an unanswered question counts as silence."""
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class FlareRule:
    """When answers look like a flare."""

    id: str
    rising_taps: int
    """Taps in a row that are each higher than the one before."""
    pain_rise_points: Decimal
    """Rise in pain (0-10) against the calm score that is enough by itself."""
    offer: str
    """What the person is offered."""
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class PreventFacts:
    """All that preventing knows."""

    ending: Ending
    stay_well: StayWell
    maintenance: Maintenance
    recurrence: Recurrence
    flare: FlareRule
