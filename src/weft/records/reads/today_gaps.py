"""Where a whole pair would still fit on a day: one quiet line under the board."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.schedule.gaps import Half, PairGap, pair_gaps
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.library.knowledge import knowledge
from weft.records import clock, wall
from weft.records.access import Job, Member, clinic_of
from weft.records.local import wall_time
from weft.records.reads.calendar import Snapshot, snapshot

NOBODY = UUID(int=0)
"""No person's own time is asked about."""
MOST = 3
"""A line is read at a glance; more stretches than these help nobody."""


@dataclass(frozen=True, slots=True)
class FreePair:
    """A stretch of the day that holds a pair, in the clinic's wall time."""

    starts: datetime
    ends: datetime
    needles_by: str
    movement_by: str
    """Empty when one pair of hands does both."""
    bed: str


def free_pairs(by: Member, day: date | None = None) -> tuple[FreePair, ...]:
    """Stretches of the day, from now on, into which a pair fits; at most three. Names no patient.

    Raises:
        NotAllowed: Neither diary nor record.
    """
    by.need(Job.DIARY, Job.RECORD)
    clinic = clinic_of(by.clinic_id)
    now = clock.now().astimezone(ZoneInfo(clinic.zone))
    wanted = day or now.date()
    if wanted < now.date():
        return ()
    disciplines = knowledge().disciplines
    seen = snapshot(clinic, NOBODY, [wanted], [disciplines[NEEDLES], disciplines[MOVEMENT]])
    if not seen.grid.days:
        return ()
    halves = tuple(Half(disciplines[each], seen.rooms_for[each]) for each in (NEEDLES, MOVEMENT))
    since = now.hour * 60 + now.minute if wanted == now.date() else 0
    gaps = pair_gaps(seen.grid, seen.supply, (halves[0], halves[1]), since=since)
    return tuple(_seen(gap, seen, wanted, clinic.zone) for gap in gaps[:MOST])


def _seen(gap: PairGap, seen: Snapshot, day: date, zone: str) -> FreePair:
    first, second = (seen.names[each] for each in gap.practitioners)
    starts, ends = (wall.moment(day, minute, zone) for minute in (gap.starts, gap.ends))
    return FreePair(
        starts=wall_time(starts, zone), ends=wall_time(ends, zone), needles_by=first,
        movement_by="" if second == first else second, bed=seen.names[gap.places[0]],
    )  # fmt: skip
