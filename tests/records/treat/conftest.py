"""The clock of these tests stands at nine on the day of the visits, unless a test says otherwise."""

from collections.abc import Iterator

import pytest
from tests.people import TUESDAY_NINE

from weft.records import clock


@pytest.fixture(autouse=True)
def day_of_the_visits() -> Iterator[None]:
    """Needles are counted on the day of their visit."""
    with clock.at(TUESDAY_NINE):
        yield
