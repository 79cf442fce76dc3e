"""My people: everybody in care whom this clinician has a part in, those who need attention first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import F, Max, Min, OuterRef, Q, Subquery

from weft.core.measure.change import Direction, change, is_judged, real_change_line
from weft.core.measure.facts import Instrument
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.words import Words
from weft.draw.curve_data import CurveData, Point, score
from weft.library.accepted import is_accepted
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records import clock
from weft.records.access import Job, Member, Purpose, people_for
from weft.records.adjusting import REVIEW_MEASURE, review_series
from weft.records.care_team import cares_for
from weft.records.models import (
    Clinic,
    Episode,
    EpisodeState,
    PlanVersion,
    Score,
    ScoreMoment,
    ScoreSource,
    Task,
    Visit,
    VisitState,
)
from weft.records.phases import local_day, phase_on
from weft.records.reads.curve import JUDGED, blank_curve
from weft.records.reads.inbox import KINDS, seen_by
from weft.records.reads.person_rows import GONE_BY, LOST
from weft.records.screenings import RED_ANSWER

A_PAGE = 48
SILENT = "silent"
CAME = (VisitState.ARRIVED, VisitState.IN_TREATMENT, VisitState.DONE)


class Order(StrEnum):
    """How the cards stand."""

    ATTENTION = "attention"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Card:
    """One person in care."""

    id: UUID
    name: str
    phase: Words | None
    """Where the plan is today; None while nobody has drafted one."""
    since_contact: int | None
    """Days since they came or answered; None when neither has happened yet."""
    next_on: date | None
    curve: CurveData
    moved: str
    """The first and the last score: ``6 → 3``; one number while there is only one; empty without any."""
    judged: Words | None
    waits: tuple[Words, ...]
    """What waits for a person, most urgent first."""
    is_red: bool
    is_worse: bool


@dataclass(frozen=True, slots=True)
class MyPeople:
    """One page of the cards."""

    cards: tuple[Card, ...]
    found: int
    number: int
    pages: int
    need: int
    """How many of all stand out: something waits, or they are worse."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the order needs to know of one episode."""

    episode: Episode
    scores: tuple[Score, ...]
    tasks: tuple[Task, ...]
    last_contact: date | None
    next_on: date | None
    began: date
    """Day 1: the first trip, else the day on which the episode was opened."""
    direction: Direction | None

    @property
    def rank(self) -> int:
        """0 first. Red answers, worse, silent, anything else that waits, no change, then the others."""
        kinds = {task.kind for task in self.tasks}
        if RED_ANSWER in kinds:
            return 0
        if self.direction is Direction.WORSE:
            return 1
        if SILENT in kinds:
            return 2
        if kinds:
            return 3
        return 4 if self.direction is Direction.SAME else 5


