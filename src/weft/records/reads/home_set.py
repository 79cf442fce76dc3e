"""The page of the home exercises: the set, what each can become, what else fits, and who is told when it is sent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from weft.core.book.texts import Kind
from weft.core.plan.amounts import Amount, Span, span_said
from weft.core.plan.facts import Exercise
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words
from weft.core.treat.home_check import PHASES, HomeNow, not_yet, parts_of
from weft.core.treat.home_find import found
from weft.core.treat.home_item import HomeItem
from weft.core.treat.home_moves import Way, starter, step
from weft.core.treat.session import HOME_EXERCISES_MAX
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records import clock, home_sets
from weft.records.access import Job, Member, PersonSeen, Purpose, clinic_of, person_for
from weft.records.actions.home_set import EXERCISE, NO_CARE, exercises_for, own_draft
from weft.records.clearances import cleared, live_overrides
from weft.records.home_sets import HomeLine, Items, lines_of
from weft.records.local import wall_time
from weft.records.models import EpisodeState
from weft.records.phases import latest_episode
from weft.records.reads.will_be_told import WillBeTold, now_told
from weft.records.refused import Refused
from weft.records.screenings import latest_of

DRAFT = ReviewStatus.DRAFT


@dataclass(frozen=True, slots=True)
class StepSeen:
    """One step on an exercise's ladder."""

    way: Way
    says: Words
    fault: Words | None
    """Why not now."""


@dataclass(frozen=True, slots=True)
class PartSeen:
    """One number of a dose."""

    part: Amount
    usual: Words | None
    """None where the knowledge says none."""
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class LineSeen:
    """One exercise of the set, with everything that can be done with it."""

    line: HomeLine
    steps: tuple[StepSeen, ...]
    parts: tuple[PartSeen, ...]
    early: Words | None
    """It is in the set although its phase has not come."""


@dataclass(frozen=True, slots=True)
class FoundSeen:
    """One exercise that was found."""

    line: HomeLine
    level: Words
    is_in: bool
    fault: Words | None
    """Why it cannot be added now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Everything that the page shows."""

    person: PersonSeen
    may: bool
    """Treats with movement."""
    number: int
    """Of the version that stands; 0 for none."""
    sent_by: str
    sent_at: datetime | None
    stands: Items
    typed: Items | None
    """The reader's own set that is not sent yet."""
    base: int
    """Number of the version that it was begun from."""
    asking: str
    """Id of a fifth that waits for one to leave."""
    phase: Words | None
    planned: Items
    """What the plan asks for now."""
    closed: Words | None
    """Why nothing can be sent at all."""
    gate: Words | None
    """Why nothing more can be asked of the body now."""
    cautions: tuple[Words, ...]
    told: WillBeTold
    """Whether a message goes when it is sent."""
    limits: Mapping[Amount, Span]
    known: Mapping[str, Exercise]
    now: HomeNow

    @property
    def items(self) -> Items:
        """What is to be seen: the set as it was typed, else as it stands."""
        return self.stands if self.typed is None else self.typed

    @property
    def lines(self) -> tuple[LineSeen, ...]:
        """The set, line by line."""
        return tuple(self._line(each) for each in self.items if each.id in self.known)

    @property
    def starter(self) -> tuple[HomeLine, ...]:
        """Two to begin with, of the plan; none once there was a set."""
        return () if self.number or self.typed else lines_of(starter([each.id for each in self.planned]))

    @property
    def asked(self) -> HomeLine | None:
        """The fifth that waits for one to leave."""
        is_full = len(self.items) == HOME_EXERCISES_MAX
        return next(iter(lines_of((HomeItem(id=self.asking),))), None) if is_full else None

    def drafts(self, found: Iterable["FoundSeen"] = ()) -> tuple[str, ...]:
        """What is seen here and no clinician has reviewed: exercises, and the bounds of their doses."""
        lines = (*lines_of(self.items), *self.starter, *(each.line for each in found))
        ids = [each.item.id for each in lines if each.exercise.review.status is DRAFT]
        bounds = knowledge().treat.home_dose
        if self.items and self.may and not self.closed and bounds.review.status is DRAFT:
            ids.append(bounds.id)
        return tuple(dict.fromkeys(ids))

    def showing(self, items: Items) -> "HomePage":
        """The page about a set as it was typed."""
        return replace(self, typed=items)

    def find(self, wanted: str, say: Callable[[str], str]) -> tuple[FoundSeen, ...]:
        """What fits a goal; what may be added now first."""
        hits = [self._found(each) for each in found(wanted, self.known.values(), say)]
        return tuple(sorted(hits, key=lambda each: (each.fault is not None, each.is_in)))

    def fault_of(self, exercise_id: str) -> Words | None:
        """Why an exercise cannot be added now."""
        if exercise_id not in self.known:
            return Words("That exercise is not known here. Choose from the list.")
        there = {each.id for each in self.stands}
        return None if exercise_id in there else not_yet(self.known[exercise_id], self.now) or self.gate

    def _found(self, exercise: Exercise) -> FoundSeen:
        is_in = any(each.id == exercise.id for each in self.items)
        fault = None if is_in else self.fault_of(exercise.id)
        return FoundSeen(HomeLine(HomeItem(id=exercise.id), exercise), level_of(exercise), is_in, fault)

    def _line(self, item: HomeItem) -> LineSeen:
        exercise = self.known[item.id]
        steps = tuple(each for way in Way if (each := self._step(item, way)))
        return LineSeen(HomeLine(item, exercise), steps, self._parts(exercise), not_yet(exercise, self.now))

    def _step(self, item: HomeItem, way: Way) -> StepSeen | None:
        to = step(item, way, self.known)
        if to is None:
            return None
        if to.item.id != item.id and any(each.id == to.item.id for each in self.items):
            return StepSeen(way, to.says, Words("It is in the set already."))
        fault = self.fault_of(to.item.id) if to.item.id != item.id else None
        return StepSeen(way, to.says, fault or (self.gate if way is Way.HARDER else None))

    def _parts(self, exercise: Exercise) -> tuple[PartSeen, ...]:
        return tuple(
            PartSeen(each, span_said(span) if (span := exercise.amounts.get(each)) else None, *self.limits[each])
            for each in parts_of(exercise)
        )


