"""Two people press yes at once, or a walk-in is booked meanwhile: one of them has the time, and nobody's overlap."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests import people
from tests.care import got
from tests.people import Cast
from tests.records.race_server import overlaps_allowed
from tests.records.schedule.courses import SUNDAY_BEFORE
from tests.records.schedule.test_course_races import at_once, overlaps
from tests.records.schedule.waiting import freed_pair, offers, pair, waiting

from weft.records import clock
from weft.records.access import clinic_of
from weft.records.actions.schedule import Booked, book_pair
from weft.records.actions.waitlist_answer import answer
from weft.records.actions.waitlist_offer import keep_freed, offer
from weft.records.models import OfferState, Person, Visit
from weft.records.reads.freed_times import Freed, Looking

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Written for good: other connections must see it."""
    cast = people.standing()
    with clock.at(SUNDAY_BEFORE):
        waiting(cast)
    return cast


def offered(cast: Cast, freed: Freed, person_id: UUID) -> UUID:
    """The same time, offered to one person."""
    with clock.at(SUNDAY_BEFORE):
        found = Looking(clinic_of(cast.clinic.id)).ranked(freed)
        freed_id = got(keep_freed(freed, found, by=cast.noor))
        return got(offer(by=cast.noor, freed_id=freed_id, person_id=person_id))


def yes(cast: Cast, offer_id: UUID) -> Callable[[], Any]:
    return lambda: answer(by=cast.visitor, offer_id=offer_id, yes=True)


def longer(freed: Freed) -> Freed:
    """The same time under another name: only the claims can tell that it is one."""
    return replace(freed, ends=freed.ends + timedelta(minutes=30))


def booked(cast: Cast) -> int:
    return Visit.objects.within(cast.clinic.id).count()


def test_of_two_yeses_one_has_the_time(cast: Cast) -> None:
    ids = [offered(cast, freed_pair(cast), id_) for id_ in (cast.marta_id, cast.harold_id)]

    answers = at_once(*[yes(cast, id_) for id_ in ids])

    assert sorted(answers) == [OfferState.GONE, OfferState.YES]
    assert (booked(cast), overlaps(cast)) == (2, 0)
    assert sorted(one.state for one in offers(cast)) == ["gone", "yes"]


def two_names(cast: Cast) -> list[Any]:
    ids = [
        offered(cast, freed, id_)
        for freed, id_ in ((freed_pair(cast), cast.marta_id), (longer(freed_pair(cast)), cast.harold_id))
    ]
    return at_once(*[yes(cast, id_) for id_ in ids])


def test_of_two_yeses_to_one_time_under_two_names_one_has_it(cast: Cast) -> None:
    assert sorted(two_names(cast)) == [OfferState.GONE, OfferState.YES]
    assert (booked(cast), overlaps(cast)) == (2, 0)


def test_with_the_guard_off_the_same_race_books_it_twice(cast: Cast) -> None:
    """The positive control: a race that cannot fail would prove nothing."""
    with overlaps_allowed():
        answers = two_names(cast)
        doubled = overlaps(cast)

    assert answers == [OfferState.YES] * 2
    assert doubled > 0


def test_a_yes_and_a_walk_in_at_the_desk_have_one_winner(cast: Cast) -> None:
    id_ = offered(cast, freed_pair(cast), cast.marta_id)
    walk_in = Person.objects.create(clinic_id=cast.clinic.id, name="Walks In")

    said, desk = at_once(yes(cast, id_), lambda: book_pair(walk_in.id, *pair(cast), by=cast.noor))

    assert isinstance(desk, Booked) != (said is OfferState.YES)
    assert (booked(cast), overlaps(cast)) == (2, 0)


def test_two_yeses_of_one_person_book_one_time(cast: Cast) -> None:
    next_day = replace(
        freed_pair(cast), starts=freed_pair(cast).starts + timedelta(1), ends=freed_pair(cast).ends + timedelta(1)
    )
    ids = [offered(cast, freed, cast.marta_id) for freed in (freed_pair(cast), next_day)]

    answers = at_once(*[yes(cast, each) for each in ids])

    assert sorted(answers) == [OfferState.GONE, OfferState.YES]
    assert booked(cast) == 2
