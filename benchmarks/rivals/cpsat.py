"""One program to CP-SAT: `python cpsat.py given.npz found.json seconds`. Knows nothing of clinics.

Runs in the rivals' own environment: OR-Tools and highspy cannot be imported in one process.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from ortools.sat.python import cp_model

WORKERS = 2
"""As many as the machine has cores; more made it worse."""


class Watched(cp_model.CpSolverSolutionCallback):
    """How the answer grew."""

    def __init__(self) -> None:
        super().__init__()
        self.trace: list[tuple[float, int]] = []

    def on_solution_callback(self) -> None:
        """A better one."""
        self.trace.append((round(self.wall_time, 2), round(self.objective_value)))


def model_of(given: dict[str, np.ndarray]) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """The program; rows of which at most one column may be 1 are said so."""
    model = cp_model.CpModel()
    columns = [model.new_int_var(0, int(most), "") for most in given["most"]]
    starts, index = given["starts"].tolist(), given["index"].tolist()
    factors = given["factor"].astype(int).tolist()
    most = given["most"].tolist()
    for row, (lower, upper) in enumerate(zip(given["lower"].tolist(), given["upper"].tolist(), strict=True)):
        inside = slice(starts[row], starts[row + 1])
        terms, own = [columns[at] for at in index[inside]], factors[inside]
        if upper == 1 and lower <= 0 and set(own) == {1} and all(most[at] == 1 for at in index[inside]):
            model.add_at_most_one(terms)
            continue
        total = cp_model.LinearExpr.weighted_sum(terms, own)
        if np.isfinite(upper):
            model.add(total <= int(upper))
        if np.isfinite(lower):
            model.add(total >= int(lower))
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, given["points"].astype(int).tolist()))
    if "hint" in given:
        for column, value in zip(columns, given["hint"].tolist(), strict=True):
            model.add_hint(column, round(value))
    return model, columns


def main(given: Path, found: Path, seconds: float) -> None:
    """Solve, and write what was found."""
    with np.load(given) as arrays:
        model, columns = model_of({name: arrays[name] for name in arrays.files})
    solver, watched = cp_model.CpSolver(), Watched()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    began = time.perf_counter()
    status = solver.solve(model, watched)
    took = time.perf_counter() - began
    is_sound = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    told = {
        "took": took,
        "optimal": status == cp_model.OPTIMAL,
        "points": round(solver.objective_value) if is_sound else 0,
        "trace": watched.trace,
        "values": [solver.value(column) for column in columns] if is_sound else [],
    }
    found.write_text(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
