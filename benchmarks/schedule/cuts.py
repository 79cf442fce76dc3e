"""A tighter bound for a small clinic: cutting planes and branching over each week's whole program.

The linear program alone stays some tenths of a percent above what any answer reaches. HiGHS cuts that off, week by
week, from our own answer on. Unlike the other two proofs this one trusts what HiGHS says of its bound; as it asks no
more of an answer than each week's own rules, the sum over the weeks is a bound for the whole.
"""

import math
import time

from benchmarks.schedule.ours import Watched, alone
from benchmarks.schedule.program import ClinicProgram
from benchmarks.schedule.whole import whole

from weft.core.schedule.clinic.blocks import blocks
from weft.core.schedule.clinic.shape import Clinic

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
    visits = alone(clinic, Watched(time.monotonic, (search,)))
    solver = whole(ClinicProgram(clinic), seconds=seconds, threads=1, begin=visits)
    solver.run()
    bound = -float(solver.getInfo().mip_dual_bound)
    return math.floor(bound + SLACK) if math.isfinite(bound) else bound
