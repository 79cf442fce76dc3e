"""What was measured of Marta's care as it was walked: the window, days to half, the dose that was given."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import got
from tests.people import Cast
from tests.walked import Walked, walk

from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions.measure import record_scores
from weft.records.reads.measured import measured

pytestmark = pytest.mark.django_db
SETS = {"movement_tolerated": {"sets_done": Decimal(9), "sets_planned": Decimal(12)}}


@pytest.fixture
def walked(cast: Cast) -> Walked:
    return walk(cast)


def test_the_window_counts_what_was_asked(cast: Cast, walked: Walked) -> None:
    with clock.at(walked.today):
        seen = measured(cast.marta_id, cast.wei)

    assert seen.window.needles
    assert seen.window.needles.middle < 0
    assert "proves nothing" in str(seen.window.why.words)
    assert seen.half.days is not None


def test_movement_done_stands_beside_needles_of_its_day_or_alone(cast: Cast, walked: Walked) -> None:
    with clock.at(walked.today):
        before = measured(cast.marta_id, cast.wei).window
        got(record_scores(by=cast.dana, person_id=cast.marta_id, forms=SETS))
        after = measured(cast.marta_id, cast.wei).window

    assert after.with_needles == before.with_needles
    assert after.without_needles
    assert before.without_needles
    assert after.without_needles.visits == before.without_needles.visits + 1
    assert after.without_needles.share > before.without_needles.share


def test_the_dose_is_counted_by_phase(cast: Cast, walked: Walked) -> None:
    with clock.at(walked.today):
        got(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"home_days": Decimal(4)}))
        seen = measured(cast.marta_id, cast.wei)

    assert seen.dose
    assert seen.dose.planned.needles == 7
    assert 0 < seen.dose.given.needles <= 7
    assert seen.dose.given.home_days == 4


def test_without_care_there_is_nothing_yet(cast: Cast) -> None:
    seen = measured(cast.harold_id, cast.wei)

    assert (seen.dose, seen.half.days) == (None, None)
    assert str(seen.window.why.words) == "Nothing was asked around needles yet."


def test_only_those_with_the_record_may_see_it(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        measured(cast.marta_id, cast.noor)
    with pytest.raises(NotFound):
        measured(cast.marta_id, cast.otto)


def test_it_asks_the_database_fourteen_times_at_most(cast: Cast, walked: Walked) -> None:
    with clock.at(walked.today), CaptureQueriesContext(connection) as asked:
        measured(cast.marta_id, cast.wei)

    assert len([one for one in asked.captured_queries if one["sql"].startswith("SELECT")]) <= 14
