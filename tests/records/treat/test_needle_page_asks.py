"""The needle page asks the database at most twelve times of its own, wherever the visit stands."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.people import Cast
from tests.records.treat.treat_builders import assert_done, at, prepare, trip

from weft.core.shared.care import Answer
from weft.records import audit, clock
from weft.records.actions import treat
from weft.records.reads.treat import NeedlePage, needle_page

pytestmark = pytest.mark.django_db
MOST = 12


def seen(cast: Cast, visit_id: UUID) -> NeedlePage:
    with audit.request("r", "needles"), CaptureQueriesContext(connection) as asked:
        page = needle_page(visit_id, by=cast.wei)
    selects = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    assert len(selects) <= MOST, "\n".join(each[:120] for each in selects)
    return page


def test_it_asks_little_at_every_stage(cast: Cast) -> None:
    prepare(cast)
    bed = trip(cast).needles
    stages = [seen(cast, bed).stage]
    with clock.at(at(2)):
        assert_done(treat.needles_in(visit_id=bed, by=cast.wei, count=12))
        stages.append(seen(cast, bed).stage)
    with clock.at(at(30)):
        stages.append(seen(cast, bed).stage)
        assert_done(treat.needles_out(visit_id=bed, by=cast.wei, count=12))
        stages.append(seen(cast, bed).stage)
        assert_done(treat.steady(visit_id=bed, by=cast.wei, yes=True))
        assert_done(treat.sign_needles(visit_id=bed, by=cast.wei, second_by=cast.noor.user_id, counted_again=12))
        stages.append(seen(cast, bed).stage)

    assert stages == ["ready", "in", "over", "out", "signed"]


@pytest.mark.parametrize("count", [0, 12])
def test_it_asks_no_more_when_new_answers_hold_needles_back(cast: Cast, count: int) -> None:
    prepare(cast)
    bed = trip(cast).needles
    with clock.at(at(2)):
        if count:
            assert_done(treat.needles_in(visit_id=bed, by=cast.wei, count=count))
    with clock.at(at(70)):
        prepare(cast, None, fever_now=Answer.YES)
    with clock.at(at(5)):
        page = seen(cast, bed)

    assert page.standing.stops
    assert "Wei" in str(page.standing.stops)
    assert page.stage == ("in" if count else "ready")
