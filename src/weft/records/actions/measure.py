"""Scores: what a person or a clinician says on a scale, kept as it was said. Each lets the rules look again."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from weft.core.measure.reading import positives
from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import clock, wordings
from weft.records.access import Member, NotFound, Purpose, clinic_of, person_for, row_of, system_of
from weft.records.actions import adjust
from weft.records.actions.base import action, once
from weft.records.actions.measure_activities import NONE_GIVEN, ActivitiesGiven, told_activities
from weft.records.actions.measure_given import OWN_GOAL, Answers, Given, numbers, shown
from weft.records.actions.measure_given import forms as forms_given
from weft.records.actions.measure_given import goals as goals_given
from weft.records.actions.measure_talk import TooLittle, ask_a_clinician, no_score
from weft.records.models import Episode, EpisodeState, Problem, Score, ScoreMoment, ScoreSource, Visit
from weft.records.phases import latest_episode
from weft.records.refused import Reason, Refused

__all__ = [
    "NONE_GIVEN",
    "OWN_GOAL",
    "ActivitiesGiven",
    "Answers",
    "ask_where_needed",
    "columns_of",
    "keep_given",
    "keep_scores",
    "look_again",
    "record_scores",
]


@action
def record_scores(  # noqa: PLR0913  one form: numbers, goals, named things, a questionnaire, and when they were said
    *, by: Member, person_id: UUID, scores: Mapping[str, Decimal] | None = None,
    goals: Mapping[UUID, Decimal] | None = None, forms: Mapping[str, Answers] | None = None,
    activities: ActivitiesGiven = NONE_GIVEN,
    moment: str = "general", source: str = "person", visit_id: UUID | None = None, key: str = "",
) -> tuple[UUID, ...] | Refused:  # fmt: skip
    """Keep scores of one person: by a clinician, or by the person about themselves.

    The scores belong to the person's newest episode. While it is open, the rules of adjust look at it again.

    Args:
        by: A clinician, or the person.
        person_id: Whose scores.
        scores: Value by instrument id (``nprs``, ``psfs``…), in points of its scale.
        goals: Value by goal id, on the goal's own measure.
        forms: Answers by item, by the id of a measure of several items. Our paraphrase of a questionnaire has an id of
            its own, and is kept under it.
        activities: Numbers for the things that the person has named, things named now, things no longer asked.
        moment: ``general``, ``before_needles``, ``after_needles``, ``after_movement`` or ``next_day``.
        source: ``person`` (asked), ``clinician`` (judged) or ``check_in`` (today's tap).
        visit_id: The visit in which it was asked.
        key: One-time key of the form.

    Returns:
        Ids of the scores in the order given, that of the named things last (none while no number was given to any); or
        Refused: MISSING (nothing given, or too little for a score), NOT_POSSIBLE (not on the scale, too many things),
        NOT_AGREED (wording or permission is missing). Too little for a score can
        still be enough to ask for a clinician: then the task is raised, and nothing else is kept.

    Raises:
        NotFound, NotAllowed: Not theirs to record.
        ValueError: An unknown moment or source.
    """
    is_own = by.person_id == person_id
    person_for(by, person_id, Purpose.OWN if is_own else Purpose.CARE)
    kind = (ScoreMoment(moment), ScoreSource(source))
    if is_own and kind[1] is ScoreSource.CLINICIAN:
        raise NotFound
    if visit_id and row_of(Visit, by, visit_id).person_id != person_id:
        raise NotFound
    try:
        given = (
            *numbers(scores or {}, by), *goals_given(goals or {}, person_id, by), *forms_given(forms or {}, by)
        )  # fmt: skip
    except TooLittle as few:
        return no_score(few, person_id, by)
    if not given and activities.is_empty:
        raise Refused(Reason.MISSING, Words("Give at least one number."))
    return once(
        lambda: keep_given(
            by, person_id, (*given, *told_activities(activities, person_id, by)), kind, visit_id=visit_id
        ),
        by=by, name="measure.record_scores", key=key,
        keep=lambda made: [str(each) for each in made],
        found=lambda kept: tuple(UUID(each) for each in kept),
    )  # fmt: skip


def keep_scores(
    *, by: Member, episode: Episode, values: Mapping[str, Decimal], problem: Problem | None = None,
    activities: ActivitiesGiven = NONE_GIVEN,
) -> tuple[UUID, ...]:  # fmt: skip
    """Keep what the person said in an examination. For use inside an action that has opened the person already.

    Raises:
        Refused: NOT_POSSIBLE for a measure that the clinic does not have, or a value that is not on its scale.
    """
    given, kind = tuple(numbers(values, by)), (ScoreMoment.GENERAL, ScoreSource.PERSON)
    named = told_activities(activities, episode.person_id, by)
    return keep_given(by, episode.person_id, (*given, *named), kind, episode=episode, problem=problem)


def keep_given(
    by: Member, person_id: UUID, given: tuple[Given, ...], kind: tuple[ScoreMoment, ScoreSource], *,
    visit_id: UUID | None = None, episode: Episode | None = None, problem: Problem | None = None,
) -> tuple[UUID, ...]:  # fmt: skip
    """Keep what was checked, ask for a clinician where an answer says so, and let the rules look again."""
    belongs = episode or latest_episode(person_id, by.clinic_id)
    today = clock.today(clinic_of(by.clinic_id).zone)
    made = tuple(
        Score.objects.create(
            clinic_id=by.clinic_id, person_id=person_id, episode=belongs, problem=problem, goal_id=one.goal_id,
            visit_id=visit_id, moment=kind[0], source=kind[1], at=clock.now(), local_date=today, by_id=by.user_id,
            **columns_of(one),
        ).id
        for one in given
    )  # fmt: skip
    for each in given:
        ask_where_needed(each, person_id, by)
    look_again(belongs, by)
    return made


def columns_of(one: Given) -> dict[str, Any]:
    """What a score's row holds of the value itself: the number, what it was made from, and what was shown."""
    return {
        "measure": one.instrument.id,
        "value": one.value,
        "wording": wordings.keep(*shown(one)),
        "taken_in": one.taken_in,
        "answers": to_json(dict(one.answers)),
        "parts": to_json(dict(one.scored.parts)) if one.scored else {},
        "explained": to_json(one.scored.why) if one.scored else None,
    }


def ask_where_needed(one: Given, person_id: UUID, by: Member) -> None:
    """A task for a clinician where an answer to a screen reaches its limit. For use inside an action."""
    if one.scored and (asks := positives(one.instrument, one.scored)):
        ask_a_clinician(asks, person_id, by)


def look_again(episode: Episode | None, by: Member) -> None:
    """Let the rules look at an open episode, in the product's own name. For use inside an action."""
    if episode is not None and episode.state == EpisodeState.OPEN:
        adjust.look(by=system_of(by.clinic_id), episode_id=episode.id)
