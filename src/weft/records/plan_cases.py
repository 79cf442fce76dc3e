"""The case that a plan is made for: everything that the assessment knows. What nobody has said stays unknown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from weft.core.assess.judge import Examined, Judged, JudgedKind, judge, limb_of
from weft.core.assess.movement_tests import Limb
from weft.core.assess.pictures import NerveState
from weft.core.assess.rules import Level
from weft.core.plan.case import Case, Problem
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.leads import with_implied
from weft.core.shared.care import Answer
from weft.library.knowledge import Knowledge
from weft.records.accepted import accepted_by
from weft.records.adjusting import standing_scores
from weft.records.assessments import Written, assessment_of, case_of, examined, written_of
from weft.records.models import Episode, ScoreMoment, ScoreSource, Screening

USUAL_PAIN = "nprs"
STABLE, WORSENING = "stable", "worsening"
_UNCHANGED = frozenset({NerveState.NORMAL, NerveState.TENSION})
_CHANGED = frozenset({NerveState.ONE_LEVEL, NerveState.SEVERAL_LEVELS})
_WORSE = frozenset({NerveState.WORSENING, NerveState.CORD})
"""A sign of the cord is no less urgent than a leg that grows weaker: no set is taken for either."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the examination says, by what it is about."""

    pictures: Mapping[str, str]
    nerves: Mapping[str, NerveState]
    irritability: str
    not_worse: bool
    """The danger signs of a nerve that loses strength were asked about, and every answer was no."""


def case_to_plan(episode: Episode, screening: Screening, *, pathway: str = "", wishes: Iterable[str] = ()) -> Case:
    """What planning is given: the records' case with what the examination says of each problem, and the wishes.

    It is judged anew from what is signed and saved: a problem may have been added since, or other answers given.
    """
    written = written_of(episode, screening)
    case = case_of(episode, written, screening.answers, pathway=pathway)
    return replace(case, problems=_known_problems(case, episode, written), wishes=tuple(wishes))


def leg_signs(state: NerveState, *, not_worse: bool) -> str:
    """What the nerve tests of the legs mean for a plan: stable, worsening, or empty while nobody can say.

    Args:
        state: What the tests say together.
        not_worse: Somebody asked whether it gets worse, and it does not. Changed nerves alone do not say so.
    """
    if state in _WORSE:
        return WORSENING
    return STABLE if state in _UNCHANGED or (state in _CHANGED and not_worse) else ""


def _known_problems(case: Case, episode: Episode, written: Written) -> tuple[Problem, ...]:
    assessment = assessment_of(episode)
    if assessment is None or not written.parts_in(assessment):
        return case.problems
    known = accepted_by(episode.clinic)
    seen = examined(assessment, written)
    found = _found(judge(seen, known.assess), case.answers, known)
    pain = _pain(episode)
    return tuple(_known(problem, place, found, seen, pain) for place, problem in enumerate(case.problems))


def _known(problem: Problem, place: int, found: _Found, seen: Examined, pain: Mapping[str, int]) -> Problem:
    limb = limb_of(problem.region)
    nerves = found.nerves.get(limb.value, NerveState.NOT_EXAMINED)
    return replace(
        problem,
        pain=pain.get(problem.id),
        # How often it was there before is asked once: it is about what brings the person here.
        episodes_before=seen.story.earlier_episodes if place == 0 else None,
        leg_signs=leg_signs(nerves, not_worse=found.not_worse) if limb is Limb.LEG else "",
        irritability=found.irritability,
        picture=found.pictures.get(problem.id, ""),
    )


def _found(judged: Iterable[Judged], answers: Mapping[str, Answer], known: Knowledge) -> _Found:
    said = tuple(judged)
    levels = [one.found for one in said if one.kind is JudgedKind.IRRITABILITY and one.found != Level.NOT_KNOWN]
    return _Found(
        pictures={one.about: one.found for one in said if one.kind is JudgedKind.PICTURE},
        nerves={one.about: NerveState(one.found) for one in said if one.kind is JudgedKind.NERVES},
        irritability=levels[0] if levels else "",
        not_worse=_not_worse(answers, known.screen, known.assess.neuro.ask_when_worse),
    )


def _not_worse(answers: Mapping[str, Answer], facts: ScreenFacts, flags: Iterable[str]) -> bool:
    said, wanted = with_implied(answers, facts), frozenset(flags)
    asked = [
        question.id
        for flag in facts.red_flags
        if flag.id in wanted
        for question in flag.questions
        if set(question.asked_in) - {QuestionSet.EXAMINATION}
    ]
    return bool(asked) and all(said.get(each) == Answer.NO for each in asked)


def _pain(episode: Episode) -> dict[str, int]:
    """The usual pain last scored of each problem, by its key; a score of no problem says nothing about one."""
    rows = standing_scores(episode.person_id, episode.clinic_id).exclude(source=ScoreSource.CHECK_IN)
    rows = rows.filter(episode=episode, measure=USUAL_PAIN, moment=ScoreMoment.GENERAL, problem__isnull=False)
    return {key: round(Decimal(value)) for key, value in rows.values_list("problem__key", "value")}
