"""Proven bounds, kept by the instance's hash in `benchmarks/bounds.toml`."""

import json
import math
import time
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.schedule.answers import Told
from benchmarks.schedule.cuts import MOST_PEOPLE, SLACK, cut
from benchmarks.schedule.measurement import Measurement
from benchmarks.schedule.prices import Bound
from benchmarks.schedule.program import ClinicProgram
from benchmarks.schedule.relaxation import relaxed

from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.shape import Clinic

KEPT = Path(__file__).parents[1] / "bounds.toml"
ROUNDS = 600
"""Of the prices: a few seconds for 300 people."""
LINEAR = "linear program"

HEAD = """# No answer for these clinics is worth more points. Proven by `python -m benchmarks.schedule --prove`,
# which writes this file; a clinic is known by the hash of its contents. `by` names the tightest of the proofs, `linear`
# is the bound of the linear program alone.
"""


@dataclass(frozen=True, slots=True)
class Proof:
    """A bound, and how it was proved."""

    people: int
    seed: int
    bound: int
    linear: int
    """The bound of the linear program, which trusts nobody."""
    by: str
    seconds: float


def kept(path: Path = KEPT) -> dict[str, Proof]:
    """All bounds by the instance's hash."""
    if not path.exists():
        return {}
    return {name: Proof(**told) for name, told in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def keep(name: str, proof: Proof, path: Path = KEPT) -> None:
    """Write one bound beside the others, smaller clinics first."""
    proofs = {**kept(path), name: proof}
    parts = [HEAD]
    for one, told in sorted(proofs.items(), key=lambda item: (item[1].people, item[1].seed)):
        lines = (f"{key} = {json.dumps(value)}" for key, value in asdict(told).items())
        parts.append(f'["{one}"]\n' + "\n".join(lines) + "\n")
    path.write_text("\n".join(parts), encoding="utf-8")


def prove(clinic: Clinic, people: int, seed: int, *, cutting: bool = False) -> Proof:
    """The tightest of the bounds; with ``cutting`` a small clinic's by cutting planes too, which takes minutes."""
    began = time.process_time()
    proofs = {LINEAR: relaxed(ClinicProgram(clinic)), "prices": Bound(clinic).run(ROUNDS)}
    if cutting and people <= MOST_PEOPLE:
        proofs["cutting planes"] = cut(clinic)
    by = min(proofs, key=lambda name: proofs[name])
    bound, linear = (math.floor(proofs[name] + SLACK) for name in (by, LINEAR))
    return Proof(people, seed, bound, linear, by, round(time.process_time() - began, 1))


def bound(measurement: Measurement) -> Told:
    """One proof, from the beginning."""
    return asdict(prove(generate(measurement.people, measurement.seed), measurement.people, measurement.seed))
