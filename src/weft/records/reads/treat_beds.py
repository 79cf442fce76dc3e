"""The bed strip of every staff page: each bed with needles in, in one query."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from weft.core.shared.words import Words
from weft.core.treat.checks import check_due, ends_at
from weft.core.treat.count import Count, count_needles
from weft.core.treat.count import EventKind as Kind
from weft.core.treat.handover import last_told_of_balance
from weft.library.knowledge import knowledge
from weft.records import audit, clock
from weft.records.access import Job, Member, Purpose
from weft.records.live import as_live
from weft.records.models import Event, EventKind, VisitState

COUNTING = (
    EventKind.NEEDLES_IN, EventKind.NEEDLES_OUT, EventKind.CORRECTION, EventKind.RECOUNT, EventKind.CHECK,
    EventKind.LONGER, EventKind.FAINT, EventKind.STEADY,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BedLine:
    """One bed with needles in."""

    visit_id: UUID
    bed: str
    """Its name, as the clinic typed it; empty for a visit without one."""
    who: str
    count: int
    """Needles still in."""
    ends_at: datetime
    """When the planned time is over. Nothing happens by itself then: somebody takes them out and counts."""
    left: timedelta
    """Until then; below zero afterwards."""
    due: Words | None
    """The check that is due."""
    discipline: str
    is_faint: bool
    """A faint is open: needles out first."""


def bed_strip(by: Member) -> tuple[BedLine, ...]:
    """Every bed with a count above zero, a faint first, then the one whose time ends first; also one from yesterday.

    A visit stays here until its needles are out or its record is signed.
    """
    if not (by.may(Job.DIARY) or by.may(Job.RECORD)):
        return ()
    rows = Event.objects.within(by.clinic_id).filter(kind__in=COUNTING, visit__state=VisitState.IN_TREATMENT)
    events = rows.select_related("visit__person", "visit__place", "place").order_by("visit_id", "at")
    now = clock.now()
    found = [
        (row.visit.person_id, line)
        for _, group in groupby(events, key=lambda event: event.visit_id)
        if (row := (of_one := tuple(group))[0]) and (line := _line(of_one, now)) is not None
    ]
    if found:
        audit.shown(by, {person_id for person_id, _ in found}, Purpose.DIARY)
    return tuple(sorted((line for _, line in found), key=lambda line: (not line.is_faint, line.ends_at)))


def server_now() -> datetime:
    """The server's clock: pages count down by it, whatever their own says."""
    return clock.now()


def _line(events: tuple[Event, ...], now: datetime) -> BedLine | None:
    told = [as_live(event) for event in events]
    count: Count = count_needles(told)
    put_in = [event for event in events if event.kind == EventKind.NEEDLES_IN]
    if not count.still_in:
        return None
    first, last = put_in[0], put_in[-1]
    longer = sum(event.details["minutes"] for event in events if event.kind == EventKind.LONGER)
    ends = ends_at(first.at, first.details["minutes"] + longer)
    looked_in = [event.at for event in events if event.kind == EventKind.CHECK]
    minutes = check_due(knowledge().treat.retention, first.at, looked_in, now)
    place, person = last.place or first.visit.place, first.visit.person
    return BedLine(
        visit_id=first.visit_id,
        bed=place.name if place else "",
        who=person.known_as or person.name.split()[0],
        count=count.still_in,
        ends_at=ends,
        left=ends - now,
        due=Words("{minutes}-min check due", minutes=minutes) if minutes is not None and now < ends else None,
        discipline=first.visit.discipline,
        is_faint=last_told_of_balance(told) is Kind.FAINT,
    )
