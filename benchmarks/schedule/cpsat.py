"""CP-SAT with the same program. OR-Tools lives in its own process and its own environment (ADR 24)."""

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.schedule.answers import Told, judged
from benchmarks.schedule.desk import booked
from benchmarks.schedule.measurement import RIVAL_FOLDER, Measurement
from benchmarks.schedule.program import ClinicProgram
from benchmarks.schedule.rows import Rows

from weft.core.schedule.clinic.generate import generate

PYTHON = RIVAL_FOLDER / ".venv" / "bin" / "python"


class NotInstalled(Exception):  # noqa: N818  the name says what is wrong
    """The rivals' environment is not there; `make rivals` makes it."""


def asked(rows: Rows, seconds: float, hint: Sequence[float] | None = None) -> dict[str, Any]:
    """What CP-SAT answers: `took`, `optimal`, `points`, `trace`, and `values` of all columns."""
    if not PYTHON.exists():
        raise NotInstalled("make rivals")
    arrays: dict[str, Any] = {**rows.arrays(), **({} if hint is None else {"hint": np.array(hint)})}
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder) / "given.npz", Path(folder) / "found.json"
        np.savez(given, **arrays)
        subprocess.run([PYTHON, RIVAL_FOLDER / "cpsat.py", given, found, str(seconds)], check=True)
        told: dict[str, Any] = json.loads(found.read_text())
        return told


def patterns(measurement: Measurement) -> Told:
    """One clinic, beginning with the front desk's pairs."""
    clinic = generate(measurement.people, measurement.seed)
    program = ClinicProgram(clinic)
    told = asked(program.rows, measurement.seconds, program.values(booked(clinic, pairs=True)).tolist())
    values = told.pop("values")
    return {**told, **judged(clinic, program.visits(values or np.zeros(len(program.rows.points))))}
