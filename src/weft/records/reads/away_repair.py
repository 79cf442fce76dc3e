"""What becomes of the visits that cannot be held: one rung of the ladder, person by person. Nothing is applied here.

Read, then solved with no transaction open; what is agreed to later is checked anew under the claims.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.repair import Offer, Rung, repair
from weft.core.schedule.clinic.shape import Clinic, Person
from weft.core.schedule.clinic.shape import Visit as Placed
from weft.core.shared.words import Words, counted, joined
from weft.records import clock
from weft.records.access import ClinicSeen, Job, Member, clinic_of, row_of
from weft.records.actions.course_trip import mark_of
from weft.records.away_lost import lost_visits
from weft.records.away_offer import KeptMove, KeptOffer, KeptRow
from weft.records.models import Closure, PairState, Visit
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


def rung_of(asked: str) -> Rung:
    """The rung that a form names; the first for any other word."""
    return Rung(asked) if asked in set(Rung) else Rung.ALONE


def look(closure_id: UUID, rung: Rung, by: Member) -> KeptOffer:
    """What this rung would give now.

    Raises:
        NotFound: Unknown, or another clinic's.
    """
    by.need(Job.DIARY)
    clinic = clinic_of(by.clinic_id)
    absence = row_of(Closure, by, closure_id)
    lost = lost_visits(by.clinic_id, [absence])[absence.id] if absence.ended_at is None else ()
    said, rows = _offers(clinic, lost, rung) if lost else (NONE_FITS, ())
    return KeptOffer(uuid4().hex, rung, clock.now(), said, rows)


def _offers(clinic: ClinicSeen, lost: Sequence[Visit], rung: Rung) -> tuple[Words, tuple[KeptRow, ...]]:
    first, last = _days(clinic, lost)
    picture = calendar_of(clinic, first, last, site=lost[0].place.site_id if lost[0].place else None)
    hit = {visit.id for visit in lost}
    seen = [placed for placed, id_ in picture.ids.items() if id_ in hit]
    if not seen:
        return NONE_FITS, ()
    now, fixed = _from_soon(picture), _fixed_until(clinic, picture)
    began = time.monotonic()
    found = repair(
        now, picture.visits, fixed_until=fixed, rungs=(rung,), lost=seen, effort=PATIENCE,
        seconds=lambda: WITHIN - (time.monotonic() - began),
    )[0]  # fmt: skip
    moves = _moves(picture, found)
    if _takes_away(picture, found, moves, seen):
        return TAKES_AWAY, ()
    ids = [picture.ids[was] for was in moves]
    rows = {row.id: row for row in Visit.objects.within(clinic.id).filter(id__in=ids).select_related("pair")}
    kept = _kept(picture, moves, rows.values())
    people: dict[UUID, list[tuple[Visit, Placed]]] = {}
    for was, then in moves.items():
        row = rows[picture.ids[was]]
        people.setdefault(row.person_id, []).append((row, then))
    pairs = counted(len(kept), "{count} pair stays together", "{count} pairs stay together")
    said = joined((found.said, pairs), "{first}; {second}") if kept else found.said
    return said, tuple(_row(id_, own, picture, kept) for id_, own in people.items())


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


def _moves(picture: ClinicCalendar, found: Offer) -> dict[Placed, Placed]:
    """Every visit that would be elsewhere, and where: the nearest new time of its person, discipline and week."""
    before, after = set(picture.visits), {replace(one, confirmed=True) for one in found.visits}
    gone: dict[tuple[str, str, int], list[Placed]] = {}
    new: dict[tuple[str, str, int], list[Placed]] = {}
    for found_in, visits in ((gone, before - after), (new, after - before)):
        for visit in sorted(visits, key=lambda one: (one.day, one.start)):
            key = visit.person, visit.discipline, picture.clinic.week_of(visit.day)
            found_in.setdefault(key, []).append(visit)
    return {was: then for key, visits in gone.items() for was, then in _matched(visits, new.get(key, []))}


def _matched(gone: list[Placed], new: list[Placed]) -> Iterable[tuple[Placed, Placed]]:
    """Those on one day first, then in order of time."""
    left, rest = list(new), []
    for was in gone:
        same = next((then for then in left if then.day == was.day), None)
        if same:
            left.remove(same)
            yield was, same
        else:
            rest.append(was)
    yield from zip(rest, left, strict=False)


def _takes_away(picture: ClinicCalendar, found: Offer, moves: dict[Placed, Placed], lost: Sequence[Placed]) -> bool:
    """Somebody would lose a visit that could be held: that is no move, and nobody is asked for it."""
    after = {replace(one, confirmed=True) for one in found.visits}
    return any(one not in after and one not in moves and one not in lost for one in picture.visits)


def _kept(picture: ClinicCalendar, moves: dict[Placed, Placed], rows: Iterable[Visit]) -> frozenset[UUID]:
    """Pairs of which a half moves and both still follow each other inside the window."""
    pairs = {row.pair.id for row in rows if row.pair and row.pair.state == PairState.TOGETHER}
    places = {id_: moves.get(placed, placed) for placed, id_ in picture.ids.items()}
    halves: dict[UUID, list[Placed]] = {}
    in_pairs = Visit.objects.everywhere().filter(pair_id__in=pairs, id__in=places)  # of pairs of this clinic
    for id_, pair_id in in_pairs.order_by("order_in_pair").values_list("id", "pair_id"):
        halves.setdefault(pair_id, []).append(places[id_])
    return frozenset(id_ for id_, both in halves.items() if len(both) == 2 and _is_pair(picture.clinic, *both))


def _is_pair(clinic: Clinic, first: Placed, second: Placed) -> bool:
    treatment = clinic.treatment(first.discipline)
    gap = second.start - first.start - (treatment.slots if treatment else 0)
    return first.day == second.day and clinic.min_gap_slots <= gap <= clinic.window_slots


def _row(
    person_id: UUID, moves: Sequence[tuple[Visit, Placed]], picture: ClinicCalendar, kept: frozenset[UUID]
) -> KeptRow:
    return KeptRow(
        person_id, tuple(_move(visit, then, picture) for visit, then in moves),
        any(visit.pair_id in kept for visit, _ in moves), mark_of(visit for visit, _ in moves),
    )  # fmt: skip


def _move(visit: Visit, then: Placed, picture: ClinicCalendar) -> KeptMove:
    return KeptMove(
        visit.id, picture.moment_of(then.day, then.start), UUID(then.practitioner), UUID(then.room),
        picture.names[then.practitioner], picture.names[then.room],
    )  # fmt: skip
