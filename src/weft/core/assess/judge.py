"""Everything that an examination says so far, put together for the page and kept at signing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from weft.core.assess.factors import Looked, suggest_factors
from weft.core.assess.facts import AssessFacts
from weft.core.assess.findings import as_chosen
from weft.core.assess.irritability import irritability
from weft.core.assess.movement_tests import Limb, choice_of
from weft.core.assess.neuro import NeuroFound, neuro_summary
from weft.core.assess.parts import MovementPart, Story
from weft.core.assess.picture import working_picture
from weft.core.assess.pictures import NerveState
from weft.core.assess.recorded import choices_of, findings
from weft.core.assess.risk import counting, risk, start_back
from weft.core.assess.rules import LevelChoice
from weft.core.assess.stage import stage
from weft.core.plan.case import Problem
from weft.core.shared.care import Answer, Outcome
from weft.core.shared.explained import Explanation
from weft.core.shared.words import Words

ARM_REGIONS = frozenset({"neck", "head", "shoulder", "arm", "hand"})
"""Regions whose nerves go to the arms; all others go to the legs."""


class JudgedKind(StrEnum):
    """What one line is about."""

    STAGE = "stage"
    PICTURE = "picture"
    IRRITABILITY = "irritability"
    NERVES = "nerves"
    SIGN = "sign"
    """One word of one test that asks for a danger sign by itself."""
    RISK = "risk"
    LICENSED_RISK = "licensed_risk"
    FACTOR = "factor"


@dataclass(frozen=True, slots=True)
class Judged:
    """One decision about an examination, with what it rests on."""

    kind: JudgedKind
    about: str
    """Key of the problem, limb or factor it is about; empty for the whole person."""
    found: str
    """What came out: a stage, a picture, a level, a state, a band, a factor's id."""
    why: Explanation
    name: Words | None = None
    """Name of what was found, where it has one of its own."""
    red_flags: tuple[str, ...] = ()
    """Danger signs to ask about now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What is known when an examination is judged."""

    problems: tuple[Problem, ...]
    story: Story
    movement: MovementPart
    before: MovementPart | None = None
    """The movement part of the examination before this one."""
    outcome: Outcome | None = None
    """Of the health questions; None when they are not answered."""


def limb_of(region: str) -> Limb:
    """Which limb's nerves a region goes with."""
    return Limb.ARM if region in ARM_REGIONS else Limb.LEG


def judge(examined: Examined, facts: AssessFacts) -> tuple[Judged, ...]:
    """All decisions in order: stage and picture of each problem, nerves, signs, irritability, risk, factors."""
    nerves = {limb: neuro_summary(examined.movement, facts, limb, before=examined.before) for limb in Limb}
    return (
        *_of_problems(examined, facts, nerves),
        *_of_nerves(examined, nerves),
        *_of_words(examined.movement, facts),
        *_of_person(examined, facts),
        *_factors(examined, facts, nerves),
    )


def _of_problems(examined: Examined, facts: AssessFacts, nerves: dict[Limb, NeuroFound]) -> Iterator[Judged]:
    for place, problem in enumerate(examined.problems):
        # How often it was there before is asked once: it is about what brings the person here.
        before = examined.story.earlier_episodes if place == 0 else None
        lasted = stage(problem.since_weeks, facts.stage, earlier_episodes=before)
        yield Judged(JudgedKind.STAGE, problem.id, lasted.stage.value, lasted.why)
        limb = nerves[limb_of(problem.region)]
        looks = working_picture(problem, examined.story, facts, nerves=limb, outcome=examined.outcome)
        yield Judged(JudgedKind.PICTURE, problem.id, looks.kind.value, looks.why, looks.name)


def _of_nerves(examined: Examined, nerves: dict[Limb, NeuroFound]) -> Iterator[Judged]:
    asked = {limb_of(problem.region) for problem in examined.problems}
    for limb, found in nerves.items():
        if limb in asked or found.state is not NerveState.NOT_EXAMINED:
            yield Judged(JudgedKind.NERVES, limb.value, found.state.value, found.why, red_flags=found.red_flags)


def _of_words(part: MovementPart, facts: AssessFacts) -> Iterator[Judged]:
    """Words that ask for a danger sign by themselves: a foot that drops is no nerve test and means as much."""
    known = ((facts.tests[value.test], value) for value in part.tests if value.test in facts.tests)
    for test, value in known:
        for side, word in choices_of(value):
            chosen = choice_of(test, word)
            if chosen and chosen.asks:
                why = as_chosen(test, word, side).why
                yield Judged(JudgedKind.SIGN, test.id, word, why, Words(test.name), red_flags=chosen.asks)


def _of_person(examined: Examined, facts: AssessFacts) -> Iterator[Judged]:
    part, story, rule = examined.movement, examined.story, facts.irritability
    flares, settles = _listed(rule.flares, part.flares), _listed(rule.settles, part.settles)
    stirred = irritability(rule, flares=flares, settles=settles, pain=part.stirred_pain)
    yield Judged(JudgedKind.IRRITABILITY, "", stirred.level.value, stirred.why)
    stays = risk(_answers(story, facts), facts.risk)
    yield Judged(JudgedKind.RISK, "", stays.band.value, stays.why, stays.note)
    if story.start_back_total is not None and story.start_back_mind is not None:
        entered = start_back(story.start_back_total, story.start_back_mind, facts.start_back, facts.risk)
        yield Judged(JudgedKind.LICENSED_RISK, "", entered.band.value, entered.why, entered.note)


def _factors(examined: Examined, facts: AssessFacts, nerves: dict[Limb, NeuroFound]) -> Iterator[Judged]:
    story = examined.story
    looked = Looked(
        findings=findings(examined.movement, facts),
        weighs=story.weighs,
        behaviour=story.behaviour,
        spreads=tuple(problem.radiates_to for problem in examined.problems),
        nerves=tuple(found.state for found in nerves.values()),
        risk=counting(_answers(story, facts), facts.risk),
    )
    for one in suggest_factors(looked, facts):
        yield Judged(JudgedKind.FACTOR, one.id, one.id, one.why, one.name)


def _answers(story: Story, facts: AssessFacts) -> dict[str, Answer]:
    """Answers to questions that are still asked: a story may be older than the list."""
    asked = {question.id for question in facts.risk.questions}
    return {said.question: said.answer for said in story.risk if said.question in asked}


def _listed(choices: tuple[LevelChoice, ...], id_: str) -> str:
    return id_ if id_ in {choice.id for choice in choices} else ""
