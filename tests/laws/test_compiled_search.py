"""What numba compiles answers as bits do. Compiled once for each state of the sources, and kept in the tests' cache."""

import pytest
from tests.core.schedule.odd_clinics import odd_clinic

from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.searching import Compiled
from weft.core.schedule.clinic.shape import Clinic, Visit
from weft.core.schedule.clinic.solving import Solver
from weft.library.compiled import compile_now, compiled

ODD = range(20, 30)
"""Seeds of clinics that have a little of everything."""


def searched(clinic: Clinic, seed: int, steps: int, given: Compiled | None) -> tuple[Visit, ...]:
    solver = Solver(clinic, seed=seed, joint=Effort(nodes=1), compiled=given)
    for _ in solver.run(lambda done: done / steps):
        pass
    return solver.answer.visits


def test_a_compiled_search_gives_the_same_plan_and_compiles_nothing_itself(
    monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    pytest.importorskip("numba")
    cache = pytestconfig.cache
    assert cache is not None
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(cache.mkdir("compiled")))
    compile_now()

    for seed in (1, 2):
        one = generate(40, seed)
        assert searched(one, seed, 3000, compiled) == searched(one, seed, 3000, None)
    for seed in ODD:
        one = odd_clinic(seed)
        assert searched(one, seed, 300, compiled) == searched(one, seed, 300, None)

    steps = compiled()
    assert len(steps.signatures) == 1  # type: ignore[union-attr]
