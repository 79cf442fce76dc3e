"""What a movement test says: against the usual, between the sides, and over time."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from weft.core.assess.movement_tests import BetterWhen, MovementTest, TestChoice, choice_of
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words


class Finding(StrEnum):
    """What one look at one test found."""

    USUAL = "usual"
    BELOW = "below"
    ABOVE = "above"
    CHANGED = "changed"
    """A chosen word that is not the usual one."""
    DESCRIBED = "described"
    """A chosen word that says how it is, neither good nor bad."""
    EVEN = "even"
    UNEVEN = "uneven"
    BETTER = "better"
    WORSE = "worse"
    WITHIN_NOISE = "within_noise"
    NOT_KNOWN = "not_known"


class Side(StrEnum):
    """Of which side a finding is."""

    BOTH = ""
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class MovementFinding:
    """A finding with what it rests on."""

    finding: Finding
    why: Explanation
    side: Side = Side.BOTH


def against_usual(test: MovementTest, value: Decimal, side: Side = Side.BOTH) -> MovementFinding:
    """Compare one value with the usual range; NOT_KNOWN when the test has none.

    Raises:
        ValueError: If ``value`` cannot be recorded in this test.
    """
    check_value(test, value)
    if test.usual is None:
        return _found(test, Finding.NOT_KNOWN, Words("No usual range is known for this test."), side, value=value)
    low, high = test.usual
    usual = Words("{low} to {high}", low=low, high=high) if low < high else Words("{low}", low=low)
    said = {"usual": usual, "value": value, "population": Words(test.population)}
    if value < low:
        finding, words = Finding.BELOW, Words("{value}: below the usual {usual} ({population}).", **said)
    elif value > high:
        finding, words = Finding.ABOVE, Words("{value}: above the usual {usual} ({population}).", **said)
    else:
        finding, words = Finding.USUAL, Words("{value}: within the usual {usual} ({population}).", **said)
    return _found(test, finding, words, side, value=value)


def as_chosen(test: MovementTest, choice: str, side: Side = Side.BOTH) -> MovementFinding:
    """What a chosen word says: USUAL, CHANGED, or DESCRIBED where the word judges nothing.

    Raises:
        ValueError: If ``choice`` is not one of the test's choices.
    """
    chosen = _choice(test, choice)
    finding = Finding.USUAL if chosen.usual else Finding.CHANGED
    finding = Finding.DESCRIBED if chosen.neutral else finding
    return _found(test, finding, Words("{choice}.", choice=Words(chosen.name)), side, choice=choice)


def between_sides(test: MovementTest, left: Decimal | None, right: Decimal | None) -> MovementFinding:
    """Compare left and right; NOT_KNOWN when one is missing or no difference is set.

    Raises:
        ValueError: If a value cannot be recorded in this test.
    """
    for value in (left, right):
        if value is not None:
            check_value(test, value)
    if left is None or right is None or test.side_difference is None:
        return _found(test, Finding.NOT_KNOWN, Words("The sides cannot be compared."), left=left, right=right)
    said = {"difference": abs(left - right), "unit": unit_words(test)}
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
    check_value(test, before)
    check_value(test, now)
    noise = test.noise or Decimal(0)
    moved = before - now if test.better is BetterWhen.LOWER else now - before
    said = {"before": before, "now": now, "unit": unit_words(test), "noise": noise}
    if abs(moved) <= noise:
        finding, words = Finding.WITHIN_NOISE, Words("From {before} to {now} {unit}: ±{noise} is noise.", **said)
    elif moved > 0:
        finding, words = Finding.BETTER, Words("From {before} to {now} {unit}: better.", **said)
    else:
        finding, words = Finding.WORSE, Words("From {before} to {now} {unit}: worse.", **said)
    return _found(test, finding, words, before=before, now=now)


def chosen_since_last(test: MovementTest, before: str, now: str) -> MovementFinding:
    """Compare two chosen words over time: the choices run from the usual one to the worst, some of them alike.

    Raises:
        ValueError: If one is not a choice of the test.
    """
    old, new = _choice(test, before), _choice(test, now)
    said = {"before": Words(old.name), "now": Words(new.name)}
    worse = _rank(test, new) - _rank(test, old)
    if worse == 0 or new.neutral or (old.neutral and new.usual):
        finding, words = Finding.WITHIN_NOISE, Words("Before: {before}. Now: {now}.", **said)
    elif worse > 0:
        finding, words = Finding.WORSE, Words("Before: {before}. Now: {now}: worse.", **said)
    else:
        finding, words = Finding.BETTER, Words("Before: {before}. Now: {now}: better.", **said)
    return _found(test, finding, words, before=before, now=now)


def _rank(test: MovementTest, choice: TestChoice) -> int:
    """How far from usual the choice is, beside the others."""
    return sum(not one.alike for one in test.choices[: test.choices.index(choice) + 1])


def unit_words(test: MovementTest) -> Words:
    """The unit, to be spoken; nothing for a chosen test."""
    return Words(test.unit.value if test.unit else "")


def check_value(test: MovementTest, value: Decimal) -> None:
    """Refuse what the test cannot record.

    Raises:
        ValueError: If ``value`` is outside the test's range, or the test takes no number.
    """
    if test.range is None:
        raise ValueError(f"{test.id} takes a word, not {value}")
    low, high = test.range
    if not low <= value <= high:
        raise ValueError(f"{test.id}: {value} is outside {low} to {high} {test.unit}")


def _choice(test: MovementTest, id_: str) -> TestChoice:
    chosen = choice_of(test, id_)
    if chosen is None:
        raise ValueError(f"{test.id}: {id_!r} is not one of {[choice.id for choice in test.choices]}")
    return chosen


def _found(
    test: MovementTest, finding: Finding, words: Words, side: Side = Side.BOTH, **inputs: Decimal | str | None
) -> MovementFinding:
    low, high = test.usual or (None, None)
    limits = {"usual_low": low, "usual_high": high, "side_difference": test.side_difference, "noise": test.noise}
    why = explain(test.id, words, inputs=inputs, limits=limits, sources=test.sources, status=test.review.status)
    return MovementFinding(finding, why, side)
