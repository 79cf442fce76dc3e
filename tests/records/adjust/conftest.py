"""A plan in care since 2 March 2027, and scores that are told on a day of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.care import PlanMade, drafted, got
from tests.people import Cast
from tests.records.adjust.days import START, Score

from weft.records import clock
from weft.records.actions.measure import record_scores


@pytest.fixture
def care(cast: Cast) -> PlanMade:
    with clock.at(START):
        return drafted(cast)


@pytest.fixture
def scored(cast: Cast, care: PlanMade) -> Score:
    def say(day: float, **values: int) -> None:
        with clock.at(START + timedelta(days=day)):
            given = {name: Decimal(value) for name, value in values.items()}
            got(record_scores(by=cast.dana, person_id=cast.marta_id, scores=given))

    return say
