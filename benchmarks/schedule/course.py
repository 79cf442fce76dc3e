"""One person's course: our time and value, the front desk's, and both rivals on the same options.

Clinics are synthetic and seeded (`tests/core/schedule/random_cases.py`): calendars 75% full, half of the people for
each discipline. Where nobody is named as own practitioner every team is weighed: the slowest case.
"""

from collections.abc import Iterator

import highspy
from benchmarks.schedule.answers import BrokenRule, Told
from benchmarks.schedule.course_desk import by_hand
from benchmarks.schedule.course_program import course_program
from benchmarks.schedule.cpsat import asked
from benchmarks.schedule.measurement import Measurement
from benchmarks.schedule.whole import program_of
from tests.core.schedule.random_cases import clinic_case

from weft.core.schedule.check import check
from weft.core.schedule.course import propose
from weft.core.schedule.request import CourseRequest
from weft.core.schedule.supply import Supply

MOST_SECONDS = 20.0
"""For one course of a rival."""


def cases(measurement: Measurement, since: int = 1) -> Iterator[tuple[CourseRequest, Supply]]:
    """The courses; number 0 is the one to warm up with."""
    for seed in range(since, measurement.seed + 1):
        yield clinic_case(seed, measurement.weeks, measurement.people, named=measurement.named)


def proposed(measurement: Measurement) -> Told:
    """Our milliseconds and values, and the values of both front desks."""
    took, values = [], []
    for request, supply in cases(measurement, since=0):
        began = measurement.now()
        proposal = propose(request, supply)
        took.append(1000 * (measurement.now() - began))
        if faults := check(proposal, request, supply):
            raise BrokenRule(str(faults[0]))
        values.append(proposal.value)
    told: Told = {"ms": took[1:], "values": values[1:]}
    for pairs, name in ((False, "a"), (True, "b")):
        told[name] = [by_hand(request, supply, pairs=pairs) for request, supply in cases(measurement)]
    return told


def with_highs(measurement: Measurement) -> Told:
    """HiGHS: milliseconds of solving alone, and values; the last is None when the time was over."""
    took, values = [], list[int | None]()
    for request, supply in cases(measurement):
        model, solver = program_of(course_program(request, supply)), highspy.Highs()
        model.integrality_ = [highspy.HighsVarType.kInteger] * model.num_col_
        solver.silent()
        solver.setOptionValue("time_limit", MOST_SECONDS)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("threads", 1)
        began = measurement.now()
        solver.passModel(model)
        solver.run()
        took.append(1000 * (measurement.now() - began))
        is_best = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        values.append(round(-solver.getInfo().objective_function_value) if is_best else None)
    return {"ms": took, "values": values}


def with_cpsat(measurement: Measurement) -> Told:
    """CP-SAT: the same."""
    answers = [asked(course_program(request, supply), MOST_SECONDS) for request, supply in cases(measurement)]
    return {
        "ms": [1000 * answer["took"] for answer in answers],
        "values": [answer["points"] if answer["optimal"] else None for answer in answers],
    }
