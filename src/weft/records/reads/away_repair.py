"""What becomes of the visits that cannot be held: one rung of the ladder, person by person. Nothing is applied here.

Read, then solved with no transaction open; what is agreed to later is checked anew under the claims.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.mending import LAID_OUT
from weft.core.schedule.clinic.repair import JOINING, Offer, Rung, repair
from weft.core.schedule.clinic.shape import Clinic, Person
from weft.core.schedule.clinic.shape import Visit as Placed
from weft.core.shared.words import Words, counted, joined
from weft.records import clock
from weft.records.access import ClinicSeen, Job, Member, clinic_of, row_of
from weft.records.away_lost import lost_visits
from weft.records.away_offer import Apart, KeptOffer
from weft.records.models import Closure, Visit
from weft.records.reads.away_apart import apart_from, site_of
from weft.records.reads.away_moves import asks_in
from weft.records.reads.clinic_calendar import ClinicCalendar, calendar_of

SOON = timedelta(hours=1)
"""Nobody is offered a time that begins sooner."""
FARTHEST = timedelta(days=27)
"""So many days after the first are looked at in one go; the visits after them are a list to call."""
WEEK = 7
PATIENCE = Effort(nodes=200)
WITHIN = 0.45
"""Seconds in which a rung is solved once the calendar is read: somebody waits for the page."""
NONE_FITS = Words("None of them can be looked at together: call")
TAKES_AWAY = Words("This would take a visit away from somebody else, so it is not offered")


@dataclass(frozen=True, slots=True)
class Hit:
    """What was read of an absence: to solve it nothing more is asked of the database."""

    clinic: ClinicSeen
    picture: ClinicCalendar
    now: Clinic
    """Without the times that are too soon."""
    fixed_until: int
    lost: tuple[Placed, ...]
    """Those that can be looked at together; it may be none."""
    apart: tuple[Apart, ...]
    """The others."""

    def solved(self, rung: Rung, seconds: Callable[[], float]) -> Offer:
        """One rung, in so many seconds."""
        return repair(
            self.now, self.picture.visits, fixed_until=self.fixed_until, rungs=(rung,), lost=self.lost,
            effort=PATIENCE, seconds=seconds,
        )[0]  # fmt: skip


class Seconds:
    """How many are left, and whether the core was short of them: it leaves out what it could not finish in time."""

    def __init__(self, given: float, hit: Hit) -> None:
        self._given, self._began, self._stopped = given, time.monotonic(), False
        self._enough = max(JOINING, LAID_OUT * len({one.person for one in hit.lost}))
        self._is_short = False

    def __call__(self) -> float:
        """Asked by the core, again and again."""
        left = 0.0 if self._stopped else self._given - self.spent
        self._is_short = self._is_short or left < self._enough
        return left

    def stop(self) -> None:
        """None are left from now on."""
        self._stopped = True

    @property
    def spent(self) -> float:
        """Since it began."""
        return time.monotonic() - self._began

    @property
    def is_cut(self) -> bool:
        """The time ran out before the rung was through, or as it was."""
        return self._is_short or self.spent >= self._given


def rung_of(asked: str) -> Rung:
    """The rung that a form names; the first for any other word."""
    return Rung(asked) if asked in set(Rung) else Rung.ALONE


def look(closure_id: UUID, rung: Rung, by: Member) -> KeptOffer:
    """What this rung would give now.

    Raises:
        NotFound: Unknown, or another clinic's.
    """
    by.need(Job.DIARY)
    hit = hit_by(row_of(Closure, by, closure_id))
    if hit is None or not hit.lost:
        return no_offer(rung, hit)
    seconds = Seconds(WITHIN, hit)
    found = hit.solved(rung, seconds)
    return offer_of(hit, found, is_cut=seconds.is_cut)


def hit_by(absence: Closure) -> Hit | None:
    """The calendar around the visits that an absence hits, at one site; None when it hits none."""
    clinic = clinic_of(absence.clinic_id)
    lost = lost_visits(clinic.id, [absence])[absence.id] if absence.ended_at is None else ()
    if not lost:
        return None
    first, last = _days(clinic, lost)
    picture = calendar_of(clinic, first, last, site=site_of(lost))
    ids = {visit.id for visit in lost}
    seen = tuple(placed for placed, id_ in picture.ids.items() if id_ in ids)
    apart = apart_from(picture, lost, last)
    return Hit(clinic, picture, _from_soon(picture), _fixed_until(clinic, picture), seen, apart)


def no_offer(rung: Rung, hit: Hit | None) -> KeptOffer:
    """None of them can be looked at: each is a call, and why is kept."""
    return KeptOffer(uuid4().hex, rung, clock.now(), NONE_FITS, (), apart=hit.apart if hit else ())


def offer_of(hit: Hit, found: Offer, *, seconds: int = 0, is_cut: bool) -> KeptOffer:
    """An answer as it is kept with the absence."""
    asks = asks_in(found, hit.picture, hit.lost, hit.clinic)
    rows, pairs = asks or ((), 0)
    said = found.said if asks else TAKES_AWAY
    if pairs:
        stay = counted(pairs, "{count} pair stays together", "{count} pairs stay together")
        said = joined((said, stay), "{first}; {second}")
    return KeptOffer(uuid4().hex, found.rung, clock.now(), said, rows, seconds, is_cut, hit.apart)


def _days(clinic: ClinicSeen, lost: Sequence[Visit]) -> tuple[date, date]:
    """From the week of the first lost visit to that of the last: a visit counts for its week. Nothing before today."""
    today = clock.today(clinic.zone)
    begins, stops = lost[0].local_date, max(visit.local_date for visit in lost)
    first = max(today, begins - timedelta(days=begins.weekday()))
    return first, min(stops + timedelta(days=WEEK - 1 - stops.weekday()), first + FARTHEST)


def _fixed_until(clinic: ClinicSeen, picture: ClinicCalendar) -> int:
    """Days of which a part lies inside the notice period."""
    until = clock.now() + timedelta(hours=clinic.notice_hours)
    return sum(picture.moment_of(day, 0) < until for day in range(len(picture.clinic.days)))


def _from_soon(picture: ClinicCalendar) -> Clinic:
    """Without the times of today that have passed, or begin too soon to be told of."""
    days, soon = picture.clinic.days, clock.now() + SOON
    past = {
        (day, slot)
        for day in range(min(2, len(days)))
        for slot in range(picture.clinic.slots)
        if picture.moment_of(day, slot) < soon
    }
    return replace(picture.clinic, people=tuple(_later(one, past) for one in picture.clinic.people))


def _later(person: Person, past: set[tuple[int, int]]) -> Person:
    spans = []
    for day, first, last in person.available:
        begins = next((slot for slot in range(first, last) if (day, slot) not in past), last)
        if begins < last:
            spans.append((day, begins, last))
    return replace(person, available=tuple(spans))
