"""What `knowledge/prevent/` holds: when to ask after discharge, and what counts as a flare."""

from decimal import Decimal

from weft.core.shared.fact import Basis, Review, fact


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

    recurrence: Recurrence
    flare: FlareRule
