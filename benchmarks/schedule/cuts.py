"""A tighter bound for a small clinic: cutting planes and branching over each week's whole program.

The linear program alone stays some tenths of a percent above what any answer reaches. HiGHS cuts that off, week by
week, from our own answer on. Unlike the other two proofs this one trusts what HiGHS says of its bound; as it asks no
more of an answer than each week's own rules, the sum over the weeks is a bound for the whole.
"""

import math
import time

import highspy
from benchmarks.schedule.program import ClinicProgram
from benchmarks.schedule.relaxation import program_of

from weft.core.schedule.clinic.blocks import blocks
from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.shape import Clinic, Visit
from weft.core.schedule.clinic.solving import Solver
from weft.library.compiled import compiled

MOST_PEOPLE = 60
"""With more, cutting planes come no further in this time than the linear program."""
SEARCH, CUT = 15.0, 100.0
"""Seconds for each week: for an answer to begin with, and for cutting."""
SLACK = 0.01
"""Far more than the error of adding up, far less than a point."""


def cut(clinic: Clinic, search: float = SEARCH, seconds: float = CUT) -> float:
    """No answer is worth more."""
    return sum(_week(week.clinic, search, seconds) for week in blocks(clinic))


def _week(clinic: Clinic, search: float, seconds: float) -> float:
    program, solver = ClinicProgram(clinic), highspy.Highs()
    model = program_of(program.rows)
    model.integrality_ = [highspy.HighsVarType.kInteger] * model.num_col_
    solver.silent()
    for option, value in (("time_limit", seconds), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.99)):
        solver.setOptionValue(option, value)
    solver.passModel(model)
    solution = highspy.HighsSolution()
    solution.col_value = list(program.values(_answer(clinic, search)))
    solver.setSolution(solution)
    solver.run()
    bound = -float(solver.getInfo().mip_dual_bound)
    return math.floor(bound + SLACK) if math.isfinite(bound) else bound


def _answer(clinic: Clinic, seconds: float) -> tuple[Visit, ...]:
    ends = time.monotonic() + seconds
    solver = Solver(clinic, joint=Effort(nodes=10_000, seconds=6.0), compiled=compiled)
    for _ in solver.run(lambda _: 1 - (ends - time.monotonic()) / seconds, lambda: ends - time.monotonic()):
        pass
    return solver.answer.visits
