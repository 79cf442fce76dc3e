"""What `knowledge/measure/` holds: instruments with their scale, scoring and change values."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from weft.core.shared.fact import Basis, Review, fact


class Better(StrEnum):
    """Which way is better on a scale."""

    LOWER = "lower"
    HIGHER = "higher"


class Scoring(StrEnum):
    """How answers become one score; each is a function in `core/measure/scoring.py`."""

    SINGLE = "single"
    MEAN_OF_GIVEN = "mean_of_given"


@fact
class Meaningful:
    """How much change counts, from a day on. A new value is a new entry, never an edit."""

    since: date
    points: Decimal
    """Fixed change, in the points of the scale."""
    fraction: Decimal
    """Change as a part of the first score (0.30 = 30%)."""
    population: str
    sources: tuple[str, ...]


@fact
class Instrument:
    """One measure."""

    id: str
    name: str
    short: str
    question: str
    """What the person is asked, in our own words."""
    unit: str
    range: tuple[Decimal, Decimal]
    step: Decimal
    """Smallest difference between two scores."""
    better: Better
    low_end: str
    """Words at the lowest end of the scale."""
    high_end: str
    scoring: Scoring
    items_min: int
    """Answers needed for a score."""
    items_usual: tuple[int, int]
    """How many items are usually asked, fewest and most."""
    missing_rule: str
    """What happens with an item that was not answered, in words."""
    recall: str
    meaningful: tuple[Meaningful, ...]
    recovered: Decimal | None = None
    """Score at which people count as recovered, when one is known."""
    on_curve: bool = False
    """Drawn on the default curve."""
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class MeasureFacts:
    """All that measuring knows, by instrument id."""

    instruments: dict[str, Instrument]
