"""The bound from the linear relaxation of the whole program: HiGHS gives the prices, the proof does not trust it.

HiGHS solves by interior points, minimising and without crossover: maximising gave prices of the wrong sign. The bound
is then reckoned from the prices and the program alone: prices that a row cannot have are set to 0, every row is worth
at most its price times its limit, and every column at most what is left of its points. That holds for any prices.
"""

import highspy
import numpy as np
from benchmarks.schedule.program import ClinicProgram
from benchmarks.schedule.rows import Rows
from benchmarks.schedule.whole import program_of
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def relaxed(program: ClinicProgram) -> float:
    """No answer is worth more."""
    most = np.array(program.rows.most, dtype=np.float64)
    for columns in (*program.who.values(), *program.where.values()):
        most[list(columns.values())] = np.inf  # the rows of hands and rooms say as much, and so get the whole price
    solver = highspy.Highs()
    solver.silent()
    for option, value in (("solver", "ipm"), ("run_crossover", "off"), ("threads", 1)):
        solver.setOptionValue(option, value)
    solver.passModel(program_of(program.rows, most=most))
    solver.run()
    return proven(program.rows, -np.array(solver.getSolution().row_dual))


def proven(rows: Rows, prices: Floats) -> float:
    """The bound that these prices of the rows prove, whatever they are."""
    arrays = rows.arrays()
    lower, upper = arrays["lower"], arrays["upper"]
    prices = np.where((prices > 0) & np.isinf(upper) | (prices < 0) & np.isinf(lower), 0.0, prices)
    limits = np.where(prices > 0, upper, np.where(prices < 0, lower, 0.0))
    paid = arrays["factor"] * np.repeat(prices, np.diff(arrays["starts"]))
    left = arrays["points"] - np.bincount(arrays["index"], weights=paid, minlength=len(rows.points))
    return float((prices * limits).sum() + (np.maximum(left, 0.0) * arrays["most"]).sum())
