"""What `knowledge/assess/` holds: contributing factors, movement tests, regions, what people tried."""

from decimal import Decimal
from enum import StrEnum

from weft.core.shared.fact import Basis, Review, fact


class Unit(StrEnum):
    """Units that a movement test is recorded in."""

    CENTIMETRES = "cm"
    DEGREES = "degrees"
    SECONDS = "seconds"
    REPETITIONS = "repetitions"
    KILOGRAMS = "kg"


class BetterWhen(StrEnum):
    """Which way is better in a movement test."""

    LOWER = "lower"
    HIGHER = "higher"


@fact
class Factor:
    """Something that may add to the pain, and what is honestly known about it."""

    id: str
    order: int
    name: str
    seed: str
    """What the source blog names as a cause, in few words."""
    honest: str
    """What is known, said to the person."""
    look_at: tuple[str, ...]
    """What in the assessment bears on it."""
    tests: tuple[str, ...] = ()
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class MovementTest:
    """One test of range, strength, flexibility or endurance."""

    id: str
    name: str
    measures: str
    """range | strength | flexibility | endurance | balance."""
    region: str
    unit: Unit
    range: tuple[Decimal, Decimal]
    """Lowest and highest value that can be recorded."""
    better: BetterWhen
    sides: bool = False
    """Tested left and right."""
    usual: tuple[Decimal, Decimal] | None = None
    """Usual range in ``population``, lowest and highest."""
    population: str = ""
    side_difference: Decimal | None = None
    """Difference between the sides that is worth a note, in the unit."""
    noise: Decimal
    """Change that may be only measurement error, in the unit."""
    how: str
    stop: str
    sources: tuple[str, ...] = ()
    basis: Basis
    review: Review


@fact
class Region:
    """A place on the body, with its plain name."""

    id: str
    name: str
    sides: bool = False


@fact
class TriedOption:
    """Something that people have often tried before they come."""

    id: str
    name: str


@fact
class AssessFacts:
    """All that assessing knows."""

    factors: tuple[Factor, ...]
    """In the order of the source."""
    tests: dict[str, MovementTest]
    regions: tuple[Region, ...]
    tried: tuple[TriedOption, ...]
