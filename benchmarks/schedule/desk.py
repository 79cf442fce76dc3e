"""A front desk: a books each visit by itself, b each pair first."""

import time

from benchmarks.schedule.answers import Told, judged
from benchmarks.schedule.measurement import Measurement

from weft.core.schedule.clinic.desk import book_by_hand
from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.shape import Clinic, Visit
from weft.core.schedule.clinic.timetable import Timetable


def booked(clinic: Clinic, *, pairs: bool) -> tuple[Visit, ...]:
    """A front desk's answer."""
    timetable = Timetable(clinic)
    book_by_hand(timetable, pairs=pairs)
    return timetable.answer().visits


def front_desk(measurement: Measurement) -> Told:
    """One clinic, booked by hand."""
    clinic = generate(measurement.people, measurement.seed)
    began = time.perf_counter()
    visits = booked(clinic, pairs=measurement.kind == "front-desk-b")
    return {"took": time.perf_counter() - began, **judged(clinic, visits)}
