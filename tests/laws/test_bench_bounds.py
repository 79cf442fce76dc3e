"""What the proofs of the benchmark rest on: the program is the clinic, and a bound is one for any prices."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import highspy
import numpy as np
import pytest
from benchmarks.schedule.bounds import Proof, keep, kept
from benchmarks.schedule.course_desk import by_hand, clinic_of
from benchmarks.schedule.course_program import course_program
from benchmarks.schedule.cuts import cut
from benchmarks.schedule.desk import booked
from benchmarks.schedule.instances import digest, generated
from benchmarks.schedule.prices import Bound
from benchmarks.schedule.program import ClinicProgram
from benchmarks.schedule.relaxation import proven, relaxed
from benchmarks.schedule.rows import Rows
from benchmarks.schedule.whole import program_of
from tests.core.schedule.clinic_brute import best_points
from tests.core.schedule.clinics import random_clinic
from tests.core.schedule.random_cases import clinic_case

from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.shape import Clinic
from weft.core.schedule.clinic.solving import solve
from weft.core.schedule.course import propose

QUICK_SEEDS = (0, 1, 3, 4, 5, 6, 8, 9, 10, 11)
"""Of the small clinics those that are enumerated in less than a second."""


def small(seed: int) -> Clinic:
    one = random_clinic(seed, people=2, days=3, slots=6)
    return replace(one, people=tuple(replace(person, allow_split=False) for person in one.people))


@cache
def most(seed: int) -> int:
    return best_points(small(seed))


def best(rows: Rows) -> "np.typing.NDArray[np.float64]":
    model, solver = program_of(rows), highspy.Highs()
    model.integrality_ = [highspy.HighsVarType.kInteger] * model.num_col_
    solver.silent()
    solver.passModel(model)
    solver.run()
    return np.asarray(solver.getSolution().col_value)


@pytest.mark.parametrize("seed", QUICK_SEEDS)
def test_the_programs_best_answer_is_the_best_of_every_way_to_book(seed: int) -> None:
    program = ClinicProgram(small(seed))

    checked = check_clinic(program.clinic, program.visits(best(program.rows)))
    assert checked.violations == ()
    assert checked.objective == most(seed)


@pytest.mark.parametrize("seed", QUICK_SEEDS)
def test_no_answer_is_worth_more_than_the_bound(seed: int) -> None:
    assert relaxed(ClinicProgram(small(seed))) >= most(seed) - 1e-6


@pytest.mark.parametrize("seed", QUICK_SEEDS[:4])
def test_cutting_planes_prove_of_a_small_clinic_what_its_best_is(seed: int) -> None:
    assert cut(small(seed), search=0.1, seconds=5) == most(seed)


def test_cutting_planes_that_are_broken_off_prove_a_bound_all_the_same() -> None:
    clinic = generate(20, 3)

    early, late = (cut(clinic, search=0.1, seconds=seconds) for seconds in (0.3, 3))
    assert early >= late >= solve(clinic, steps=200).points


def test_any_prices_prove_a_bound_and_some_a_loose_one() -> None:
    program = ClinicProgram(small(0))
    rng = np.random.default_rng(1)

    bounds = [proven(program.rows, rng.normal(0, 500, len(program.rows.terms))) for _ in range(50)]
    assert min(bounds) > most(0)


def test_every_answer_is_one_of_the_programs() -> None:
    clinic = generate(20, 3)
    program, visits = ClinicProgram(clinic), booked(clinic, pairs=True)

    values, rows = program.values(visits), program.rows.arrays()
    sums = np.add.reduceat(rows["factor"] * values[rows["index"]], rows["starts"][:-1])
    assert ((sums >= rows["lower"]) & (sums <= rows["upper"])).all()
    assert rows["points"] @ values == check_clinic(clinic, visits).objective


def test_both_proofs_stand_above_an_answer_and_the_program_gives_the_tighter_one() -> None:
    clinic = generate(20, 3)

    by_program, by_prices = relaxed(ClinicProgram(clinic)), Bound(clinic).run(50)
    assert check_clinic(clinic, booked(clinic, pairs=True)).objective <= by_program <= by_prices


def test_a_clinic_with_split_pairs_is_refused() -> None:
    clinic = generate(2, 1)

    with pytest.raises(ValueError, match="split"):
        ClinicProgram(replace(clinic, people=tuple(replace(one, allow_split=True) for one in clinic.people)))


def test_a_course_is_as_good_as_an_independent_programs_best() -> None:
    request, supply = clinic_case(1, 2, 6)
    rows = course_program(request, supply)

    assert propose(request, supply).value == round(float(rows.arrays()["points"] @ best(rows)))


def test_a_course_at_the_front_desk_is_never_worth_more_than_the_best() -> None:
    request, supply = clinic_case(1, 2, 6)

    assert clinic_of(request, supply).people[0].needs[0].pairs == request.needs[0].paired
    assert by_hand(request, supply, pairs=False) <= propose(request, supply).value
    assert by_hand(request, supply, pairs=True) <= propose(request, supply).value


def test_a_clinic_is_known_by_its_contents() -> None:
    clinic = generate(5, 1)

    assert digest(clinic) == digest(generate(5, 1)) == generated(5, 1)
    assert digest(clinic) != digest(generate(5, 2))
    assert digest(clinic) != digest(replace(clinic, window_slots=3))


def test_every_bound_that_is_kept_belongs_to_a_clinic_as_it_is_made_today() -> None:
    assert [proof for name, proof in kept().items() if name != generated(proof.people, proof.seed)] == []


def test_a_bound_is_kept_beside_the_others(tmp_path: Path) -> None:
    path = tmp_path / "bounds.toml"
    large, mid = Proof(300, 1, 5, 6, "prices", 1.5), Proof(60, 1, 4, 4, "linear program", 0.1)

    keep("b", large, path)
    keep("a", mid, path)
    keep("b", replace(large, bound=3), path)
    assert kept(path) == {"a": mid, "b": replace(large, bound=3)}
    assert list(kept(path)) == ["a", "b"]
