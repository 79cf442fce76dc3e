"""What a movement test says: against the usual range, between the sides, and over time."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from weft.core.assess.facts import BetterWhen, MovementTest
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words


class Finding(StrEnum):
    """What one look at one test found."""

    USUAL = "usual"
    BELOW = "below"
    ABOVE = "above"
    EVEN = "even"
    UNEVEN = "uneven"
    BETTER = "better"
    WORSE = "worse"
    WITHIN_NOISE = "within_noise"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class MovementFinding:
    """A finding with what it rests on."""

    finding: Finding
    why: Explanation


def against_usual(test: MovementTest, value: Decimal) -> MovementFinding:
    """Compare one value with the usual range; NOT_KNOWN when the test has none.

    Raises:
        ValueError: If ``value`` cannot be recorded in this test.
    """
    _check(test, value)
    if test.usual is None:
        return _found(test, Finding.NOT_KNOWN, Words("No usual range is known for this test."), value=value)
    low, high = test.usual
    said = {"low": low, "high": high, "population": Words(test.population)}
    if value < low:
        finding, words = Finding.BELOW, Words("Below the usual {low} to {high} ({population}).", **said)
    elif value > high:
        finding, words = Finding.ABOVE, Words("Above the usual {low} to {high} ({population}).", **said)
    else:
        finding, words = Finding.USUAL, Words("Within the usual {low} to {high} ({population}).", **said)
    return _found(test, finding, words, value=value)


def between_sides(test: MovementTest, left: Decimal | None, right: Decimal | None) -> MovementFinding:
    """Compare left and right; NOT_KNOWN when one is missing or no difference is set.

    Raises:
        ValueError: If a value cannot be recorded in this test.
    """
    for value in (left, right):
        if value is not None:
            _check(test, value)
    if left is None or right is None or test.side_difference is None:
        return _found(test, Finding.NOT_KNOWN, Words("The sides cannot be compared."), left=left, right=right)
    said = {"difference": abs(left - right), "unit": Words(test.unit.value)}
    if abs(left - right) >= test.side_difference:
        finding, words = Finding.UNEVEN, Words("The sides differ by {difference} {unit}.", **said)
    else:
        finding, words = Finding.EVEN, Words("The sides are alike ({difference} {unit} apart).", **said)
    return _found(test, finding, words, left=left, right=right)


def since_last(test: MovementTest, before: Decimal, now: Decimal) -> MovementFinding:
    """Compare two values of one side over time; a change within the noise is not one.

    Raises:
        ValueError: If a value cannot be recorded in this test.
    """
    _check(test, before)
    _check(test, now)
    moved = before - now if test.better is BetterWhen.LOWER else now - before
    said = {"before": before, "now": now, "unit": Words(test.unit.value), "noise": test.noise}
    if abs(moved) <= test.noise:
        finding, words = Finding.WITHIN_NOISE, Words("From {before} to {now} {unit}: ±{noise} is noise.", **said)
    elif moved > 0:
        finding, words = Finding.BETTER, Words("From {before} to {now} {unit}: better.", **said)
    else:
        finding, words = Finding.WORSE, Words("From {before} to {now} {unit}: worse.", **said)
    return _found(test, finding, words, before=before, now=now)


def _check(test: MovementTest, value: Decimal) -> None:
    low, high = test.range
    if not low <= value <= high:
        raise ValueError(f"{test.id}: {value} is outside {low} to {high} {test.unit}")


def _found(test: MovementTest, finding: Finding, words: Words, **inputs: Decimal | None) -> MovementFinding:
    low, high = test.usual or (None, None)
    limits = {"usual_low": low, "usual_high": high, "side_difference": test.side_difference, "noise": test.noise}
    why = explain(test.id, words, inputs=inputs, limits=limits, sources=test.sources, status=test.review.status)
    return MovementFinding(finding, why)
