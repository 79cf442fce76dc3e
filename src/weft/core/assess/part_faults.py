"""What is wrong with a part of an assessment before it is kept."""

from collections.abc import Iterator
from dataclasses import fields

from weft.core.assess.facts import AssessFacts
from weft.core.assess.movement_tests import MovementTest, choice_of
from weft.core.assess.parts import MovementPart, NeedlesPart, Part, Story, TestValue
from weft.core.assess.recorded import choices_of, values_of
from weft.core.assess.risk import start_back
from weft.core.plan.case import TRIED_RESULTS
from weft.core.shared.words import Words

LONGEST_TEXT = 4000
TOO_LONG = Words("This is longer than {longest} characters. Keep what matters.", longest=LONGEST_TEXT)
UNKNOWN = Words("This is not on the list any more. Choose again.")
MOST_EPISODES = 999

_STORY_LISTS = {"behaviour": "behaviour", "weighs": "weighs", "comfort_choices": "comfort"}
_NEEDLES_LISTS = {name: name for name in ("patterns", "channels", "tongue_body", "tongue_coat", "pulses")}


def part_faults(part: Part, facts: AssessFacts) -> Iterator[tuple[str, Words]]:
    """What is wrong with a part, by field: texts too long, ids nobody knows, values that no test has."""
    for field in fields(part):
        if isinstance(text := getattr(part, field.name), str) and len(text) > LONGEST_TEXT:
            yield field.name, TOO_LONG
    if isinstance(part, Story):
        yield from _story(part, facts)
    elif isinstance(part, NeedlesPart):
        yield from _off_list(part, _NEEDLES_LISTS, facts)
    else:
        yield from _movement(part, facts)


def _off_list(part: Part, lists: dict[str, str], facts: AssessFacts) -> Iterator[tuple[str, Words]]:
    for name, list_id in lists.items():
        listed = facts.lists.get(list_id)
        known = {choice.id for choice in listed.choices} if listed else set()
        if set(getattr(part, name)) - known:
            yield name, UNKNOWN


def _story(story: Story, facts: AssessFacts) -> Iterator[tuple[str, Words]]:
    if set(story.regions) - {region.id for region in facts.regions}:
        yield "regions", UNKNOWN
    if set(story.factors) - {factor.id for factor in facts.factors}:
        yield "factors", UNKNOWN
    if {tried.result for tried in story.tried} - set(TRIED_RESULTS):
        yield "tried", UNKNOWN
    yield from _off_list(story, _STORY_LISTS, facts)
    if {said.question for said in story.risk} - {question.id for question in facts.risk.questions}:
        yield "risk", UNKNOWN
    if not 0 <= (story.earlier_episodes or 0) <= MOST_EPISODES:
        yield "earlier_episodes", Words("Write a number from {low} to {high}.", low=0, high=MOST_EPISODES)
    if fault := totals_fault(story.start_back_total, story.start_back_mind, facts):
        yield "start_back_total", fault


def totals_fault(total: int | None, mind: int | None, facts: AssessFacts) -> Words | None:
    """What is wrong with the two totals of the licensed questionnaire; None when they fit, or both are left out."""
    if total is None and mind is None:
        return None
    if total is None or mind is None:
        return Words("Write both numbers, or neither.")
    try:
        start_back(total, mind, facts.start_back, facts.risk)
    except ValueError:
        most, part = facts.start_back.total_most, facts.start_back.mind_most
        message = "The total runs from 0 to {most}; of these 0 to {part} are of the psychological part."
        return Words(message, most=most, part=part)
    return None


def _movement(part: MovementPart, facts: AssessFacts) -> Iterator[tuple[str, Words]]:
    for value in part.tests:
        test = facts.tests.get(value.test)
        if test is None:
            yield value.test, Words("This test is not on the list any more.")
        else:
            yield from _test(value, test)
    for name in ("flares", "settles"):
        if getattr(part, name) not in {"", *(choice.id for choice in getattr(facts.irritability, name))}:
            yield name, UNKNOWN
    if part.stirred_pain is not None and not 0 <= part.stirred_pain <= 10:
        yield "stirred_pain", Words("Write a number from {low} to {high}.", low=0, high=10)


def _test(value: TestValue, test: MovementTest) -> Iterator[tuple[str, Words]]:
    for side, number in values_of(value):
        place = f"{value.test}_{side or 'value'}"
        if test.range is None:
            yield place, UNKNOWN
        elif not test.range[0] <= number <= test.range[1]:
            yield place, Words("Write a number from {low} to {high}.", low=test.range[0], high=test.range[1])
    for side, choice in choices_of(value):
        if choice_of(test, choice) is None:
            yield f"{value.test}_{side or 'value'}", UNKNOWN
