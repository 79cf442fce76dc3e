"""Prevent: an episode ends well, is watched, and there is a short way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from weft.core.book.contact import note_fault
from weft.core.plan.case import Problem as CaseProblem
from weft.core.prevent.discharge import GoalAsked, may_discharge, recurrence_dates
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import Job, Member, Purpose, clinic_of, person_for, row_of
from weft.records.actions.assess import open_episode
from weft.records.actions.base import action
from weft.records.actions.measure import record_scores
from weft.records.assessments import problems_of
from weft.records.discharging import require_nothing_open
from weft.records.models import (
    Course,
    CourseState,
    Discharge,
    Episode,
    EpisodeState,
    Goal,
    Plan,
    PlanState,
    Review,
    Task,
    Watch,
)
from weft.records.refused import Reason, Refused
from weft.records.signing import signer

ENDED_TASKS = ("review_due", "rebook", "silent", "discharge", "ask_measure", "missed_visits")
"""Kinds of task that a discharge finishes: nobody reviews or rebooks what has ended."""


class Why(StrEnum):
    """Why care ends."""

    FINISHED = "finished"
    MOVED_AWAY = "moved_away"
    REFERRED = "referred"
    STOPPED_COMING = "stopped_coming"
    OWN_WISH = "own_wish"


@dataclass(frozen=True, slots=True)
class GoalAnswer:
    """One own goal, asked at discharge."""

    goal_id: UUID
    reached: Decimal | None = None
    """0-10 as the person sees it; None when they would rather not say."""


@dataclass(frozen=True, slots=True)
class Discharged:
    """What a discharge left behind."""

    id: UUID
    watch_ids: tuple[UUID, ...]
    """The recurrence questions, in the order of their days."""


@action
def discharge(
    *, by: Member, episode_id: UUID, goals: Sequence[GoalAnswer] = (), said_no_goals: bool = False,
    reason: str = Why.FINISHED, stay_well: Mapping[str, str] | None = None, summary: str = "", what_next: str = "",
) -> Discharged:  # fmt: skip
    """End an episode: goals asked, stay-well plan written, recurrence questions set, plan and course ended.

    A goal that was asked and not reached does not hold a person back.

    Args:
        by: A clinician.
        episode_id: What ends.
        goals: An answer for each of the person's own goals.
        said_no_goals: The person was asked and named none.
        reason: One of `Why`.
        stay_well: ``keep`` (what to go on doing), ``watch_for`` (early signs), ``way_back`` (what to do then).
        summary: In a few words, how it went.
        what_next: For goals that were not fully reached: what they go on to do, and with whom.

    Returns:
        The discharge; or Refused: ALREADY_DONE, NEEDLES_IN, NOT_POSSIBLE (a note unsigned, a visit still booked),
        MISSING (a goal not asked).
    """
    by.need(Job.RECORD)
    episode = row_of(Episode, by, episode_id, for_update=True)
    person_for(by, episode.person_id, Purpose.CARE)
    if episode.state != EpisodeState.OPEN:
        raise Refused(Reason.ALREADY_DONE, Words("This care has ended already."))
    why, written = Why(reason), dict(stay_well or {})
    _check_texts(summary, what_next, *written.values())
    require_nothing_open(episode)
    _ask_goals(episode, goals, said_no_goals=said_no_goals, by=by)
    made = Discharge.objects.create(
        clinic_id=by.clinic_id, person_id=episode.person_id, episode=episode, reason=why.value,
        summary={"words": summary.strip(), "next": what_next.strip()}, stay_well=written, by=signer(by), at=clock.now(),
    )  # fmt: skip
    _close(episode, made, by)
    return Discharged(made.id, _watch(episode, by))


@action
def come_back(*, by: Member, person_id: UUID) -> UUID:
    """Begin care again after a discharge: a new episode that follows the old one, with its problems to be asked again.

    The watch over the old one ends.

    Returns:
        Id of the new episode; or Refused: ALREADY_DONE (one is open), NOT_POSSIBLE (there was none before).
    """
    by.need(Job.RECORD)
    person_for(by, person_id, Purpose.CARE)
    rows = Episode.objects.within(by.clinic_id).filter(person_id=person_id).select_for_update()
    before = rows.order_by("-opened_at", "-made_at").first()
    if before is None:
        says = Words("This person has not been in care here before. Begin with an assessment.")
        raise Refused(Reason.NOT_POSSIBLE, says)
    if before.state == EpisodeState.OPEN:
        raise Refused(Reason.ALREADY_DONE, Words("Care is open already."))
    opened = open_episode(by=by, person_id=person_id, problems=_problems(before, by))
    if isinstance(opened, Refused):
        raise opened
    Watch.objects.within(by.clinic_id).filter(episode=before, state__in=("waiting", "asked")).update(state="closed")
    return opened.episode_id


def _problems(before: Episode, by: Member) -> tuple[CaseProblem, ...]:
    """What they came with last time, as old as it is now: the assessment asks about each again."""
    today = clock.today(clinic_of(by.clinic_id).zone)
    return tuple(
        CaseProblem(
            id=row.key, region=row.region, text=row.text,
            since_weeks=(row.since_weeks or 0) + max((today - row.noted_on).days // 7, 0),
            radiates_to=row.radiates_to, aggravated_by=tuple(row.aggravated_by),
        )
        for row in problems_of(before)
    )  # fmt: skip


def _check_texts(*texts: str) -> None:
    if fault := next(filter(None, map(note_fault, texts)), None):
        raise Refused(Reason.NOT_POSSIBLE, fault)


def _ask_goals(episode: Episode, answers: Sequence[GoalAnswer], *, said_no_goals: bool, by: Member) -> None:
    today = clock.today(clinic_of(by.clinic_id).zone)
    said = {answer.goal_id: answer for answer in answers}
    rows = tuple(Goal.objects.within(by.clinic_id).filter(episode=episode, retired_at__isnull=True))
    asked = tuple(
        GoalAsked(row.words, today if row.id in said else None, said[row.id].reached if row.id in said else None)
        for row in rows
    )
    gate = may_discharge(asked, said_no_goals=said_no_goals)
    if not gate.is_open:
        raise Refused(Reason.MISSING, gate.why.words)
    values = {row.id: said[row.id].reached for row in rows if row.id in said}
    given = {goal_id: value for goal_id, value in values.items() if value is not None}
    if given:
        kept = record_scores(by=by, person_id=episode.person_id, goals=given)
        if isinstance(kept, Refused):
            raise kept


def _close(episode: Episode, ended_by: Discharge, by: Member) -> None:
    ended = {"done_at": clock.now(), "done_by_id": by.user_id}
    episode.state, episode.closed_at, episode.discharge = EpisodeState.DISCHARGED, clock.now(), ended_by
    episode.save(update_fields=["state", "closed_at", "discharge"])
    Plan.objects.within(by.clinic_id).filter(episode=episode).update(state=PlanState.ENDED)
    Course.objects.within(by.clinic_id).filter(episode=episode).update(state=CourseState.ENDED)
    Review.objects.within(by.clinic_id).filter(episode=episode, done_at__isnull=True).update(**ended)
    tasks = Task.objects.within(by.clinic_id).filter(person_id=episode.person_id, done_at__isnull=True)
    tasks.filter(kind__in=ENDED_TASKS).update(outcome="discharged", **ended)


def _watch(episode: Episode, by: Member) -> tuple[UUID, ...]:
    today = clock.today(clinic_of(by.clinic_id).zone)
    days = recurrence_dates(knowledge().prevent.recurrence, today)
    return tuple(
        Watch.objects.create(clinic_id=by.clinic_id, person_id=episode.person_id, episode=episode, due=day).id
        for day in days
    )
