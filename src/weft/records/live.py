"""A visit while it happens: its events, the count that follows from them, and the lock under which they are added."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.count import Count, LiveEvent, count_needles
from weft.core.treat.count import EventKind as Kind
from weft.records import clock
from weft.records.access import Job, Member, need_open, row_of
from weft.records.local import after
from weft.records.models import Event, EventKind, MissingNeedleReport, SessionRecord, Visit, VisitState
from weft.records.refused import Reason, Refused

JOB_OF = {NEEDLES: Job.NEEDLES, MOVEMENT: Job.MOVEMENT}
"""The right that each discipline's record takes; a discipline added by a file takes RECORD."""

OVER = (VisitState.CANCELLED, VisitState.NO_SHOW)
_PUT_IN = (EventKind.NEEDLES_IN, EventKind.CORRECTION, EventKind.RECOUNT)


@dataclass(frozen=True, slots=True)
class Live:
    """One visit as it stands now."""

    visit: Visit
    rows: tuple[Event, ...]
    """Its events in the order in which they were added."""
    events: tuple[LiveEvent, ...]
    count: Count
    reported: int
    """Needles still in that a missing-needle report covers; one from before the last needle went in covers none."""
    is_signed: bool

    @property
    def has_report(self) -> bool:
        """Whether the needles still in are reported missing, all of them."""
        return 0 < self.count.still_in <= self.reported

    def first(self, kind: EventKind) -> Event | None:
        """The first event of a kind."""
        return next((row for row in self.rows if row.kind == kind), None)

    def last(self, kind: EventKind) -> Event | None:
        """The last event of a kind."""
        return next((row for row in reversed(self.rows) if row.kind == kind), None)

    @property
    def minutes(self) -> int:
        """How long the needles are to stay in: as planned, and lengthened since; 0 when none went in."""
        first = self.first(EventKind.NEEDLES_IN)
        more = sum(row.details.get("minutes", 0) for row in self.rows if row.kind == EventKind.LONGER)
        return int(first.details.get("minutes") or 0) + more if first else 0

    @property
    def is_here(self) -> bool:
        """Whether they are marked as here, and nothing else has happened."""
        told = {row.kind for row in self.rows}
        last = self.rows[-1].kind if self.rows else None
        return last == EventKind.ARRIVED and told <= {EventKind.ARRIVED, EventKind.NOT_HERE}

    def details(self, kind: EventKind, name: str) -> tuple[Any, ...]:
        """What the events of a kind say under ``name``, in order."""
        return tuple(row.details[name] for row in self.rows if row.kind == kind and name in row.details)

    def said(self, what: str, moment: str = "") -> Any:
        """What the person said last of ``what``; None when nobody asked."""
        rows = (row.details for row in reversed(self.rows) if row.kind == EventKind.SAID)
        return next((row["value"] for row in rows if (row["what"], row["moment"]) == (what, moment)), None)

    @property
    def out_at(self) -> datetime | None:
        """When the last needle came out; None while one is in that nobody reported missing, or when none ever was."""
        last = self.last(EventKind.NEEDLES_OUT)
        if self.count.needles_in == 0 or (self.count.still_in and not self.has_report):
            return None
        return last.at if last else None


def live(visit: Visit) -> Live:
    """The visit with what has happened in it."""
    return lives([visit])[visit.id]


def lives(visits: Iterable[Visit]) -> dict[UUID, Live]:
    """Several visits of one clinic by id, in two queries; one more while a needle is in."""
    wanted = {visit.id: visit for visit in visits}
    if not wanted:
        return {}
    clinic_id = next(iter(wanted.values())).clinic_id
    records = SessionRecord.objects.within(clinic_id).filter(visit_id__in=wanted, signed_at__isnull=False)
    return lives_with(wanted.values(), signed=set(records.values_list("visit_id", flat=True)))


def lives_with(visits: Iterable[Visit], *, signed: Container[UUID]) -> dict[UUID, Live]:
    """The same for who has read already which of the visits are signed: one query less."""
    wanted = {visit.id: visit for visit in visits}
    clinic_id = next(iter(wanted.values())).clinic_id
    rows: dict[UUID, list[Event]] = {each: [] for each in wanted}
    events = Event.objects.within(clinic_id).filter(visit_id__in=wanted).select_related("by", "place")
    for row in events.order_by("at"):
        rows[row.visit_id].append(row)
    found = {each: _live(visit, tuple(rows[each]), is_signed=each in signed) for each, visit in wanted.items()}
    still_in = {each: rows[each] for each, one in found.items() if one.count.still_in}
    reported = covered(clinic_id, still_in) if still_in else {}
    return found | {each: replace(found[each], reported=number) for each, number in reported.items()}


def covered(clinic_id: UUID, rows: dict[UUID, list[Event]]) -> dict[UUID, int]:
    """Needles reported missing, by visit. A report knows nothing of what was put in or corrected after it."""
    found: dict[UUID, int] = {}
    for report in MissingNeedleReport.objects.within(clinic_id).filter(visit_id__in=rows):
        is_old = any(row.kind in _PUT_IN and row.at > report.at for row in rows[report.visit_id])
        if not is_old:
            found[report.visit_id] = max(found.get(report.visit_id, 0), report.needles_in - report.needles_out)
    return found


