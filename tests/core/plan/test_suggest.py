from tests.core.plan.plan_builders import facts, problem, two_phase_set

from weft.core.plan.suggest import suggest


def test_a_problem_at_the_sets_first_week_fits() -> None:
    assert suggest(problem(since_weeks=6), facts()).pathway is not None


def test_a_problem_a_week_too_new_says_that_no_set_fits() -> None:
    found = suggest(problem(since_weeks=5), facts())

    assert found.pathway is None
    assert "no plan set fits yet (5 weeks)" in str(found.why)


def test_a_problem_in_another_place_says_that_no_set_fits() -> None:
    found = suggest(problem(region="neck"), facts())

    assert found.pathway is None
    assert str(found.why).startswith("neck: no plan set fits")


def test_pain_that_spreads_where_the_set_does_not_reach_is_not_given_the_set() -> None:
    known = facts(two_phase_set(excluded_radiation=("below_knee",)))

    assert suggest(problem(radiates_to="below_knee"), known).pathway is None
    assert suggest(problem(radiates_to="hip"), known).pathway is not None


def test_a_set_with_an_upper_limit_fits_up_to_it_and_not_beyond() -> None:
    known = facts(two_phase_set(max_weeks=20))

    assert suggest(problem(since_weeks=20), known).pathway is not None
    assert suggest(problem(since_weeks=21), known).pathway is None


def test_of_two_that_fit_the_lower_rank_is_suggested() -> None:
    known = facts(two_phase_set("second", rank=2), two_phase_set("first", rank=1))

    found = suggest(problem(), known)

    assert found.pathway is not None
    assert found.pathway.id == "first"
    assert "6 weeks or more; here 20" in str(found.why)


def test_a_chosen_set_that_fits_is_taken() -> None:
    known = facts(two_phase_set("first", rank=1), two_phase_set("second", rank=2))

    found = suggest(problem(), known, chosen="second")

    assert found.pathway is not None
    assert found.pathway.id == "second"
    assert str(found.why) == "low back: second, chosen."


def test_a_chosen_set_that_does_not_fit_gives_way_to_one_that_does() -> None:
    known = facts(two_phase_set("first"), two_phase_set("second", min_weeks=12))

    found = suggest(problem(since_weeks=11), known, chosen="second")

    assert found.pathway is not None
    assert found.pathway.id == "first"
