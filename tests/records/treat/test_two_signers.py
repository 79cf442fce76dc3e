"""Two people sign at the same moment: one record, one clean no."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection
from tests.people import TUESDAY_NINE, Cast
from tests.records.treat.treat_builders import cares, needled, prepare, trip

from weft.records import clock
from weft.records.access import Member
from weft.records.actions import treat
from weft.records.actions.treat import Signed
from weft.records.models import Aftercare, Score, SessionRecord
from weft.records.refused import Reason, Refused


@pytest.mark.django_db(transaction=True)
def test_of_two_signers_at_once_one_wins_and_the_other_is_told(cast: Cast) -> None:
    prepare(cast)
    visit_id = trip(cast).needles
    needled(cast, visit_id)
    cares(cast.ren, cast.marta_id)
    start = Barrier(2)

    def sign(by: Member) -> Signed | Refused:
        start.wait(timeout=20)
        return _signed(visit_id, by)

    with ThreadPoolExecutor(2) as both:
        results = list(both.map(sign, (cast.wei, cast.ren)))

    assert [type(each) for each in results].count(Signed) == 1
    assert [each.reason for each in results if isinstance(each, Refused)] == [Reason.SIGNED]
    kept = (SessionRecord, Aftercare, Score)
    assert [model.objects.within(cast.clinic.id).count() for model in kept] == [1, 1, 1]


def _signed(visit_id: UUID, by: Member) -> Signed | Refused:
    try:
        return treat.sign_needles(visit_id=visit_id, by=by, pain_after=3)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_of_two_counts_at_once_none_is_lost(cast: Cast) -> None:
    prepare(cast)
    visit_id = trip(cast).needles
    treat.needles_in(visit_id=visit_id, by=cast.wei, count=6)
    start = Barrier(2)

    def take_out(by: Member) -> object:
        start.wait(timeout=20)
        try:
            with clock.at(TUESDAY_NINE):  # another thread has another clock
                return treat.needles_out(visit_id=visit_id, by=by, count=4)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        results = list(both.map(take_out, (cast.wei, cast.ren)))

    assert [type(each) for each in results].count(Refused) == 1
