"""Marta's plan, ready to be booked, on the day before it begins."""

from collections.abc import Iterator

import pytest
from tests.people import Cast
from tests.records.schedule.courses import SUNDAY_BEFORE, plan_of

from weft.records import clock
from weft.records.models import Plan


@pytest.fixture(autouse=True)
def _the_day_before() -> Iterator[None]:
    with clock.at(SUNDAY_BEFORE):
        yield


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """Agreed by everybody."""
    return plan_of(cast)
