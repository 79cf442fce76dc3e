"""A visit comes forward to somebody else only for who said so; a yes asks skill, clearance and the claims again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.care import got, no
from tests.people import TUESDAY_NINE, Cast
from tests.records.schedule.courses import plan_of, screened_again, sure
from tests.records.schedule.others import (
    DAY,
    HOURS,
    danas,
    found,
    kept,
    olga_waits,
    rens,
    same_people,
    wants,
    wants_by_phone,
    with_dana,
    with_ren,
)
from tests.records.schedule.waiting import freed_pair, offers, pair, waiting

from weft.core.book.consents import Purpose
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records import clock
from weft.records.actions.book_consent import give_consent
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.course_move import split_pair
from weft.records.actions.schedule import book_pair, book_visit
from weft.records.actions.waitlist import want_earlier
from weft.records.actions.waitlist_answer import answer, said
from weft.records.actions.waitlist_offer import offer
from weft.records.actions.waitlist_round import carry_on
from weft.records.models import (
    FreedTime,
    Membership,
    OfferState,
    Pair,
    PairState,
    Person,
    Resource,
    Visit,
    WaitlistEntry,
)
from weft.records.reads.freed_times import Freed, Ranked
from weft.records.refused import Reason
from weft.records.waitlist import mark_of
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=1)


@pytest.fixture
def olga(cast: Cast) -> UUID:
    """She has a visit with Dana on Thursday, and would gladly come sooner to anybody."""
    return olga_waits(cast)


def asked(cast: Cast, person_id: UUID) -> UUID:
    return got(offer(by=cast.noor, freed_id=kept(cast), person_id=person_id))


def says_yes(cast: Cast, offer_id: UUID) -> OfferState:
    return got(answer(by=cast.visitor, offer_id=offer_id, yes=True))


def visit_of(cast: Cast, person_id: UUID) -> Visit:
    return Visit.objects.within(cast.clinic.id).get(person_id=person_id)


def test_only_who_said_so_is_offered_somebody_else(cast: Cast, olga: UUID) -> None:
    [one] = found(cast)
    assert (one.person_id, one.gain) == (olga, 2)
    assert [each.practitioner_id for each in one.visits] == [cast.ren.membership_id]

    got(want_earlier(by=cast.noor, person_id=olga, **HOURS))

    assert found(cast) == ()
    newest = WaitlistEntry.objects.within(cast.clinic.id).order_by("at")
    assert [entry.anybody for entry in newest] == [True, False]


def test_a_course_with_the_same_people_only_is_stronger_than_what_was_said(cast: Cast, olga: UUID) -> None:
    same_people(cast, olga)

    assert found(cast) == ()
    assert no(wants(cast, olga)).reason is Reason.NOT_POSSIBLE
    got(wants(cast, olga, anybody=False))


def test_a_yes_moves_the_visit_to_who_was_offered_and_leaves_the_own_people_as_they_are(cast: Cast, olga: UUID) -> None:
    assert says_yes(cast, asked(cast, olga)) is OfferState.YES

    visit = visit_of(cast, olga)
    assert (visit.starts, visit.practitioner_id) == (TUESDAY_NINE, cast.ren.membership_id)
    assert Person.objects.within(cast.clinic.id).get(id=olga).movement_by_id == cast.dana.membership_id
    assert no(book_visit(cast.harold_id, with_ren(cast), by=cast.noor)).reason is Reason.SLOT_TAKEN
    got(book_visit(cast.harold_id, with_dana(cast, TUESDAY_NINE + 2 * DAY), by=cast.noor))


def test_a_visit_that_comes_forward_keeps_its_own_length(cast: Cast) -> None:
    person = Person.objects.create(clinic_id=cast.clinic.id, name="Pia Roth")
    got(book_visit(person.id, replace(with_dana(cast, TUESDAY_NINE + 2 * DAY), minutes=45), by=cast.noor))
    got(wants_by_phone(cast, person.id))
    longer = replace(rens(cast), ends=TUESDAY_NINE + timedelta(minutes=45))

    assert [one.minutes for one in found(cast, longer)[0].visits] == [45]
    assert got(said(by=cast.noor, freed_id=kept(cast, longer), person_id=person.id, yes=True)) is OfferState.YES

    visit = visit_of(cast, person.id)
    assert (visit.starts, visit.ends) == (longer.starts, longer.ends)


def test_half_a_pair_that_comes_forward_leaves_the_pair_where_it_is(cast: Cast) -> None:
    """The halves were pulled apart: movement is on Friday, needles stay on Thursday."""
    person = Person.objects.create(clinic_id=cast.clinic.id, name="Pia Roth")
    booked = got(book_pair(person.id, *pair(cast, TUESDAY_NINE + 2 * DAY), by=cast.noor)).visits
    both, to = Pair.objects.within(cast.clinic.id).get(), TUESDAY_NINE + 3 * DAY
    got(split_pair(pair_id=both.id, visit_id=booked[1], to=to, reason="asked for it", by=cast.noor))
    got(wants_by_phone(cast, person.id))
    id_, told = kept(cast, danas(cast)), found(cast, danas(cast))[0]

    assert got(said(by=cast.noor, freed_id=id_, person_id=person.id, yes=True)) is OfferState.YES

    assert told.instead_of == booked[1]
    assert Pair.objects.within(cast.clinic.id).get().local_date == both.local_date


def test_one_half_goes_to_somebody_else_and_the_pair_stays_one(cast: Cast) -> None:
    person = Person.objects.create(clinic_id=cast.clinic.id, name="Pia Roth")
    got(book_pair(person.id, *pair(cast, TUESDAY_NINE + 2 * DAY), by=cast.noor))
    got(wants_by_phone(cast, person.id))
    second = rens(cast)
    freed = Freed(second.starts + timedelta(minutes=45), second.ends + timedelta(minutes=45), second.practitioner_id)

    assert got(said(by=cast.noor, freed_id=kept(cast, freed), person_id=person.id, yes=True)) is OfferState.YES

    visits = Visit.objects.within(cast.clinic.id).order_by("starts")
    assert [(one.discipline, one.practitioner_id) for one in visits] == [
        (NEEDLES, cast.wei.membership_id), (MOVEMENT, cast.ren.membership_id)
    ]  # fmt: skip
    both = Pair.objects.within(cast.clinic.id).get()
    assert (both.state, both.local_date) == (PairState.TOGETHER, visits[0].local_date)


def test_two_visits_of_one_day_that_are_no_pair_come_forward_both(cast: Cast) -> None:
    person = Person.objects.create(clinic_id=cast.clinic.id, name="Pia Roth")
    for one in pair(cast, TUESDAY_NINE + 2 * DAY):
        got(book_visit(person.id, one, by=cast.noor))
    got(wants_by_phone(cast, person.id))
    first, _ = pair(cast)
    id_ = kept(cast, Freed(first.starts, first.ends, first.practitioner_id))

    assert got(said(by=cast.noor, freed_id=id_, person_id=person.id, yes=True)) is OfferState.YES

    starts = Visit.objects.within(cast.clinic.id).order_by("starts").values_list("starts", flat=True)
    assert list(starts) == [TUESDAY_NINE, TUESDAY_NINE + timedelta(minutes=45)]


@pytest.mark.parametrize("how", ["skill", "left", "room", "taken", "wish", "course", "already"])
def test_a_yes_to_what_holds_no_more_moves_nothing(cast: Cast, olga: UUID, how: str) -> None:
    id_ = asked(cast, olga)
    ren = Membership.objects.within(cast.clinic.id).filter(user_id=sure(cast.ren.user_id))
    if how == "skill":
        ren.update(disciplines=[NEEDLES])
    elif how == "left":
        ren.update(active=False)
    elif how == "room":
        Resource.objects.within(cast.clinic.id).filter(id=offers(cast)[0].visits[0]["place_id"]).update(active=False)
    elif how == "taken":
        got(book_visit(cast.harold_id, with_ren(cast), by=cast.noor))
    elif how == "wish":
        got(wants(cast, olga, anybody=False))
    elif how == "course":
        same_people(cast, olga)
    else:
        Visit.objects.within(cast.clinic.id).filter(person_id=olga).update(practitioner_id=cast.ren.membership_id)

    assert says_yes(cast, id_) is OfferState.GONE
    assert visit_of(cast, olga).starts == TUESDAY_NINE + 2 * DAY


def test_a_new_time_is_not_booked_with_anybody_once_it_is_to_be_the_same_people_only(cast: Cast) -> None:
    waiting(cast)
    id_ = got(offer(by=cast.noor, freed_id=kept(cast, freed_pair(cast))))
    same_people(cast, offers(cast)[0].person_id)

    assert says_yes(cast, id_) is OfferState.GONE
    assert not Visit.objects.within(cast.clinic.id).exists()


def test_clearance_is_asked_again_for_who_comes_forward(cast: Cast) -> None:
    plan_of(cast, agreed=False, signed=False)
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="marta@example.org")
    got(give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS))
    got(book_visit(cast.marta_id, with_dana(cast, TUESDAY_NINE + 2 * DAY), by=cast.noor))
    got(wants(cast, cast.marta_id))
    id_ = asked(cast, cast.marta_id)

    with clock.at(clock.now() + SOON):
        screened_again(cast, blocked=knowledge().disciplines[MOVEMENT].modalities)
        assert says_yes(cast, id_) is OfferState.GONE

    assert visit_of(cast, cast.marta_id).practitioner_id == cast.dana.membership_id


@pytest.mark.parametrize(("anybody", "state"), [(False, "stopped"), (True, "open")])
def test_the_round_takes_an_offer_of_somebody_else_back_once_it_is_not_wished(
    cast: Cast, olga: UUID, anybody: bool, state: str
) -> None:
    asked(cast, olga)
    got(wants(cast, olga, anybody=anybody))

    carry_on(by=cast.system)

    assert [one.state for one in offers(cast)] == [state]


def test_an_offer_with_the_own_people_stands_whatever_is_wished_about_others(cast: Cast, olga: UUID) -> None:
    mine = with_dana(cast, TUESDAY_NINE)
    id_ = got(offer(by=cast.noor, freed_id=kept(cast, Freed(mine.starts, mine.ends, mine.practitioner_id))))
    got(wants(cast, olga, anybody=False))

    carry_on(by=cast.system)

    assert says_yes(cast, id_) is OfferState.YES
    assert visit_of(cast, olga).practitioner_id == cast.dana.membership_id


def test_a_yes_on_the_phone_is_to_what_was_read_out(cast: Cast, olga: UUID) -> None:
    longer = replace(rens(cast), ends=rens(cast).ends + timedelta(minutes=50))
    id_ = kept(cast, longer)
    told = FreedTime.objects.within(cast.clinic.id).get().ranked
    got(book_visit(cast.harold_id, with_ren(cast), by=cast.noor))
    given: dict[str, Any] = {"by": cast.noor, "freed_id": id_, "person_id": olga, "yes": True}
    trip = [visit_of(cast, olga)]

    refused = no(said(seen=mark_of(from_json(tuple[Ranked, ...], told)[0].visits, trip), **given))

    assert refused.reason is Reason.CHANGED_MEANWHILE
    assert visit_of(cast, olga).starts == TUESDAY_NINE + 2 * DAY
    now = FreedTime.objects.within(cast.clinic.id).get().ranked
    assert got(said(seen=mark_of(from_json(tuple[Ranked, ...], now)[0].visits, trip), **given)) is OfferState.YES
    assert visit_of(cast, olga).starts == TUESDAY_NINE + timedelta(minutes=45)


def test_a_yes_on_the_phone_to_an_open_offer_is_to_that_offer(cast: Cast, olga: UUID) -> None:
    asked(cast, olga)
    given: dict[str, Any] = {"by": cast.noor, "freed_id": offers(cast)[0].freed_id, "person_id": olga}

    assert no(said(yes=True, seen="something else", **given)).reason is Reason.CHANGED_MEANWHILE
    seen = mark_of(found(cast)[0].visits, [visit_of(cast, olga)])
    assert got(said(yes=True, seen=seen, **given)) is OfferState.YES


def test_a_yes_on_the_phone_is_also_to_which_visit_it_is_instead_of(cast: Cast, olga: UUID) -> None:
    """Thursday was read out; by now it is called off, and Friday's visit would come forward."""
    got(book_visit(olga, with_dana(cast, TUESDAY_NINE + 3 * DAY), by=cast.noor))
    id_, told, near = kept(cast), found(cast)[0], Visit.objects.within(cast.clinic.id).earliest("starts")
    seen = mark_of(told.visits, [near])
    got(cancel_visit(visit_id=near.id, reason="ill", by=cast.noor))
    assert found(cast)[0].visits == told.visits

    refused = no(said(by=cast.noor, freed_id=id_, person_id=olga, yes=True, seen=seen))

    assert refused.reason is Reason.CHANGED_MEANWHILE
    assert Visit.objects.within(cast.clinic.id).latest("starts").starts == TUESDAY_NINE + 3 * DAY


