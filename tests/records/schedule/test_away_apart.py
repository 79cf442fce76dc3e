"""What a rung of the ladder does not look at is counted apart, with the reason and what to do."""

from dataclasses import replace

import pytest
from tests.care import got
from tests.people import Cast
from tests.records.schedule.asking import reached
from tests.records.schedule.test_away import DAY, FRIDAY, HOUR, away, wanted, wei

from weft.core.schedule.clinic.repair import Rung
from weft.records.actions.away_move import keep_offer
from weft.records.actions.schedule import book_visit
from weft.records.away_offer import KeptOffer, WhyApart
from weft.records.models import Closure, Person, Resource, ResourceKind, Site, Visit
from weft.records.reads.away_one import AwayOnePage, away_one_page
from weft.records.reads.away_repair import look

pytestmark = pytest.mark.django_db


def looked(cast: Cast, absence: Closure) -> tuple[KeptOffer, AwayOnePage]:
    """As if the time had run out: a longer look is offered wherever it could bring more."""
    found = replace(look(absence.id, Rung.ALONE, cast.noor), is_cut=True)
    got(keep_offer(by=cast.noor, closure_id=absence.id, offer=found))
    return found, away_one_page(absence.id, cast.noor)


def test_two_visits_of_a_day_that_are_no_pair_are_told_apart_and_no_longer_look_is_offered_for_them(cast: Cast) -> None:
    reached(cast)
    for who, hours in ((cast.marta_id, 0), (cast.marta_id, 1), (cast.harold_id, 2)):
        got(book_visit(who, wanted(cast, FRIDAY + hours * HOUR), by=cast.noor))

    found, seen = looked(cast, away(cast, wei(cast), hours=3))

    assert [one.why for one in found.apart] == [WhyApart.BY_HAND, WhyApart.BY_HAND]
    assert str(found.said).startswith("1 of 1 lost visits")
    assert len(seen.to_call) == 2
    assert str(seen.apart[0]) == (
        "2 visits are not looked at: they share their day with a visit that is no pair with them, have an unusual "
        "length, or could not be booked so today. Move each on its own page."
    )
    assert not seen.longer.may_bring_more


def test_where_there_are_only_such_visits_each_is_a_call(cast: Cast) -> None:
    for hours in (0, 1):
        got(book_visit(cast.marta_id, wanted(cast, FRIDAY + hours * HOUR), by=cast.noor))

    found, seen = looked(cast, away(cast, wei(cast), hours=3))

    assert (len(found.apart), len(seen.to_call), seen.longer.may_bring_more) == (2, 2, False)
    assert str(found.said).startswith("None of them can be looked at together")
    assert len(seen.apart) == 1


@pytest.mark.parametrize(("days", "why"), [(21, ()), (24, (WhyApart.LATER,))])
def test_what_is_in_the_fifth_week_is_another_look(cast: Cast, days: int, why: tuple[WhyApart, ...]) -> None:
    for starts, who in ((FRIDAY, cast.marta_id), (FRIDAY + days * DAY, cast.harold_id)):
        got(book_visit(who, wanted(cast, starts), by=cast.noor))

    found, seen = looked(cast, away(cast, wei(cast), hours=24 * 40))

    assert tuple(one.why for one in found.apart) == why
    assert len(seen.apart) == len(why)


def test_the_site_with_most_of_them_is_looked_at_and_the_others_are_said(cast: Cast) -> None:
    north = Site.objects.create(clinic=cast.clinic, name="North")
    bed = Resource.objects.create(clinic=cast.clinic, site=north, kind=ResourceKind.BED, name="North bed")
    third = Person.objects.create(clinic=cast.clinic, name="Third").id
    for who, hours in ((cast.marta_id, 0), (cast.harold_id, 1), (third, 2)):
        got(book_visit(who, wanted(cast, FRIDAY + hours * HOUR), by=cast.noor))
    Visit.objects.within(cast.clinic.id).filter(person_id=cast.marta_id).update(place=bed)

    found, seen = looked(cast, away(cast, wei(cast), hours=3))

    assert [one.why for one in found.apart] == [WhyApart.ELSEWHERE]
    assert "of 2 lost visits" in str(found.said)
    assert [str(one) for one in seen.apart] == ["1 visit at another site is not looked at: move it on its own page."]
