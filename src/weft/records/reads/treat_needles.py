"""The needle page: what a practitioner must know and count, from first point to signature."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from weft.core.shared.care import NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.areas import Area, areas, areas_left
from weft.core.treat.bed_stage import BedStage, bed_stage, is_unsteady
from weft.core.treat.checks import check_due, ends_at, may_stay_longer
from weft.core.treat.count import Count, SecondCheck, may_sign, second_check
from weft.core.treat.handover import last_told_of_balance
from weft.core.treat.points import PointNotice
from weft.library.knowledge import knowledge
from weft.records import clock, live
from weft.records.access import Job, Member, NotFound, PersonSeen, Purpose, person_for, row_of
from weft.records.actions.base import Refused
from weft.records.actions.treat_bed import FELT, PAIN, RELAXED
from weft.records.actions.treat_needles import out_by_area, points_in, usual_modalities
from weft.records.beds_held import HeldBed, beds_held
from weft.records.heeded import names_of
from weft.records.live import Live
from weft.records.local import wall_time
from weft.records.models import EventKind, Resource, ResourceKind, ScoreMoment, Visit
from weft.records.planned import needle_minutes
from weft.records.reads import treat_seen as seen
from weft.records.reads.treat_around import around
from weft.records.reads.treat_facts import Facts, facts_of
from weft.records.reads.treat_heed import Heed, heed_of
from weft.records.reads.treat_last import Last, TechniqueSeen, last_of, notices_of, techniques_for
from weft.records.reads.treat_points import Picker, point_choices
from weft.records.reads.treat_seen import EventSeen, RecordSeen, Standing, VisitSeen


@dataclass(frozen=True, slots=True)
class Timer:
    """The time the needles stay in."""

    minutes: int
    in_at: datetime | None
    """Wall time of the first needle."""
    ends_at: datetime | None
    """The instant (aware)."""
    left: timedelta
    check_minutes: int | None
    """The check that is due."""
    may_longer: bool
    """Two minutes more are inside the range."""


@dataclass(frozen=True, slots=True)
class CheckSeen:
    """One time that somebody looked in."""

    minutes: int
    """After the first needle."""
    finding: str
    by: str


@dataclass(frozen=True, slots=True)
class PointSeen:
    """One point that was used at this visit."""

    code: str
    side: str
    needles: int
    where: str
    """In plain words; for a sore spot as typed."""
    traditional: str
    functional: str


@dataclass(frozen=True, slots=True)
class SaidSeen:
    """What the person said at the bed; None when nobody asked."""

    pain_before: int | None
    pain_after: int | None
    relaxed_before: int | None
    relaxed_after: int | None
    felt: str
    """yes | no, or empty."""


@dataclass(frozen=True, slots=True)
class Bed:
    """The needles of the visit: in, out, and what is left where."""

    count: Count
    timer: Timer
    points: tuple[PointSeen, ...]
    areas: tuple[Area, ...]
    """Those not counted out by area, with what is left in them."""
    uncleared: tuple[Area, ...]
    """In a faint: those nobody has cleared yet."""
    cleared: tuple[Area, ...]
    fainted_at: datetime | None
    """The instant of the last faint (aware)."""
    checks: tuple[CheckSeen, ...]
    has_bell: bool
    settings: dict[str, str]
    """As set with the last needles that went in."""
    technique: str
    """Its name (message id), or empty."""
    current: dict[str, Any] | None
    has_report: bool
    is_unsteady: bool
    balance: str
    """faint | not_steady | steady, or empty."""


@dataclass(frozen=True, slots=True)
class NeedlePage:
    """Everything that the page shows. Nothing in it counts for anybody: the out-count is never prefilled."""

    visit: VisitSeen
    person: PersonSeen
    trip: int
    now: datetime
    stage: BedStage
    standing: Standing
    flags: tuple[str, ...]
    """Names of the danger signs and precautions that speak about these needles; message ids."""
    heed: Heed
    bed: Bed
    said: SaidSeen
    has_relaxation: bool
    """The clinic asks how relaxed a person is."""
    notices: tuple[PointNotice, ...]
    last: Last
    techniques: tuple[TechniqueSeen, ...]
    places: tuple[tuple[UUID, str], ...]
    """Beds and rooms that needles may go into."""
    held: HeldBed | None
    """The bed of this visit, while a needle of somebody else is not accounted for in it."""
    may_sign: bool
    why_not: Words
    """Why it cannot be signed yet, or that all is out."""
    second: SecondCheck
    others: tuple[tuple[UUID, str], ...]
    movement_with: str
    """Who takes the movement half; empty without one, or when it is the same pair of hands."""
    own_movement: UUID | None
    """The movement half, when the member who looks gives both: it stands on the same page."""
    log: tuple[EventSeen, ...]
    draft: dict[str, Any]
    record: RecordSeen | None
    reaction_choices: tuple[tuple[str, str], ...]
    picker: Picker | None
    """What may be chosen; None while no needles go in."""
    here_since: time | None
    """When they came, while nothing else has happened: it can be undone."""
    is_dry: bool
    """Dry needles of a movement visit: signed with the movement record."""
    may: bool
    """The member who looks may count here: they have the right of the visit's own discipline."""

    @property
    def count(self) -> Count:
        """Needles in and out."""
        return self.bed.count

    @property
    def is_stopped(self) -> bool:
        """No needles go in: something stops them, or nobody agreed. What decides stands in their place."""
        return self.stage is BedStage.READY and (self.heed.stops is not None or not self.heed.has_agreed)

    @property
    def may_put_in(self) -> bool:
        """Needles may go in now: nothing stops them, and what is to be heeded was read."""
        is_clear = self.heed.stops is None and self.heed.has_agreed and not self.heed.is_unread
        return self.may and self.picker is not None and is_clear

    @property
    def timer(self) -> Timer:
        """The time they stay in."""
        return self.bed.timer


