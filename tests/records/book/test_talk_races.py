"""Two strangers never get the same time of one clinician: real server processes, and a control that must fail."""

from datetime import datetime

import pytest
from tests import people
from tests.people import Cast
from tests.records.book.test_talks import works
from tests.records.race_server import Reply, overlaps_allowed, rivals, serving
from tests.records.test_races import overlaps

from weft.records import talk_supply
from weft.records.access import clinic_of
from weft.records.models import Talk, WorkingHours

pytestmark = pytest.mark.django_db(transaction=True)
RIVALS = 4
TIMES = 4


@pytest.fixture
def free(transactional_db: None) -> tuple[Cast, list[datetime]]:
    """Only Wei works, so that each time can be one stranger's."""
    cast = people.standing()
    WorkingHours.objects.within(cast.clinic.id).exclude(membership_id=works(cast.wei)).delete()
    return cast, [one.starts for one in talk_supply.free_talks(clinic_of(cast.clinic.id))]


def heats(port: int, cast: Cast, starts: list[datetime]) -> list[list[Reply]]:
    said = {"path": "talk", "by": str(cast.noor.user_id), "clinic": str(cast.clinic.id)}
    return [rivals(port, [said | {"starts": each.isoformat()}] * RIVALS) for each in starts]


def test_of_many_strangers_for_one_time_exactly_one_gets_it(free: tuple[Cast, list[datetime]]) -> None:
    cast, starts = free
    with serving() as port:
        replies = heats(port, cast, starts[:TIMES])

    assert [sorted(reply.status for reply in heat) for heat in replies] == [[201] + [409] * (RIVALS - 1)] * TIMES
    losers = [reply for heat in replies for reply in heat if reply.status == 409]
    assert all(len(reply.said["nearest"]) == 3 for reply in losers)
    assert (Talk.objects.within(cast.clinic.id).count(), overlaps()) == (TIMES, 0)


def test_with_the_guard_off_the_same_race_double_books(free: tuple[Cast, list[datetime]]) -> None:
    """The positive control: a race that cannot fail would prove nothing."""
    cast, starts = free
    with overlaps_allowed():
        with serving(RACE_GUARD="off") as port:
            replies = heats(port, cast, starts[:TIMES])
        doubled = overlaps()

    assert doubled > 0
    assert any([reply.status for reply in heat].count(201) > 1 for heat in replies)
