"""What the tests of a movement part say."""

from collections.abc import Iterator
from decimal import Decimal

from weft.core.assess.facts import AssessFacts
from weft.core.assess.findings import Finding, MovementFinding, Side, against_usual, as_chosen, between_sides
from weft.core.assess.movement_tests import MovementTest
from weft.core.assess.parts import MovementPart, TestValue


def values_of(value: TestValue) -> tuple[tuple[Side, Decimal], ...]:
    """The numbers that were recorded, each with its side."""
    pairs = ((Side.BOTH, value.value), (Side.LEFT, value.left), (Side.RIGHT, value.right))
    return tuple((side, one) for side, one in pairs if one is not None)


def choices_of(value: TestValue) -> tuple[tuple[Side, str], ...]:
    """The words that were chosen, each with its side."""
    pairs = ((Side.BOTH, value.choice), (Side.LEFT, value.choice_left), (Side.RIGHT, value.choice_right))
    return tuple((side, one) for side, one in pairs if one)


def findings(part: MovementPart, facts: AssessFacts) -> tuple[MovementFinding, ...]:
    """What each test says, against the usual and between the sides; what is not known says nothing."""
    known = ((value, facts.tests[value.test]) for value in part.tests if value.test in facts.tests)
    found = (one for value, test in known for one in _of(value, test))
    return tuple(one for one in found if one.finding is not Finding.NOT_KNOWN)


def _of(value: TestValue, test: MovementTest) -> Iterator[MovementFinding]:
    for side, one in values_of(value):
        yield against_usual(test, one, side)
    for side, choice in choices_of(value):
        yield as_chosen(test, choice, side)
    if test.range is not None:
        yield between_sides(test, value.left, value.right)