def needle_page(visit_id: UUID, *, by: Member) -> NeedlePage:
    """The needle half of a trip, or the dry needles of a movement visit.

    Raises:
        NotFound: Unknown, another clinic's, or of a discipline without needles.
        NotAllowed: Without the record.
    """
    near = around(row_of(Visit, by, visit_id), by)
    visit = near.visit
    person = person_for(by, visit.person_id, Purpose.CARE)
    facts = facts_of(near, _modality(visit), by)
    found, standing = facts.found, facts.standing
    bed, gate = _bed(facts), may_sign(found.events, found.has_report)
    stage = _stage(found, bed)
    asks = _Asks(stage, facts, by)
    second = second_check(knowledge().treat.needle_count, found.count, others_present=True)
    others = asks.others(second)
    return NeedlePage(
        visit=seen.visit_seen(visit, by), person=person, trip=near.trip, now=clock.now(), stage=stage,
        standing=standing, flags=names_of(standing.cautions), heed=heed_of(facts, by), bed=bed, said=_said(found),
        has_relaxation=asks.has(RELAXED),
        notices=notices_of((point.code for point in bed.points), standing),
        last=last_of(facts.last, standing.blocked_points), techniques=techniques_for(facts), places=asks.places(),
        held=asks.held.get(visit.place_id) if visit.place_id else None,
        may_sign=gate.is_open, why_not=gate.why.words,
        second=second_check(knowledge().treat.needle_count, found.count, others_present=bool(others)), others=others,
        movement_with=near.other_half(by.user_id) if visit.discipline == NEEDLES else "",
        own_movement=near.own_half(by.user_id) if visit.discipline == NEEDLES else None,
        log=seen.log_of(found), draft=asks.draft(), record=seen.record_seen(facts.record, visit),
        reaction_choices=asks.reactions(), picker=asks.picker(),
        here_since=_here_since(found), is_dry=visit.discipline != NEEDLES,
        may=by.may(live.JOB_OF.get(visit.discipline, Job.RECORD)),
    )  # fmt: skip


def _modality(visit: Visit) -> str:
    try:
        return usual_modalities(visit)[0]
    except Refused as no:
        raise NotFound from no


_PUTTING_IN = frozenset({BedStage.READY, BedStage.IN})
"""Stages at which the page offers to put needles in."""


class _Asks:
    """What is asked, of the database too, only where the stage shows it."""

    def __init__(self, stage: BedStage, facts: Facts, by: Member) -> None:
        self.stage, self.facts, self.by = stage, facts, by
        self.known = facts.near.known
        self.is_open = stage not in {BedStage.SIGNED, BedStage.NOT_TODAY}
        may_begin = facts.standing.stops is None and facts.modality in facts.agreed
        self.held = beds_held(facts.visit) if stage is BedStage.READY and may_begin else {}

    def has(self, measure: str) -> bool:
        """Whether the clinic accepts a measure."""
        return self.is_open and measure in self.known.measure.instruments

    def places(self) -> tuple[tuple[UUID, str], ...]:
        """Beds and rooms; needles still go in."""
        if self.stage not in _PUTTING_IN:
            return ()
        kinds = (ResourceKind.BED, ResourceKind.ROOM)
        rows = Resource.objects.within(self.by.clinic_id).filter(kind__in=kinds, active=True).exclude(id__in=self.held)
        return tuple(rows.order_by("position", "name").values_list("id", "name"))

    def picker(self) -> Picker | None:
        """The points that may be chosen."""
        if self.stage not in _PUTTING_IN:
            return None
        allowed, last = self.facts.clearance, self.facts.last
        said = allowed.by_modality.get(self.facts.modality) if allowed else None
        return point_choices(self.known.treat, said, last.content.get("points", []) if last else [])

    def others(self, second: SecondCheck) -> tuple[tuple[UUID, str], ...]:
        """Whom one may name for a second count or a search."""
        is_asked = second is not SecondCheck.NONE or self.stage not in {BedStage.READY, BedStage.OUT}
        return seen.others_to_count(self.by, self.facts.staff()) if self.is_open and is_asked else ()

    def draft(self) -> dict[str, Any]:
        """What the member typed and did not sign."""
        return self.facts.near.draft if self.is_open else {}

    def reactions(self) -> tuple[tuple[str, str], ...]:
        """Unwanted events to choose from."""
        return seen.reaction_choices(self.known.treat) if self.is_open else ()


