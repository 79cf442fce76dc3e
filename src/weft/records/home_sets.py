"""The home set that holds: the newest row, whether it was sent from its own page or left by a movement record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from weft.core.plan.facts import Exercise, Lane
from weft.core.plan.faults import PHASE_NUMBERS
from weft.core.plan.figure import Line, Pose
from weft.core.plan.plan import Phase, PlanOfCare
from weft.core.shared.words import Words
from weft.core.treat.home_check import WITHOUT_PLAN, HomeNow
from weft.core.treat.home_item import HomeItem, done_so, dose_of
from weft.library.knowledge import knowledge
from weft.library.stored import from_json, to_json
from weft.records import clock
from weft.records.access import Member
from weft.records.models import Episode, HomeSet, Person, PlanVersion, SessionRecord, Visit, VisitState
from weft.records.phases import local_day, phase_on
from weft.records.signing import signed_as

Items = tuple[HomeItem, ...]
TRIPS = ("treatment", "maintenance")
LOST = (VisitState.CANCELLED, VisitState.NO_SHOW)


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One exercise of a set, with what is known of it."""

    item: HomeItem
    exercise: Exercise

    @property
    def name(self) -> Words:
        """As it is called."""
        return Words(self.exercise.name)

    @property
    def dose(self) -> Words:
        """How much."""
        return dose_of(self.item, self.exercise)

    @property
    def how(self) -> Words:
        """How it is done, in the version that was chosen."""
        return done_so(self.item, self.exercise)

    @property
    def poses(self) -> tuple[Pose, ...]:
        """Of its figure."""
        return self.exercise.poses

    @property
    def props(self) -> tuple[Line, ...]:
        """What stands in its figure."""
        return self.exercise.props

    @property
    def purpose(self) -> Words:
        """What a clinician wrote for this person, else what it is for."""
        said = self.item.because
        return Words("{text}", text=said) if said else Words(self.exercise.purpose)


def newest(person_id: UUID, clinic_id: UUID) -> HomeSet | None:
    """The set that holds; None when nobody has said one."""
    rows = HomeSet.objects.within(clinic_id).filter(person_id=person_id).select_related("by")
    return rows.order_by("-number").first()


def newest_items(clinic_id: UUID, person: str = "person_id") -> Subquery:
    """The same as a column of rows that name a person: read it with `read`."""
    rows = HomeSet.objects.within(clinic_id).filter(person_id=OuterRef(person)).order_by("-number")
    return Subquery(rows.values("items")[:1])


def read(items: Any) -> Items | None:
    """What a row keeps; None when there is none."""
    return None if items is None else from_json(tuple[HomeItem, ...], items)


def lines_of(items: Iterable[HomeItem]) -> tuple[HomeLine, ...]:
    """Those that the knowledge knows."""
    known = knowledge().plan.exercises
    return tuple(HomeLine(each, known[each.id]) for each in items if each.id in known)


def planned_in(plan: PlanOfCare | None, phase: Phase | None) -> Items:
    """What the plan asks to be done at home in a phase."""
    if plan is None or phase is None:
        return ()
    return tuple(HomeItem(id=each.id) for each in plan.home if phase.id in each.phases)


@dataclass(frozen=True, slots=True)
class Where:
    """Where somebody is in their care, for what they do at home."""

    plan: PlanOfCare | None
    phase: Phase | None

    @property
    def now(self) -> HomeNow:
        """What decides which exercises have come."""
        return now_in(self.phase)

    @property
    def planned(self) -> Items:
        """What the plan asks for at home now."""
        return planned_in(self.plan, self.phase)


def where(episode: Episode, zone: str) -> Where:
    """The plan as it stands, and its phase today in the clinic's zone: two queries."""
    versions = PlanVersion.objects.within(episode.clinic_id).filter(plan__episode=episode).order_by("-number")
    content = versions.values_list("content", flat=True).first()
    if content is None:
        return Where(None, None)
    plan = from_json(PlanOfCare, content)
    trips = Visit.objects.within(episode.clinic_id).filter(episode=episode, kind__in=TRIPS).exclude(state__in=LOST)
    began = trips.order_by("starts").values_list("local_date", flat=True).first() or local_day(episode.opened_at, zone)
    return Where(plan, phase_on(plan, began, clock.today(zone)))


def now_in(phase: Phase | None) -> HomeNow:
    """Where the person is, as far as it decides what may be done at home."""
    if phase is None:
        return WITHOUT_PLAN
    lines = (line for lane in (Lane.MOVEMENT, Lane.HOME) for line in phase.lanes.get(lane, ()))
    return HomeNow(PHASE_NUMBERS.get(phase.id), frozenset(each for line in lines for each in line.exercises))


def write(person_id: UUID, items: Items, *, by: Member, record: SessionRecord | None = None) -> HomeSet:
    """Append the next version. For use inside an action, with the person's row locked."""
    stands = newest(person_id, by.clinic_id)
    return HomeSet.objects.create(
        clinic_id=by.clinic_id, person_id=person_id, number=stands.number + 1 if stands else 1, items=to_json(items),
        record=record, by_id=by.author_id, signed_as=signed_as(by), at=clock.now(),
    )  # fmt: skip


def left_by(record: SessionRecord, content: Mapping[str, Any], *, by: Member) -> bool:
    """What a movement record leaves holds from now on; a kept exercise keeps its dose. For use inside an action.

    Returns:
        Whether it is another set than before.
    """
    if not content["home_said"]:
        return False
    Person.objects.within(by.clinic_id).select_for_update(no_key=True).get(id=record.person_id)  # one writer at a time
    stands = newest(record.person_id, by.clinic_id)
    before = {each.id: each for each in read(stands.items) or ()} if stands else {}
    ids = tuple(content["home"])
    if stands and ids == tuple(before):
        return False
    write(record.person_id, tuple(before.get(each, HomeItem(id=each)) for each in ids), by=by, record=record)
    return bool(ids or before)
