"""What a movement test is: measured with a number, graded by the hand, or chosen from words."""

from dataclasses import fields
from decimal import Decimal
from enum import StrEnum

from weft.core.shared.fact import Basis, Review, fact


class Unit(StrEnum):
    """Units that a movement test is recorded in."""

    CENTIMETRES = "cm"
    METRES = "m"
    DEGREES = "degrees"
    SECONDS = "seconds"
    MINUTES = "minutes"
    REPETITIONS = "repetitions"
    KILOGRAMS = "kg"
    GRADE = "grade"
    """Muscle strength by hand, 0 (nothing) to 5 (full)."""


class BetterWhen(StrEnum):
    """Which way is better in a movement test."""

    LOWER = "lower"
    HIGHER = "higher"


class TestKind(StrEnum):
    """How a test is recorded."""

    __test__ = False  # not for pytest

    MEASURED = "measured"
    GRADED = "graded"
    CHOSEN = "chosen"


class Measures(StrEnum):
    """What a test is about."""

    POSTURE = "posture"
    RANGE = "range"
    FLEXIBILITY = "flexibility"
    STRENGTH = "strength"
    ENDURANCE = "endurance"
    BALANCE = "balance"
    FUNCTION = "function"
    """Walking, rising from a chair."""
    NERVE = "nerve"


class NerveSign(StrEnum):
    """What a nerve test looks at."""

    POWER = "power"
    REFLEX = "reflex"
    FEELING = "feeling"
    TENSION = "tension"
    """The nerve is stretched and answers with the known pain."""
    CORD = "cord"
    """A sign of the spinal cord or the brain, not of one nerve root."""


class Limb(StrEnum):
    """Which limb's nerves."""

    LEG = "leg"
    ARM = "arm"


@fact
class Nerve:
    """Which nerve roots a test looks at."""

    sign: NerveSign
    limb: Limb
    levels: tuple[str, ...] = ()
    """Roots such as ``L5``."""
    needed: bool = False
    """Without it a nerve check is not whole."""


@fact
class TestChoice:
    """One word that a test can be recorded with."""

    __test__ = False  # not for pytest

    id: str
    name: str
    usual: bool = False
    """What is found in somebody without trouble there."""
    neutral: bool = False
    """It describes and says nothing about good or bad."""
    alike: bool = False
    """No better and no worse than the choice before it, as the left is beside the right."""
    asks: tuple[str, ...] = ()
    """Danger signs (`knowledge/screen/red_flags/`) to ask about when it is found."""


@fact
class MovementTest:
    """One test of posture, range, strength, flexibility, endurance, balance, function or the nerves."""

    id: str
    name: str
    kind: TestKind = TestKind.MEASURED
    measures: Measures
    region: str
    unit: Unit | None = None
    range: tuple[Decimal, Decimal] | None = None
    """Lowest and highest value that can be recorded; none for a chosen test."""
    better: BetterWhen | None = None
    sides: bool = False
    """Tested left and right."""
    usual: tuple[Decimal, Decimal] | None = None
    """Usual range in ``population``, lowest and highest."""
    population: str = ""
    """Whose usual range; where there is none, why."""
    side_difference: Decimal | None = None
    """Difference between the sides that is worth a note, in the unit."""
    noise: Decimal | None = None
    """Change that may be only measurement error, in the unit."""
    choices: tuple[TestChoice, ...] = ()
    nerve: Nerve | None = None
    how: str
    stop: str
    sources: tuple[str, ...] = ()
    basis: Basis
    review: Review


def shape_faults(test: MovementTest) -> tuple[str, ...]:
    """Fields that a test of its kind lacks, must not have, or that do not fit each other, in order of the shape."""
    numbers = {"unit", "range", "better", "noise"}
    needed = {"choices"} if test.kind is TestKind.CHOSEN else numbers
    refused = numbers | {"usual", "side_difference"} if test.kind is TestKind.CHOSEN else {"choices"}
    wrong = {name for name in needed if not _has(test, name)} | {name for name in refused if _has(test, name)}
    if test.range and test.usual and not test.range[0] <= test.usual[0] <= test.usual[1] <= test.range[1]:
        wrong.add("usual")
    return tuple(field.name for field in fields(test) if field.name in wrong)


def choice_of(test: MovementTest, id_: str) -> TestChoice | None:
    """The choice of that id, or None."""
    return next((choice for choice in test.choices if choice.id == id_), None)


def _has(test: MovementTest, name: str) -> bool:
    return getattr(test, name) not in {None, ()}
