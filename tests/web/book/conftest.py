"""The clinics of the page tests work with drafts, so that their questions can be asked."""

from collections.abc import Iterator

import pytest
from tests.people import TUESDAY_NINE, Cast
from tests.records.book.test_talks import works

from weft.records import clock
from weft.records.models import Clinic, Person, WorkingHours


@pytest.fixture(autouse=True)
def works_with_drafts(cast: Cast) -> None:
    """By Elena's word, and by Otto's."""
    for clinic, who in ((cast.clinic, cast.elena), (cast.other_clinic, cast.otto)):
        Clinic.objects.filter(id=clinic.id).update(work_with_drafts_at=clock.now(), work_with_drafts_by=who.user_id)


@pytest.fixture
def marta(cast: Cast) -> Person:
    """The patient."""
    return Person.objects.within(cast.clinic.id).get(id=cast.marta_id)


@pytest.fixture
def only_wei_at_nine(cast: Cast) -> Iterator[None]:
    """A Tuesday at nine, and only Wei works: a time is one person's."""
    WorkingHours.objects.within(cast.clinic.id).exclude(membership_id=works(cast.wei)).delete()
    with clock.at(TUESDAY_NINE):
        yield
