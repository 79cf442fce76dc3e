"""A whole clinic's program, laid out for HiGHS."""

from collections.abc import Sequence

import highspy
import numpy as np
from benchmarks.schedule.program import ClinicProgram
from benchmarks.schedule.rows import Rows
from numpy.typing import NDArray

from weft.core.schedule.clinic.shape import Visit


def program_of(rows: Rows, *, most: NDArray[np.float64] | None = None) -> highspy.HighsLp:
    """The rows as a program for HiGHS, least instead of most points; ``most`` is by column."""
    arrays, model = rows.arrays(), highspy.HighsLp()
    model.num_col_, model.num_row_ = len(rows.points), len(rows.terms)
    model.col_cost_, model.col_lower_ = -arrays["points"], np.zeros(len(rows.points))
    model.col_upper_ = arrays["most"].astype(np.float64) if most is None else most
    model.row_lower_, model.row_upper_ = arrays["lower"], arrays["upper"]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = arrays["starts"], arrays["index"]
    model.a_matrix_.value_ = arrays["factor"]
    return model


def whole(program: ClinicProgram, *, seconds: float, threads: int, begin: Sequence[Visit] = ()) -> highspy.Highs:
    """HiGHS, ready to look for the best answer for so many seconds, from some visits on if there are any."""
    model, solver = program_of(program.rows), highspy.Highs()
    model.integrality_ = [highspy.HighsVarType.kInteger] * model.num_col_
    solver.silent()
    for option, value in (("time_limit", seconds), ("threads", threads), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.99)):
        solver.setOptionValue(option, value)
    solver.passModel(model)
    if begin:
        solution = highspy.HighsSolution()
        solution.col_value = list(program.values(begin))
        solver.setSolution(solution)
    return solver