def home_page(person_id: UUID, by: Member) -> HomePage:
    """The home exercises of somebody who is treated here: at most twelve queries.

    Raises:
        NotFound, NotAllowed, NeedsReason: As the door says.
    """
    person = person_for(by, person_id, Purpose.CARE)
    episode, stands = latest_episode(person_id, by.clinic_id), home_sets.newest(person_id, by.clinic_id)
    is_open = episode is not None and episode.state == EpisodeState.OPEN
    zone = clinic_of(by.clinic_id).zone
    where = home_sets.where(episode, zone) if episode and is_open else home_sets.Where(None, None)
    items = home_sets.read(stands.items) or () if stands else ()
    may = by.may(Job.MOVEMENT)
    draft = _draft(by, person_id) if may and is_open else {}
    gate, cautions = _clearance(person_id, by)
    return HomePage(
        person=person, may=may, number=stands.number if stands else 0,
        sent_by=stands.by.name if stands else "", sent_at=wall_time(stands.at, zone) if stands else None, stands=items,
        typed=from_json(tuple[HomeItem, ...], draft["items"]) if draft else None,
        base=draft.get("base", 0) if draft else stands.number if stands else 0, asking=draft.get("asking", ""),
        phase=where.phase.name if where.phase else None, planned=where.planned,
        closed=None if is_open else NO_CARE, gate=gate, cautions=cautions,
        told=now_told(person_id, Kind.EXERCISES, by),
        limits=knowledge().treat.home_dose.limits, known=exercises_for(by, {each.id for each in items}),
        now=where.now,
    )  # fmt: skip


def level_of(exercise: Exercise) -> Words:
    """In which phases it has its place."""
    first, last = min(exercise.phases), max(exercise.phases)
    if first == last:
        return PHASES[first]
    return Words("{first} to {last}", first=PHASES[first], last=PHASES[last])


def said_of(items: Iterable[HomeItem]) -> tuple[tuple[Words, Words], ...]:
    """Name and dose of each, for a version beside another."""
    return tuple((each.name, each.dose) for each in lines_of(items))


def _draft(by: Member, person_id: UUID) -> dict[str, Any]:
    return own_draft(person_id, by).values_list("content", flat=True).first() or {}


def _clearance(person_id: UUID, by: Member) -> tuple[Words | None, tuple[Words, ...]]:
    row, now = latest_of(person_id, by.clinic_id), clock.now()
    lifted = live_overrides(row, EXERCISE, now) if row else ()
    try:
        stands = cleared(row, lifted, EXERCISE, now, by=by)
    except Refused as no:
        return no.words, ()
    return None, tuple(each.text for each in stands.cautions)
