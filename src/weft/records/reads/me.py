"""A person's own home page: today's number, the next trip, what to do at home, the way to say that it is worse."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from weft.core.plan.figure import Line, Pose
from weft.core.shared.care import Action
from weft.core.shared.words import Words
from weft.draw.curve_data import score
from weft.library.accepted import is_accepted
from weft.library.knowledge import knowledge
from weft.records.access import Member, NotFound, PersonSeen, Purpose, person_for
from weft.records.activities import NAMED, activities_of
from weft.records.adjusting import REVIEW_MEASURE
from weft.records.models import EpisodeState, PlanState, ScoreSource, Watch, WatchState
from weft.records.reads.home_sheet import home_exercises
from weft.records.reads.measure_activities import ActivitiesAsked, asked_of
from weft.records.reads.person_rows import Rows, clinical_rows, with_records, with_what_was_agreed
from weft.records.reads.person_shapes import TripSeen
from weft.records.reads.person_side import phase_now, trips_ahead
from weft.records.screenings import clearance_of, latest_of


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One phase of the plan as a step of the way."""

    name: Words
    is_done: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class AtHome:
    """One home exercise."""

    name: Words
    dose: Words
    how: Words
    stop: Words
    poses: tuple[Pose, ...]
    props: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class WatchDue:
    """A question after discharge that waits for an answer."""

    id: UUID
    question: Words


@dataclass(frozen=True, slots=True)
class MyHome:
    """What a person sees first."""

    name: str
    today: date
    tapped: str
    """Today's number, empty while not tapped."""
    week_ago: str
    trip: TripSeen | None
    is_today: bool
    exercises: tuple[AtHome, ...]
    phases: tuple[PhaseStep, ...]
    has_plan: bool
    plan_is_draft: bool
    watch: WatchDue | None
    is_discharged: bool
    stay_well: tuple[str, ...]
    activities: ActivitiesAsked | None
    """The things that they have named; None after care."""


def my_home(by: Member) -> MyHome:
    """One's own home page.

    Raises:
        NotFound: The member has no record of their own here.
    """
    person = _own(by)
    rows = with_what_was_agreed(with_records(clinical_rows(person, is_whole=False)))
    episode, phase = rows.episode, phase_now(rows)
    is_discharged = episode is not None and episode.state != EpisodeState.OPEN
    trip = next(iter(trips_ahead(rows.visits, rows.today)), None)
    has_plan = rows.plan is not None and not is_discharged
    return MyHome(
        name=person.known_as or person.name,
        today=rows.today,
        tapped=_tap(rows, rows.today),
        week_ago=_tap(rows, rows.today - timedelta(days=7)),
        trip=trip,
        is_today=trip is not None and trip.on == rows.today,
        exercises=_exercises(rows) if has_plan else (),
        phases=_phases(rows) if has_plan and phase else (),
        has_plan=has_plan,
        plan_is_draft=bool(has_plan and episode and episode.plan.state == PlanState.DRAFT),
        watch=_watch(rows),
        is_discharged=is_discharged,
        stay_well=_stay_well(rows) if is_discharged else (),
        activities=_activities(rows) if episode and not is_discharged else None,
    )


@dataclass(frozen=True, slots=True)
class MyStop:
    """What the latest answers ask a person to do."""

    is_emergency: bool
    told: tuple[Words, ...]


def my_stop(by: Member) -> MyStop:
    """What one's own latest answers ask for; nothing when they raise no danger sign.

    Raises:
        NotFound: The member has no record of their own here.
    """
    own = _own(by)
    row = latest_of(own.id, by.clinic_id)
    if row is None:
        return MyStop(is_emergency=False, told=())
    clearance = clearance_of(row)
    return MyStop(is_emergency=clearance.action is Action.EMERGENCY, told=clearance.told)


def my_watch(by: Member, watch_id: UUID) -> WatchDue:
    """One's own question after discharge.

    Raises:
        NotFound: Not theirs, or not to be had.
    """
    own = _own(by)
    row = Watch.objects.within(by.clinic_id).filter(id=watch_id, person_id=own.id).first()
    if row is None:
        raise NotFound
    return WatchDue(row.id, Words(knowledge().prevent.recurrence.question))


def _own(by: Member) -> PersonSeen:
    if by.person_id is None:
        raise NotFound
    return person_for(by, by.person_id, Purpose.OWN)


def _tap(rows: Rows, day: date) -> str:
    taps = [
        row.value
        for row in rows.scores
        if row.local_date == day and row.source == ScoreSource.CHECK_IN and row.measure == REVIEW_MEASURE
    ]
    return score(taps[-1]) if taps else ""


def _activities(rows: Rows) -> ActivitiesAsked | None:
    instrument = knowledge().measure.instruments[NAMED]
    if rows.episode is None or not is_accepted(instrument, rows.clinic.work_with_drafts_at is not None):
        return None
    return asked_of(activities_of(rows.episode), rows.scores, instrument)


def _exercises(rows: Rows) -> tuple[AtHome, ...]:
    lines = ((each, each.exercise) for each in home_exercises(rows))
    return tuple(AtHome(at.name, at.dose, at.how, Words(of.stop), of.poses, of.props) for at, of in lines)


def _phases(rows: Rows) -> tuple[PhaseStep, ...]:
    now = phase_now(rows)
    if rows.plan is None or now is None:
        return ()
    place = rows.plan.phases.index(now)
    return tuple(PhaseStep(each.name, n < place, n == place) for n, each in enumerate(rows.plan.phases))


def _watch(rows: Rows) -> WatchDue | None:
    waiting = (WatchState.WAITING, WatchState.ASKED)
    due = next((row for row in reversed(rows.watches) if row.due <= rows.today and row.state in waiting), None)
    return WatchDue(due.id, Words(knowledge().prevent.recurrence.question)) if due else None


def _stay_well(rows: Rows) -> tuple[str, ...]:
    found = getattr(rows.episode, "discharge", None)
    return tuple(text for text in found.stay_well.values() if text) if found else ()