def my_people(by: Member, *, order: Order = Order.ATTENTION, number: int = 1) -> MyPeople:
    """Open care that this member has a part in; a page that is too far is the last one.

    Raises:
        NotAllowed: A member without the right to records.
    """
    by.need(Job.RECORD)
    clinic = Clinic.objects.get(id=by.clinic_id)
    today = clock.today(clinic.zone)
    known = _known(by, clinic, today)
    if order is Order.ATTENTION:
        known.sort(key=lambda one: (one.rank, one.last_contact or date.min))
    pages = max(-(-len(known) // A_PAGE), 1)
    place = min(max(number, 1), pages)
    shown = known[(place - 1) * A_PAGE : place * A_PAGE]
    people_for(by, [one.episode.person_id for one in shown], Purpose.CARE)
    plans = _plans([one.episode for one in shown], by)
    return MyPeople(
        cards=tuple(_card(one, clinic, today, plans.get(one.episode.id)) for one in shown),
        found=len(known),
        number=place,
        pages=pages,
        need=sum(one.rank <= 3 for one in known),
    )


def _known(by: Member, clinic: Clinic, today: date) -> list[_Known]:
    """By name. Six questions to the database, however many people there are."""
    mine = Q(person__needles_by_id=by.membership_id) | Q(person__movement_by_id=by.membership_id)
    rows = Episode.objects.within(by.clinic_id).filter(mine | cares_for(by, "person_id"), state=EpisodeState.OPEN)
    trips = Visit.objects.within(by.clinic_id).filter(episode=OuterRef("pk")).exclude(state__in=LOST)
    first = trips.exclude(kind__in=GONE_BY).order_by("local_date").values("local_date")[:1]
    named = rows.select_related("person").annotate(first_day=Subquery(first))
    episodes = list(named.order_by("person__name", "opened_at"))
    people = [one.person_id for one in episodes]
    scores, contacts, visits = _scores(episodes, by), _answered(people, by), _visits(people, by, today)
    tasks = _tasks(people, by)
    found = []
    for one in episodes:
        came, ahead = visits.get(one.person_id, (None, None))
        asked = tuple(scores.get(one.id, ()))
        found.append(
            _Known(
                episode=one,
                scores=asked,
                tasks=tuple(tasks.get(one.person_id, ())),
                last_contact=max(filter(None, (contacts.get(one.person_id), came)), default=None),
                next_on=ahead,
                began=one.first_day or local_day(one.opened_at, clinic.zone),
                direction=_direction(asked, clinic),
            )
        )
    return found


def _scores(episodes: Iterable[Episode], by: Member) -> dict[UUID, list[Score]]:
    rows = Score.objects.within(by.clinic_id).filter(
        episode_id__in=[one.id for one in episodes], measure=REVIEW_MEASURE, moment=ScoreMoment.GENERAL
    )
    asked = list(rows.exclude(source=ScoreSource.CHECK_IN).order_by("at", "made_at"))
    replaced = {row.replaces_id for row in asked}
    found: dict[UUID, list[Score]] = {}
    for row in asked:
        if row.id not in replaced and row.episode_id:
            found.setdefault(row.episode_id, []).append(row)
    return found


def _answered(people: list[UUID], by: Member) -> dict[UUID, date]:
    """The last day on which each of them gave a number, taps included."""
    rows = Score.objects.within(by.clinic_id).filter(person_id__in=people)
    return dict(rows.values("person_id").annotate(last=Max("local_date")).values_list("person_id", "last"))


def _visits(people: list[UUID], by: Member, today: date) -> dict[UUID, tuple[date | None, date | None]]:
    """The last day on which each of them came, and the next on which they are booked."""
    rows = Visit.objects.within(by.clinic_id).filter(person_id__in=people).values("person_id")
    days = rows.annotate(
        came=Max("local_date", filter=Q(state__in=CAME)),
        next=Min("local_date", filter=Q(state=VisitState.BOOKED, local_date__gte=today)),
    )
    return {row["person_id"]: (row["came"], row["next"]) for row in days}


def _tasks(people: list[UUID], by: Member) -> dict[UUID, list[Task]]:
    rows = Task.objects.within(by.clinic_id).filter(seen_by(by), person_id__in=people, done_at__isnull=True)
    found: dict[UUID, list[Task]] = {}
    for row in rows.order_by("due"):
        if row.person_id:
            found.setdefault(row.person_id, []).append(row)
    return found


def _plans(episodes: Iterable[Episode], by: Member) -> dict[UUID, PlanOfCare]:
    """The plan of each as it stands."""
    rows = PlanVersion.objects.within(by.clinic_id).filter(plan__episode_id__in=[one.id for one in episodes])
    newest = rows.annotate(newest=Max("plan__versions__number")).filter(number=F("newest"))
    found = newest.values_list("plan__episode_id", "content")
    return {episode_id: from_json(PlanOfCare, content) for episode_id, content in found}


def _judge(clinic: Clinic) -> Instrument | None:
    instrument = knowledge().measure.instruments[REVIEW_MEASURE]
    is_ours = is_accepted(instrument, clinic.work_with_drafts_at is not None)
    return instrument if is_ours and is_judged(instrument) else None


def _direction(scores: tuple[Score, ...], clinic: Clinic) -> Direction | None:
    series, instrument = review_series(scores), _judge(clinic)
    if instrument is None or len(series) < 2:
        return None
    return change(instrument, series[0].value, series[-1].value, on=series[-1].on).direction


def _card(one: _Known, clinic: Clinic, today: date, plan: PlanOfCare | None) -> Card:
    phase = phase_on(plan, one.began, today) if plan else None
    drawn = _curve(one, clinic, today)
    return Card(
        id=one.episode.person_id,
        name=one.episode.person.name,
        phase=phase.name if phase else None,
        since_contact=max((today - one.last_contact).days, 0) if one.last_contact else None,
        next_on=one.next_on,
        curve=drawn,
        moved=_moved(drawn),
        judged=JUDGED[one.direction] if one.direction else None,
        waits=tuple(dict.fromkeys(KINDS.get(task.kind, Words("To do")) for task in one.tasks)),
        is_red=one.rank == 0,
        is_worse=one.direction is Direction.WORSE,
    )


def _curve(one: _Known, clinic: Clinic, today: date) -> CurveData:
    instrument = knowledge().measure.instruments[REVIEW_MEASURE]
    series, judge = review_series(one.scores), _judge(clinic)
    start = min([one.began, *(each.on for each in series)])
    return replace(
        blank_curve(instrument, start),
        points=tuple(Point(day=(each.on - start).days, value=each.value) for each in series),
        real_change=real_change_line(judge, series[0].value, on=series[-1].on).value if judge and series else None,
        change=JUDGED[one.direction] if one.direction else None,
        today=max((today - start).days, 0),
    )


def _moved(drawn: CurveData) -> str:
    first, last = drawn.first, drawn.last
    if first is None or last is None:
        return ""
    return score(last.value) if first is last else f"{score(first.value)} → {score(last.value)}"
