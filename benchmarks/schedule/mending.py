"""A practitioner is off for a day, and a time falls free: repair and waitlist, each against a clock."""

import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from benchmarks.schedule.answers import Told, judged
from benchmarks.schedule.measurement import Measurement
from benchmarks.schedule.ours import Watched, alone

from weft.core.schedule.clinic.desk import book_by_hand
from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.repair import Rung, lost_visits, repair
from weft.core.schedule.clinic.shape import Clinic, Visit
from weft.core.schedule.clinic.timetable import Timetable
from weft.core.schedule.clinic.waiting import waiting_for

ROOM = 13, 15
"""Share of the people who are there. In a full clinic nothing can come back, in an empty one everything does by itself:
with so many a front desk places about two lost visits of five again, as where the target was set."""
WITHIN = 0.45
"""Seconds that a rung is given, as somebody has it who promises an answer in half a second."""
OFF, DAY, TIMES = 3, 3, 5
"""How many practitioners are off, one after the other; on which day; and how often each question is asked."""


def searched(clinic: Clinic, measurement: Measurement) -> tuple[Visit, ...]:
    """A calendar to mend."""
    return alone(clinic, Watched(measurement.now, (measurement.seconds,)), None)


def repaired(measurement: Measurement) -> Told:
    """By rung: milliseconds and visits that have a place again; `desk` books the lost visits anew, one by one."""
    clinic = generate(measurement.people, measurement.seed)
    clinic = replace(clinic, people=clinic.people[: len(clinic.people) * ROOM[0] // ROOM[1]])
    visits = tuple(replace(visit, confirmed=True) for visit in searched(clinic, measurement))
    found: Told = {"lost": 0, "desk": 0}
    found |= {rung.value: {"ms": [], "recovered": 0, "asks": 0} for rung in Rung}
    for who in clinic.practitioners[:OFF]:
        works = tuple(span for span in who.works if span[0] != DAY)
        staff = tuple(replace(one, works=works) if one is who else one for one in clinic.practitioners)
        _day_off(replace(clinic, practitioners=staff), visits, found, measurement.now)
    return found


def _day_off(now: Clinic, visits: Sequence[Visit], found: Told, clock: Callable[[], float]) -> None:
    lost = lost_visits(now, visits)
    found["lost"] += len(lost)
    found["desk"] += _by_hand(now, visits, lost)
    for rung in Rung if lost else ():
        began = clock()
        offer = repair(now, visits, rungs=(rung,), seconds=partial(_left, began, clock))[0]
        found[rung]["ms"].append(1000 * (clock() - began))
        judged(now, offer.visits)
        found[rung]["recovered"] += offer.recovered
        found[rung]["asks"] += len(offer.asks)


def _left(began: float, clock: Callable[[], float]) -> float:
    return WITHIN - (clock() - began)


def _by_hand(now: Clinic, visits: Sequence[Visit], lost: Sequence[Visit]) -> int:
    left = [visit for visit in visits if visit not in lost]
    rows = {person.id: at for at, person in enumerate(now.people)}
    timetable = Timetable(now, left)
    book_by_hand(timetable, pairs=False, only={rows[visit.person] for visit in lost})
    return (_kinds(lost) & (_kinds(timetable.answer().visits) - _kinds(left))).total()


def _kinds(visits: Sequence[Visit]) -> Counter[tuple[str, str]]:
    """What a person lacked before is no lost visit, as in `Offer.recovered`."""
    return Counter((visit.person, visit.discipline) for visit in visits)


def waited(measurement: Measurement) -> Told:
    """The last visits of a day are cancelled, one after the other: milliseconds until the candidates are known."""
    clinic = generate(measurement.people, measurement.seed)
    visits = searched(clinic, measurement)
    took, candidates = [], 0
    for gone in sorted((visit for visit in visits if visit.day == 2), key=lambda visit: -visit.start)[:OFF]:
        rest = [visit for visit in visits if visit is not gone]
        freed = gone.day, gone.start, min(clinic.slots, gone.start + 3)
        times = []
        for _ in range(TIMES):
            began = measurement.now()
            found = waiting_for(clinic, rest, freed, gone.practitioner)
            times.append(1000 * (measurement.now() - began))
        took.append(statistics.median(times))
        candidates += len(found)
    return {"ms": took, "candidates": candidates}
