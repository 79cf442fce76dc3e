"""Scores: what a person or a clinician says on a scale, kept as it was said. Each lets the rules look again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from weft.core.measure.facts import Instrument
from weft.core.measure.scoring import scale_fault
from weft.core.shared.words import Words
from weft.records import clock, wordings
from weft.records.accepted import accepted_in
from weft.records.access import Member, NotFound, Purpose, clinic_of, person_for, row_of, system_of
from weft.records.actions import adjust
from weft.records.actions.base import action, once
from weft.records.models import Episode, EpisodeState, Goal, Problem, Score, ScoreMoment, ScoreSource, Visit
from weft.records.phases import latest_episode
from weft.records.refused import Reason, Refused

OWN_GOAL = "own_goal"
"""Instrument of a goal that names no other."""


@dataclass(frozen=True, slots=True)
class _Given:
    """One value, checked."""

    instrument: Instrument
    value: Decimal
    goal_id: UUID | None = None


@action
def record_scores(
    *, by: Member, person_id: UUID, scores: Mapping[str, Decimal] | None = None,
    goals: Mapping[UUID, Decimal] | None = None, moment: str = "general", source: str = "person",
    visit_id: UUID | None = None, key: str = "",
) -> tuple[UUID, ...]:  # fmt: skip
    """Keep scores of one person: by a clinician, or by the person about themselves.

    The scores belong to the person's newest episode. While it is open, the rules of adjust look at it again.

    Args:
        by: A clinician, or the person.
        person_id: Whose scores.
        scores: Value by instrument id (``nprs``, ``psfs``…), in points of its scale.
        goals: Value by goal id, on the goal's own measure.
        moment: ``general``, ``before_needles``, ``after_needles``, ``after_movement`` or ``next_day``.
        source: ``person`` (asked), ``clinician`` (judged) or ``check_in`` (today's tap).
        visit_id: The visit in which it was asked.
        key: One-time key of the form.

    Returns:
        Ids of the scores in the order given; or Refused: MISSING (nothing given), NOT_POSSIBLE (not on the scale).

    Raises:
        NotFound, NotAllowed: Not theirs to record.
        ValueError: An unknown moment or source.
    """
    is_own = by.person_id == person_id
    person_for(by, person_id, Purpose.OWN if is_own else Purpose.CARE)
    kind = (ScoreMoment(moment), ScoreSource(source))
    given = (*_measures(scores or {}, by), *_goals(goals or {}, person_id, by))
    if not given:
        raise Refused(Reason.MISSING, Words("Give at least one number."))
    if is_own and kind[1] is ScoreSource.CLINICIAN:
        raise NotFound
    if visit_id and row_of(Visit, by, visit_id).person_id != person_id:
        raise NotFound
    return once(
        lambda: _keep(by, person_id, given, kind, visit_id=visit_id),
        by=by, name="measure.record_scores", key=key,
        keep=lambda made: [str(each) for each in made],
        found=lambda kept: tuple(UUID(each) for each in kept),
    )  # fmt: skip


def keep_scores(
    *, by: Member, episode: Episode, values: Mapping[str, Decimal], problem: Problem | None = None
) -> tuple[UUID, ...]:
    """Keep what the person said in an examination. For use inside an action that has opened the person already.

    Raises:
        Refused: NOT_POSSIBLE for a measure that the clinic does not have, or a value that is not on its scale.
    """
    given, kind = tuple(_measures(values, by)), (ScoreMoment.GENERAL, ScoreSource.PERSON)
    return _keep(by, episode.person_id, given, kind, episode=episode, problem=problem)


def _measures(scores: Mapping[str, Decimal], by: Member) -> Iterator[_Given]:
    instruments = accepted_in(by.clinic_id).measure.instruments
    for name, value in scores.items():
        yield _checked(_instrument(name, instruments), value)


def _goals(goals: Mapping[UUID, Decimal], person_id: UUID, by: Member) -> Iterator[_Given]:
    instruments = accepted_in(by.clinic_id).measure.instruments
    for goal_id, value in goals.items():
        goal = row_of(Goal, by, goal_id)
        if goal.person_id != person_id:
            raise NotFound
        yield _checked(_instrument(goal.measure or OWN_GOAL, instruments), value, goal_id)


def _instrument(name: str, instruments: Mapping[str, Instrument]) -> Instrument:
    if name not in instruments:
        raise Refused(
            Reason.NOT_POSSIBLE, Words("The clinic accepts no measure “{name}”. Leave it empty.", name=name[:40])
        )
    return instruments[name]


def _checked(instrument: Instrument, value: Decimal, goal_id: UUID | None = None) -> _Given:
    if fault := scale_fault(instrument, value):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    return _Given(instrument, value, goal_id)


def _keep(
    by: Member, person_id: UUID, given: tuple[_Given, ...], kind: tuple[ScoreMoment, ScoreSource], *,
    visit_id: UUID | None = None, episode: Episode | None = None, problem: Problem | None = None,
) -> tuple[UUID, ...]:  # fmt: skip
    belongs = episode or latest_episode(person_id, by.clinic_id)
    today = clock.today(clinic_of(by.clinic_id).zone)
    made = tuple(
        Score.objects.create(
            clinic_id=by.clinic_id, person_id=person_id, episode=belongs, problem=problem, goal_id=one.goal_id,
            visit_id=visit_id, measure=one.instrument.id, value=one.value, moment=kind[0], source=kind[1],
            at=clock.now(), local_date=today, wording=wordings.keep(Words(one.instrument.question)), by_id=by.user_id,
        ).id
        for one in given
    )  # fmt: skip
    look_again(belongs, by)
    return made


def look_again(episode: Episode | None, by: Member) -> None:
    """Let the rules look at an open episode, in the product's own name. For use inside an action."""
    if episode is not None and episode.state == EpisodeState.OPEN:
        adjust.look(by=system_of(by.clinic_id), episode_id=episode.id)