def test_a_visit_of_the_next_week_does_not_come_into_a_week_that_has_its_number(cast: Cast) -> None:
    """Two pairs a week: those of Monday and Wednesday stand, and that of the next Tuesday; Friday is free."""
    plan_of(cast)
    got(wants_by_phone(cast, cast.marta_id, days=range(7)))
    for days in (-1, 1, 7):
        freed = danas(cast, days)
        assert len(found(cast, freed)) == 1
        got(said(by=cast.noor, freed_id=kept(cast, freed), person_id=cast.marta_id, yes=True))

    assert found(cast, danas(cast, 3)) == ()


def test_who_has_no_plan_comes_forward_from_another_week(cast: Cast) -> None:
    person = Person.objects.create(clinic_id=cast.clinic.id, name="Pia Roth")
    for days in (1, 8):
        got(book_visit(person.id, with_dana(cast, TUESDAY_NINE + days * DAY), by=cast.noor))
    got(wants_by_phone(cast, person.id))

    assert [one.gain for one in found(cast, danas(cast, 0))] == [1]
    near = Visit.objects.within(cast.clinic.id).order_by("starts")[0]
    got(cancel_visit(visit_id=near.id, reason="ill", by=cast.noor))
    assert [one.gain for one in found(cast, danas(cast, 0))] == [8]


@pytest.mark.parametrize(("days", "who"), [(1, []), (2, [3])])
def test_said_hours_do_not_hide_a_visit_that_is_too_near(cast: Cast, days: int, who: list[int]) -> None:
    """A visit that does not fit the picture keeps its distance, also where other hours were said for earlier times."""
    person = Person.objects.create(clinic_id=cast.clinic.id, name="Pia Roth")
    assert cast.ren.membership_id
    odd = VisitWanted(NEEDLES, cast.ren.membership_id, TUESDAY_NINE + days * DAY, 60, cast.beds[1].id)
    first, _ = pair(cast, TUESDAY_NINE + 3 * DAY)
    got(book_visit(person.id, odd, by=cast.noor))
    got(book_visit(person.id, first, by=cast.noor))
    got(wants_by_phone(cast, person.id))

    one, _ = pair(cast)
    assert [each.gain for each in found(cast, Freed(one.starts, one.ends, one.practitioner_id))] == who
