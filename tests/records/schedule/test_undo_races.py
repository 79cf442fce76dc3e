"""The last step is taken back while somebody books the time that it freed, or while it is taken back: one of two."""

from datetime import timedelta

import pytest
from tests import people
from tests.care import got
from tests.people import TUESDAY_NINE, Cast
from tests.records.test_two_editors_races import at_once

from weft.core.shared.care import MOVEMENT
from weft.records import clock
from weft.records.actions import undo
from weft.records.actions.schedule import book_visit
from weft.records.models import Claim, Visit
from weft.records.refused import Refused
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Written for good: other connections must see it."""
    return people.standing()


def test_a_time_is_taken_back_or_booked_never_both_and_taken_back_once(cast: Cast) -> None:
    assert cast.dana.membership_id
    wanted = VisitWanted(MOVEMENT, cast.dana.membership_id, TUESDAY_NINE, 30, cast.rooms[0].id)
    with clock.at(TUESDAY_NINE - timedelta(days=1)):
        first = got(book_visit(cast.marta_id, wanted, by=cast.noor)).visits[0]
        off = got(undo.cancel(visit_id=first, reason="ill", by=cast.noor))
        rivals = at_once(
            (
                lambda: undo.take_back(off, by=cast.noor),
                lambda: book_visit(cast.harold_id, wanted, by=cast.dana),
            )
        )
        (held,) = Visit.objects.within(cast.clinic.id).filter(state="booked")
        claims = Claim.objects.within(cast.clinic.id).filter(active=True)
        owners = set(claims.values_list("visit_id", flat=True))

        again = got(undo.cancel(visit_id=held.id, reason="ill", by=cast.noor))
        twice = at_once((lambda: undo.take_back(again, by=cast.noor), lambda: undo.take_back(again, by=cast.noor)))

    assert sorted(isinstance(each, Refused) for each in rivals) == [False, True]
    assert owners == {held.id}
    assert sorted(isinstance(each, Refused) for each in twice) == [False, True]