def _live(visit: Visit, rows: tuple[Event, ...], *, is_signed: bool) -> Live:
    events = tuple(as_live(row) for row in rows)
    return Live(visit, rows, events, count_needles(events), 0, is_signed)


def as_live(row: Event) -> LiveEvent:
    """A stored event as the core counts it. A STEADY that says no is "not steady yet"."""
    is_not_yet = row.kind == EventKind.STEADY and row.details.get("steady") is False
    return LiveEvent(Kind.NOT_STEADY if is_not_yet else Kind(row.kind), row.at, row.count or 0)


def opened(by: Member, visit_id: UUID, *, count_is_open: bool = True) -> Live:
    """A visit to write in, locked together with the person's other visits of the day. For use inside an action.

    Args:
        by: In whose clinic.
        visit_id: Which one.
        count_is_open: The write changes what the record holds; a signed one refuses it.

    Raises:
        NotFound: Unknown, or another clinic's.
        NeedsReason: The record is not open to them; who came, who faints and who is steady anybody may write.
        Refused: NOT_POSSIBLE for a visit that was cancelled, SIGNED for a frozen one.
    """
    visit = row_of(Visit, by, visit_id)
    for row in same_day(visit).order_by("id").select_for_update(of=("self",)):  # always in this order: no deadlock
        visit = row if row.id == visit.id else visit
    if visit.state in OVER:
        raise Refused(Reason.NOT_POSSIBLE, Words("This visit was cancelled. Book it again first."))
    found = live(visit)
    if count_is_open:
        need_open(by, visit.person_id)
    if count_is_open and found.is_signed:
        raise Refused(Reason.SIGNED, Words("This record is signed and stays as it is. Add an amendment instead."))
    return found


def same_day(visit: Visit) -> Any:
    """The person's visits of that day, this one among them."""
    return Visit.objects.within(visit.clinic_id).filter(person_id=visit.person_id, local_date=visit.local_date)


def today(visit: Visit) -> tuple[Live, ...]:
    """The person's visits of that day as they stand, this one among them, in order of time."""
    return tuple(lives(same_day(visit).exclude(state__in=OVER).order_by("starts")).values())


def needled_today(visit: Visit) -> tuple[Live, ...]:
    """Those in which needles were put in."""
    return tuple(each for each in today(visit) if each.count.needles_in)


def with_needles_in(clinic_id: UUID, person_id: UUID) -> tuple[Live, ...]:
    """Visits in which a needle is in the person that nobody reported missing, whatever day or episode they are of."""
    rows = Visit.objects.within(clinic_id).filter(person_id=person_id, events__kind=EventKind.NEEDLES_IN)
    open_ones = rows.exclude(state__in=(*OVER, VisitState.DONE)).distinct()  # a record is signed when none is in
    found = lives(open_ones.order_by("starts")).values()
    return tuple(each for each in found if each.count.still_in and not each.has_report)


def is_now(visit: Visit) -> bool:
    """Whether this is the day of the visit, or its own time when it runs past midnight."""
    return clock.today(visit.zone) == visit.local_date or visit.starts <= clock.now() <= visit.ends


def require_now(visit: Visit) -> None:
    """Go on only on the day of the visit, or in its own time when it runs past midnight.

    Raises:
        Refused: NOT_POSSIBLE, with the visit's day.
    """
    if is_now(visit):
        return
    says = Words(
        "This visit is on {day}, not today. Open the visit of today, or move this one first.",
        day=visit.local_date,
    )
    raise Refused(Reason.NOT_POSSIBLE, says)


def add(  # noqa: PLR0913  an event has this much to say
    visit: Visit, kind: EventKind, *, by: Member, count: int | None = None, at: datetime | None = None,
    note: str = "", details: dict[str, Any] | None = None, place_id: UUID | None = None, corrects: Event | None = None,
) -> Event:  # fmt: skip
    """Append one event. Without ``at`` it is later than all others and reports of the visit: order is never lost."""
    last = Event.objects.within(visit.clinic_id).filter(visit=visit).exclude(kind=EventKind.ARRIVED)
    reports = MissingNeedleReport.objects.within(visit.clinic_id).filter(visit=visit)
    latest = max([*last.values_list("at", flat=True), *reports.values_list("at", flat=True)], default=None)
    moment = at or after(latest)
    return Event.objects.create(
        clinic_id=visit.clinic_id, person_id=visit.person_id, visit=visit, kind=kind, count=count, at=moment,
        note=note, details=details or {}, place_id=place_id or visit.place_id, corrects=corrects, by_id=by.author_id,
    )  # fmt: skip


def move_to(visit: Visit, state: VisitState) -> None:
    """The visit's state follows its events."""
    if visit.state != state:
        visit.state = state
        visit.save(update_fields=["state"])


def need_hands(by: Member, visit: Visit) -> None:
    """Go on only with the right for this visit's discipline, whoever is booked: the count belongs to the bed.

    Raises:
        NotAllowed: Otherwise.
    """
    by.need(JOB_OF.get(visit.discipline, Job.RECORD))
