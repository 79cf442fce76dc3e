"""Where the leg is treated, pain in the leg is asked first, drawn, and halved; general pain stands beside it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.care import drafted, got
from tests.people import TUESDAY_NINE, Cast

from weft.core.plan.case import Problem
from weft.records import clock
from weft.records.actions.measure import record_scores
from weft.records.reads.measure import scores_asked
from weft.records.reads.measured import measured
from weft.records.reads.person import person_page

pytestmark = pytest.mark.django_db
LEG = Problem(id="leg", region="low_back", since_weeks=26, text="down the leg", radiates_to="below_knee", pain=6)


@pytest.fixture(autouse=True)
def care(cast: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        drafted(cast, LEG)
        said(cast, nprs=6, nprs_leg=8)
    with clock.at(TUESDAY_NINE + timedelta(days=14)):
        said(cast, nprs=6, nprs_leg=4)


def said(cast: Cast, **scores: int) -> None:
    given = {name: Decimal(value) for name, value in scores.items()}
    got(record_scores(by=cast.dana, person_id=cast.marta_id, scores=given))


def test_it_is_asked_first(cast: Cast) -> None:
    assert [one.name for one in scores_asked(cast.marta_id, cast.dana).scales][:2] == ["nprs_leg", "nprs"]


def test_the_curve_and_the_line_at_the_top_follow_it(cast: Cast) -> None:
    with clock.at(TUESDAY_NINE + timedelta(days=14)):
        seen = person_page(cast.marta_id, cast.dana).care

    assert seen
    assert seen.curve
    assert (str(seen.curve.measure), [point.value for point in seen.curve.points]) == (
        "Leg pain",
        [Decimal(8), Decimal(4)],
    )
    assert "Pain" in {str(one.measure) for one in seen.others}
    assert str(seen.now[0].words) == "Leg pain down 4 of 10 since the start, a real change."


def test_days_to_half_follow_it(cast: Cast) -> None:
    with clock.at(TUESDAY_NINE + timedelta(days=14)):
        assert measured(cast.marta_id, cast.dana).half.days == 14