def _stage(found: Live, bed: Bed) -> BedStage:
    return bed_stage(
        found.events, is_signed=found.is_signed, has_report=found.has_report, is_now=live.is_now(found.visit),
        is_over=bed.timer.left < timedelta(0),
    )  # fmt: skip


def _bed(facts: Facts) -> Bed:
    found = facts.found
    every = areas(knowledge().treat, points_in(found))
    cleared = set(found.details(EventKind.CLEARED, "area"))
    faint, balance = found.last(EventKind.FAINT), last_told_of_balance(found.events)
    settings: dict[str, str] = next(iter(reversed(found.details(EventKind.NEEDLES_IN, "settings"))), {})
    technique = knowledge().treat.techniques.get(settings.get("technique", ""))
    current = found.last(EventKind.CURRENT)
    left = areas_left(every, out_by_area(found))
    return Bed(
        count=found.count, timer=_timer(facts), points=_points(found), areas=left,
        uncleared=tuple(area for area in left if area.id not in cleared),
        cleared=tuple(area for area in left if area.id in cleared), fainted_at=faint.at if faint else None,
        checks=_checks(found), has_bell=found.first(EventKind.BELL) is not None, settings=settings,
        technique=technique.name if technique else "", current=current.details if current else None,
        has_report=found.has_report, is_unsteady=is_unsteady(found.events), balance=balance or "",
    )  # fmt: skip


def _timer(facts: Facts) -> Timer:
    found, retention = facts.found, knowledge().treat.retention
    first = found.first(EventKind.NEEDLES_IN)
    if first is None:
        return Timer(_planned_minutes(facts), None, None, timedelta(0), None, may_longer=False)
    now, ends = clock.now(), ends_at(first.at, found.minutes)
    looked_in = [row.at for row in found.rows if row.kind == EventKind.CHECK]
    due = check_due(retention, first.at, looked_in, now) if found.count.still_in else None
    in_at = wall_time(first.at, found.visit.zone)
    longer = may_stay_longer(retention, found.minutes).is_open
    return Timer(found.minutes, in_at, ends, ends - now, due if now < ends else None, may_longer=longer)


def _planned_minutes(facts: Facts) -> int:
    near = facts.near
    return needle_minutes(near.visit, near.planned, is_first=near.is_first) if live.is_now(near.visit) else 0


def _checks(found: Live) -> tuple[CheckSeen, ...]:
    first = found.first(EventKind.NEEDLES_IN)
    rows = [row for row in found.rows if row.kind == EventKind.CHECK and first]
    return tuple(
        CheckSeen(int((row.at - first.at) / timedelta(minutes=1)), row.details["finding"], row.by.name)
        for row in rows
        if first
    )


def _points(found: Live) -> tuple[PointSeen, ...]:
    known = knowledge().treat.points
    made = []
    for point in points_in(found):
        fact = known.get(point.code)
        place, both = (fact.place, (fact.traditional, fact.functional)) if fact else ("", ("", ""))
        made.append(PointSeen(point.code, point.side.value, point.needles, point.where or place, *both))
    return tuple(made)


def _said(found: Live) -> SaidSeen:
    before, after = ScoreMoment.BEFORE_NEEDLES, ScoreMoment.AFTER_NEEDLES
    return SaidSeen(
        found.said(PAIN, before), found.said(PAIN, after), found.said(RELAXED, before), found.said(RELAXED, after),
        found.said(FELT) or "",
    )  # fmt: skip


def _here_since(found: Live) -> time | None:
    row = found.last(EventKind.ARRIVED)
    return wall_time(row.at, found.visit.zone).time() if row and found.is_here else None
