"""Delivered against planned, phase by phase."""

from weft.core.measure.delivered import Dose, PhasePlanned, delivered
from weft.core.shared.words import Words

PLAN = (
    PhasePlanned("settle", Words("Settle"), Dose(needles=4, movement=4, home_days=10)),
    PhasePlanned("rebuild", Words("Rebuild"), Dose(needles=3, movement=6, home_days=15)),
)


def test_each_phase_beside_its_plan() -> None:
    found = delivered(PLAN, {"settle": Dose(3, 5, 8)})

    assert [phase.given for phase in found.phases] == [Dose(3, 5, 8), Dose()]
    assert str(found.phases[0].words) == "Settle: needles 3 of 4 visits, movement 5 of 4 visits, home 8 of 10 days."
    assert (found.planned, found.given, found.outside) == (Dose(7, 10, 25), Dose(3, 5, 8), Dose())


def test_home_days_that_nobody_asked_about_are_not_a_zero() -> None:
    found = delivered(PLAN, {"settle": Dose(3, 5)})
    nothing = delivered((PhasePlanned("keep", Words("Keep"), Dose()),), {})

    assert str(found.phases[0].words).endswith("home days not asked (10 planned).")
    assert found.given.home_days is None
    assert dict(found.why.inputs) == {"settle": "3, 5, not asked"}
    assert str(nothing.phases[0].words).endswith("nothing at home.")


def test_what_belongs_to_no_phase_is_shown_apart() -> None:
    found = delivered(PLAN, {"settle": Dose(1), "": Dose(2, 1)})

    assert (found.given, found.outside) == (Dose(1), Dose(2, 1))
    assert dict(found.why.limits) == {"settle": "4, 4, 10", "rebuild": "3, 6, 15"}
