"""HiGHS with the whole clinic as one program, cold or beginning with the front desk's pairs."""

import time

import highspy
import numpy as np
from benchmarks.schedule.answers import Told, judged
from benchmarks.schedule.desk import booked
from benchmarks.schedule.measurement import Measurement
from benchmarks.schedule.program import ClinicProgram
from benchmarks.schedule.whole import whole

from weft.core.schedule.clinic.generate import generate


def monolith(measurement: Measurement) -> Told:
    """One clinic; the time that it takes to write the program down is not counted."""
    clinic = generate(measurement.people, measurement.seed)
    program, trace = ClinicProgram(clinic), list[tuple[float, int]]()
    begin = booked(clinic, pairs=True) if measurement.kind == "highs-hinted" else ()
    solver = whole(program, seconds=measurement.seconds, threads=2, begin=begin)
    solver.cbMipImprovingSolution += lambda event: trace.append(
        (round(event.data_out.running_time, 2), round(-event.data_out.objective_function_value))
    )
    began = time.perf_counter()
    solver.run()
    took, info = time.perf_counter() - began, solver.getInfo()
    is_sound = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.asarray(solver.getSolution().col_value) if is_sound else np.zeros(len(program.rows.points))
    is_best = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return {"took": took, "optimal": is_best, "trace": trace, **judged(clinic, program.visits(values))}
