"""What an assessment writes down: one shared story, and a part for each discipline, signed on its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from weft.core.assess.facts import AssessFacts, MovementTest
from weft.core.assess.findings import Finding, MovementFinding, against_usual, between_sides
from weft.core.plan.case import TRIED_RESULTS, Tried
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words

STORY = "story"
"""Kind of the part that all clinicians share; the other kinds are discipline ids."""
LONGEST_TEXT = 4000
TOO_LONG = Words("This is longer than {longest} characters. Keep what matters.", longest=LONGEST_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the person told, once for everybody."""

    told: str = ""
    """In their own words."""
    tried: tuple[Tried, ...] = ()
    also_treating: str = ""
    """Who else treats them, and with what."""
    regions: tuple[str, ...] = ()
    """Ids of `knowledge/assess/regions.toml`."""
    factors: tuple[str, ...] = ()
    """Ids of `knowledge/assess/factors/`."""
    aggravated_by: tuple[str, ...] = ()
    comfort: str = ""
    """Comfort wishes: position, warmth, who is in the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedlesPart:
    """Findings of the acupuncturist."""

    pattern: str = ""
    channel: str = ""
    tongue: str = ""
    pulse: str = ""
    palpation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestValue:
    """One movement test: one value, or one for each side, in the test's unit."""

    __test__ = False  # not for pytest

    test: str
    value: Decimal | None = None
    left: Decimal | None = None
    right: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementPart:
    """Findings of the physiotherapist."""

    posture: str = ""
    neuro: str = ""
    """Strength, feeling and reflexes of the nerves."""
    note: str = ""
    tests: tuple[TestValue, ...] = ()


Part = Story | NeedlesPart | MovementPart

SHAPES: dict[str, type[Story] | type[NeedlesPart] | type[MovementPart]] = {
    STORY: Story,
    NEEDLES: NeedlesPart,
    MOVEMENT: MovementPart,
}
"""The shape of each kind of part."""

_TEXTS = {
    STORY: ("told", "also_treating", "comfort"),
    NEEDLES: ("pattern", "channel", "tongue", "pulse", "palpation"),
    MOVEMENT: ("posture", "neuro", "note"),
}


def part_faults(kind: str, part: Part, facts: AssessFacts) -> Iterator[tuple[str, Words]]:
    """What is wrong with a part, by field: texts too long, ids nobody knows, values that no test has."""
    for name in _TEXTS[kind]:
        if len(getattr(part, name)) > LONGEST_TEXT:
            yield name, TOO_LONG
    if isinstance(part, Story):
        yield from _story_faults(part, facts)
    if isinstance(part, MovementPart):
        for value in part.tests:
            yield from _test_faults(value, facts)


def is_empty(part: Part) -> bool:
    """Whether nothing was written: such a part is not signed."""
    return part == type(part)()


def findings(part: MovementPart, facts: AssessFacts) -> tuple[MovementFinding, ...]:
    """What each test says, against the usual range and between the sides; what is not known says nothing."""
    found = (one for value in part.tests for one in _of(value, facts.tests[value.test]))
    return tuple(one for one in found if one.finding is not Finding.NOT_KNOWN)


def _of(value: TestValue, test: MovementTest) -> Iterator[MovementFinding]:
    for one in (value.value, value.left, value.right):
        if one is not None:
            yield against_usual(test, one)
    yield between_sides(test, value.left, value.right)


def _story_faults(story: Story, facts: AssessFacts) -> Iterator[tuple[str, Words]]:
    unknown = Words("This is not on the list any more. Choose again.")
    if set(story.regions) - {region.id for region in facts.regions}:
        yield "regions", unknown
    if set(story.factors) - {factor.id for factor in facts.factors}:
        yield "factors", unknown
    if {tried.result for tried in story.tried} - set(TRIED_RESULTS):
        yield "tried", unknown


def _test_faults(value: TestValue, facts: AssessFacts) -> Iterator[tuple[str, Words]]:
    test = facts.tests.get(value.test)
    if test is None:
        yield value.test, Words("This test is not on the list any more.")
        return
    low, high = test.range
    for side in ("value", "left", "right"):
        one = getattr(value, side)
        if one is not None and not low <= one <= high:
            yield f"{value.test}_{side}", Words("Write a number from {low} to {high}.", low=low, high=high)
