"""A freed time is found, offered to one after the other, and booked by the first yes."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.care import got, no
from tests.people import TUESDAY_NINE, Cast
from tests.records.schedule.courses import screened_again, version
from tests.records.schedule.waiting import booked_by_somebody, freed_pair, offers, pair, waiting

from weft.core.schedule.wishes import PartOfDay
from weft.records import clock, offer_links
from weft.records.access import NotFound, clinic_of
from weft.records.actions.book_consent import withdraw_consent
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.course_move import move_pair
from weft.records.actions.outbox import claim
from weft.records.actions.schedule import book_pair, book_visit
from weft.records.actions.waitlist import end_earlier, want_earlier
from weft.records.actions.waitlist_answer import answer, said
from weft.records.actions.waitlist_offer import keep_freed, offer
from weft.records.actions.waitlist_round import carry_on, look_for_freed, nobody
from weft.records.models import (
    Clinic,
    FreedOutcome,
    FreedTime,
    OfferState,
    OutboxMessage,
    OutboxState,
    Pair,
    Person,
    Visit,
)
from weft.records.reads.freed_times import Freed, Looking, freed_now
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def freed_id(cast: Cast) -> UUID:
    """Tuesday's pair is free, and two people wait for one."""
    waiting(cast)
    return kept(cast, freed_pair(cast))


def kept(cast: Cast, freed: Freed) -> UUID:
    return got(keep_freed(freed, ranked(cast, freed), by=cast.noor))


def ranked(cast: Cast, freed: Freed, **more: Any) -> Any:
    return Looking(clinic_of(cast.clinic.id)).ranked(freed, **more)


def who(cast: Cast, freed: Freed) -> set[UUID]:
    return {one.person_id for one in ranked(cast, freed)}


def row(cast: Cast) -> FreedTime:
    return FreedTime.objects.within(cast.clinic.id).get()


def states(cast: Cast) -> list[str]:
    return [one.state for one in offers(cast)]


def visits_of(cast: Cast, person_id: UUID) -> list[datetime]:
    rows = Visit.objects.within(cast.clinic.id).filter(person_id=person_id, state="booked")
    return list(rows.order_by("starts").values_list("starts", flat=True))


def message(cast: Cast) -> OutboxMessage:
    return OutboxMessage.objects.within(cast.clinic.id).filter(kind="waitlist").latest("made_at")


def both(cast: Cast) -> list[UUID]:
    return [cast.marta_id, cast.harold_id]


# What is free, and who could use it.


def test_a_cancelled_pair_is_one_freed_time_with_who_could_use_it(cast: Cast) -> None:
    waiting(cast)
    first = booked_by_somebody(cast)
    assert freed_now(clinic_of(cast.clinic.id)) == ()

    got(cancel_visit(visit_id=first, reason="ill", by=cast.noor))

    assert got(look_for_freed(by=cast.system)) == 1
    assert freed_now(clinic_of(cast.clinic.id)) == (freed_pair(cast),)
    assert {one["person_id"] for one in row(cast).ranked} == {str(id_) for id_ in both(cast)}
    assert [len(one["visits"]) for one in row(cast).ranked] == [2, 2]
    assert got(look_for_freed(by=cast.system)) == 0


def test_a_moved_visit_frees_the_time_that_it_had(cast: Cast) -> None:
    waiting(cast)
    visit = booked_by_somebody(cast)

    got(move_pair(visit_id=visit, to=TUESDAY_NINE + DAY, by=cast.noor))

    assert freed_now(clinic_of(cast.clinic.id)) == (freed_pair(cast),)


def test_a_time_that_is_somebodys_again_is_offered_no_more(cast: Cast) -> None:
    waiting(cast)
    got(cancel_visit(visit_id=booked_by_somebody(cast), reason="ill", by=cast.noor))
    look_for_freed(by=cast.system)
    got(offer(by=cast.noor, freed_id=row(cast).id))

    other = Person.objects.create(clinic_id=cast.clinic.id, name="Walks In")
    got(book_visit(other.id, pair(cast)[0], by=cast.noor))
    look_for_freed(by=cast.system)

    assert freed_now(clinic_of(cast.clinic.id)) != (freed_pair(cast),)
    assert FreedTime.objects.within(cast.clinic.id).get(ends=freed_pair(cast).ends, second__isnull=False).outcome == (
        FreedOutcome.TAKEN
    )
    assert states(cast) == [OfferState.GONE]


def test_who_wants_no_offers_and_who_is_not_clear_is_not_asked(cast: Cast) -> None:
    waiting(cast)
    got(end_earlier(by=cast.noor, person_id=cast.harold_id))
    assert who(cast, freed_pair(cast)) == {cast.marta_id}

    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=("needling",))
        found = ranked(cast, freed_pair(cast))

    assert [[visit.discipline for visit in one.visits] for one in found] == [["movement"]]


def test_hours_that_were_said_for_earlier_times_hold(cast: Cast) -> None:
    waiting(cast)
    hours: dict[str, Any] = {"days": [1], "times": [PartOfDay.LATE], "reach": "mail"}
    got(want_earlier(by=cast.noor, person_id=cast.harold_id, **hours))

    assert who(cast, freed_pair(cast)) == {cast.marta_id}


def test_who_asked_comes_forward_with_their_own_later_trip(cast: Cast) -> None:
    waiting(cast)
    other = Person.objects.create(clinic_id=cast.clinic.id, name="Comes Early", email="c@example.org")
    booked = got(book_pair(other.id, *pair(cast, TUESDAY_NINE + 2 * DAY), by=cast.noor))
    assert who(cast, freed_pair(cast)) == set(both(cast))

    hours: dict[str, Any] = {"days": [1], "times": [PartOfDay.MORNING], "reach": "mail"}
    got(want_earlier(by=cast.noor, person_id=other.id, **hours))
    found = ranked(cast, freed_pair(cast))

    assert [(one.person_id, one.gain) for one in found][-1] == (other.id, 2)
    id_ = kept(cast, freed_pair(cast))
    assert got(said(by=cast.noor, freed_id=id_, person_id=other.id, yes=True)) is OfferState.YES
    assert visits_of(cast, other.id)[0] == TUESDAY_NINE
    assert len(visits_of(cast, other.id)) == len(booked.visits)


def test_who_let_a_time_go_is_not_asked_to_take_it_back(cast: Cast) -> None:
    waiting(cast)
    booked = got(book_pair(cast.marta_id, *pair(cast), by=cast.noor))
    got(cancel_visit(visit_id=booked.visits[0], reason="away", by=cast.noor))
    next_day = replace(freed_pair(cast), starts=freed_pair(cast).starts + DAY, ends=freed_pair(cast).ends + DAY)

    assert who(cast, freed_pair(cast)) == {cast.harold_id}
    assert who(cast, next_day) == set(both(cast))


def test_a_time_that_is_written_in_again_is_whose_it_says_now(cast: Cast) -> None:
    id_ = kept(cast, freed_pair(cast))

    assert kept(cast, replace(freed_pair(cast), second_id=None)) == id_
    assert row(cast).second_id is None


# Offering.


def test_two_rounds_at_once_ask_one_person_and_end_nothing(
    cast: Cast, freed_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(offers_by_itself=True)

    def slower(**asked: Any) -> Any:
        got(offer(**asked))
        return offer(**asked)

    monkeypatch.setattr("weft.records.actions.waitlist_round.offer", slower)

    assert carry_on(by=cast.system) == 0
    assert nobody(row(cast), by=cast.system) is False
    assert states(cast) == ["open"]
    assert row(cast).ended_at is None


def test_who_says_never_while_it_is_looked_is_not_asked(
    cast: Cast, freed_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ranked(cast, freed_pair(cast))
    got(end_earlier(by=cast.noor, person_id=found[0].person_id))
    monkeypatch.setattr(Looking, "ranked", lambda *_, **__: found)

    assert no(offer(by=cast.system, freed_id=freed_id, person_id=found[0].person_id)).reason is Reason.ALREADY_DONE
    assert states(cast) == []


def test_whose_yes_came_to_nothing_is_asked_again_by_the_desk_only(cast: Cast, freed_id: UUID) -> None:
    got(offer(by=cast.noor, freed_id=freed_id, person_id=cast.marta_id))
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=("needling",))
        assert got(answer(by=cast.visitor, offer_id=offers(cast)[0].id, yes=True)) is OfferState.GONE
        assert carry_on(by=cast.system) == 1
        got(answer(by=cast.visitor, offer_id=offers(cast)[1].id, yes=False))
        again = got(offer(by=cast.noor, freed_id=freed_id, person_id=cast.marta_id))
        got(answer(by=cast.visitor, offer_id=again, yes=False))

    assert {one.person_id for one in offers(cast)[1:2]} == {cast.harold_id}
    assert states(cast) == ["gone", "no", "no"]


def test_it_goes_to_the_first_and_after_a_no_to_the_next(cast: Cast, freed_id: UUID) -> None:
    got(offer(by=cast.noor, freed_id=freed_id))
    assert carry_on(by=cast.system) == 0
    got(answer(by=cast.visitor, offer_id=offers(cast)[0].id, yes=False))

    assert carry_on(by=cast.system) == 1
    assert carry_on(by=cast.system) == 0

    assert states(cast) == ["no", "open"]
    assert {one.person_id for one in offers(cast)} == set(both(cast))


@pytest.mark.parametrize(("late", "then"), [(-1, ["open"]), (0, ["expired", "open"])])
def test_who_does_not_answer_in_time_makes_room_for_the_next(
    cast: Cast, freed_id: UUID, late: int, then: list[str]
) -> None:
    got(offer(by=cast.noor, freed_id=freed_id))
    until = offers(cast)[0].expires
    assert until - clock.now() == timedelta(hours=2)

    with clock.at(until + timedelta(seconds=late)):
        carry_on(by=cast.system)

    assert states(cast) == then


def test_when_everybody_was_asked_it_ends(cast: Cast, freed_id: UUID) -> None:
    for _ in both(cast):
        got(offer(by=cast.noor, freed_id=freed_id))
        got(answer(by=cast.visitor, offer_id=offers(cast)[-1].id, yes=False))

    assert carry_on(by=cast.system) == 0
    assert row(cast).outcome == FreedOutcome.NOBODY
    assert no(offer(by=cast.noor, freed_id=freed_id)).reason is Reason.NOT_POSSIBLE


def test_nothing_goes_by_itself_before_the_clinic_says_so(cast: Cast, freed_id: UUID) -> None:
    assert carry_on(by=cast.system) == 0

    Clinic.objects.filter(id=cast.clinic.id).update(offers_by_itself=True)

    assert carry_on(by=cast.system) == 1


def test_at_night_nobody_is_asked(cast: Cast, freed_id: UUID) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(offers_by_itself=True)

    with clock.at(datetime.fromisoformat("2027-02-28T21:00:00-05:00")):
        assert carry_on(by=cast.system) == 0
    with clock.at(datetime.fromisoformat("2027-03-01T08:00:00-05:00")):
        assert carry_on(by=cast.system) == 1


def test_while_mail_is_held_after_a_restore_nobody_is_asked(cast: Cast, freed_id: UUID) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(offers_by_itself=True, mail_held_since=clock.now())

    assert carry_on(by=cast.system) == 0
    assert no(offer(by=cast.noor, freed_id=freed_id)).reason is Reason.NOT_POSSIBLE
    assert got(said(by=cast.noor, freed_id=freed_id, person_id=cast.marta_id, yes=True)) is OfferState.YES


def test_what_is_offered_at_night_goes_out_in_the_morning(cast: Cast, freed_id: UUID) -> None:
    with clock.at(datetime.fromisoformat("2027-02-28T22:30:00-05:00")):
        got(offer(by=cast.noor, freed_id=freed_id))
        assert got(claim(by=cast.system)) == ()

    morning = datetime.fromisoformat("2027-03-01T08:00:00-05:00")
    assert message(cast).due == morning
    assert offers(cast)[0].expires == morning + timedelta(hours=2)


def test_nobody_is_written_to_about_a_time_that_is_near(cast: Cast, freed_id: UUID) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(quiet_from="00:00", quiet_until="00:00")
    with clock.at(TUESDAY_NINE - timedelta(minutes=44)):
        assert no(offer(by=cast.noor, freed_id=freed_id)).reason is Reason.NOT_POSSIBLE
    with clock.at(TUESDAY_NINE - timedelta(minutes=46)):
        got(offer(by=cast.noor, freed_id=freed_id))

    assert offers(cast)[0].expires == TUESDAY_NINE - timedelta(minutes=31)


def test_nothing_is_offered_of_a_time_that_has_begun(cast: Cast, freed_id: UUID) -> None:
    with clock.at(TUESDAY_NINE):
        carry_on(by=cast.system)
        assert no(offer(by=cast.noor, freed_id=freed_id)).reason in {Reason.ALREADY_DONE, Reason.NOT_POSSIBLE}

    assert row(cast).outcome == FreedOutcome.PASSED


# The message.


def test_the_message_says_when_and_where_and_carries_a_link_that_only_works_once_it_goes(
    cast: Cast, freed_id: UUID
) -> None:
    got(offer(by=cast.noor, freed_id=freed_id))
    row_, token = offers(cast)[0], offer_links.token_of(offers(cast)[0].id)

    body, sent = message(cast).body, got(claim(by=cast.system))[0]

    assert "Tue 2 March 2027, 9:00, Two Rivers, main site" in body
    assert token not in body
    assert f"/o/{token}" in sent.body
    assert offer_links.found(cast.clinic.id, row_.id.hex) is None
    assert sent.choices_url


@pytest.mark.parametrize("how", ["consent", "no", "gone", "expired", "never"])
def test_a_message_that_no_longer_holds_is_not_sent(cast: Cast, freed_id: UUID, how: str) -> None:
    """Also after a restore that put the waiting message back into the future's past."""
    got(offer(by=cast.noor, freed_id=freed_id))
    row_ = offers(cast)[0]
    at = clock.now()
    if how == "consent":
        got(withdraw_consent(by=cast.noor, person_id=row_.person_id, purpose="visit_reminders"))
    elif how == "no":
        got(answer(by=cast.visitor, offer_id=row_.id, yes=False))
    elif how == "never":
        got(end_earlier(by=cast.noor, person_id=row_.person_id))
    elif how == "gone":
        other = next(id_ for id_ in both(cast) if id_ != row_.person_id)
        got(said(by=cast.noor, freed_id=freed_id, person_id=other, yes=True))
    else:
        at = row_.expires

    with clock.at(at):
        sent = [one.id for one in got(claim(by=cast.system))]

    found = OutboxMessage.objects.within(cast.clinic.id).get(kind="waitlist", person_id=row_.person_id)
    assert found.id not in sent
    assert found.state == OutboxState.STOPPED


def test_unsubscribing_ends_open_offers_and_asks_the_next(cast: Cast, freed_id: UUID) -> None:
    got(offer(by=cast.noor, freed_id=freed_id))
    got(withdraw_consent(by=cast.noor, person_id=offers(cast)[0].person_id, purpose="visit_reminders"))

    carry_on(by=cast.system)

    assert states(cast) == ["stopped", "open"]


def test_who_is_booked_otherwise_makes_room_for_the_next(cast: Cast, freed_id: UUID) -> None:
    later = replace(freed_pair(cast), starts=freed_pair(cast).starts + 2 * DAY, ends=freed_pair(cast).ends + 2 * DAY)
    for each in (freed_id, kept(cast, later)):
        got(offer(by=cast.noor, freed_id=each, person_id=cast.marta_id))
    got(answer(by=cast.visitor, offer_id=offers(cast)[0].id, yes=True))

    assert carry_on(by=cast.system) == 1

    assert states(cast) == ["yes", "stopped", "open"]
    assert offers(cast)[2].person_id == cast.harold_id


# The answer.


def test_yes_books_the_pair_and_the_next_is_never_asked(cast: Cast, freed_id: UUID) -> None:
    got(offer(by=cast.noor, freed_id=freed_id))

    assert got(answer(by=cast.visitor, offer_id=offers(cast)[0].id, yes=True)) is OfferState.YES

    visits = Visit.objects.within(cast.clinic.id).order_by("starts")
    assert [visit.person_id for visit in visits] == [offers(cast)[0].person_id] * 2
    assert visits[0].pair_id == visits[1].pair_id == Pair.objects.within(cast.clinic.id).get().id
    assert visits[0].course_id is not None
    assert (visits[0].phase, bool(visits[0].line)) == ("settle", True)
    assert row(cast).outcome == FreedOutcome.TAKEN
    assert carry_on(by=cast.system) == 0


def test_a_yes_counts_for_the_plan_and_the_next_time_is_offered_for_what_is_left(cast: Cast, freed_id: UUID) -> None:
    got(said(by=cast.noor, freed_id=freed_id, person_id=cast.marta_id, yes=True))
    next_day = replace(freed_pair(cast), starts=freed_pair(cast).starts + DAY, ends=freed_pair(cast).ends + DAY)

    found = {one.person_id: [v.discipline for v in one.visits] for one in ranked(cast, next_day)}
    assert found[cast.harold_id] == ["needles", "movement"]
    assert "needles" not in found.get(cast.marta_id, [])


def test_a_walk_in_who_was_faster_turns_the_yes_into_a_kind_no(cast: Cast, freed_id: UUID) -> None:
    got(offer(by=cast.noor, freed_id=freed_id))
    booked_by_somebody(cast)

    assert got(answer(by=cast.visitor, offer_id=offers(cast)[0].id, yes=True)) is OfferState.GONE
    assert visits_of(cast, offers(cast)[0].person_id) == []


def test_a_yes_of_somebody_whose_visits_or_answers_have_changed_is_not_booked(cast: Cast, freed_id: UUID) -> None:
    got(offer(by=cast.noor, freed_id=freed_id, person_id=cast.marta_id))
    got(offer(by=cast.noor, freed_id=freed_id, person_id=cast.harold_id))
    hers, his = offers(cast)
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=("needling",))
    got(book_visit(cast.harold_id, pair(cast, TUESDAY_NINE + 3 * DAY)[1], by=cast.noor))

    with clock.at(clock.now() + timedelta(minutes=2)):
        answers = [got(answer(by=cast.visitor, offer_id=each.id, yes=True)) for each in (hers, his)]

    assert answers == [OfferState.GONE] * 2
    assert visits_of(cast, cast.marta_id) == []


def test_a_visit_that_ends_before_the_answer_changes_nothing(cast: Cast) -> None:
    waiting(cast)
    booked = got(book_visit(cast.harold_id, pair(cast, TUESDAY_NINE - DAY)[1], by=cast.noor))
    ends = Visit.objects.within(cast.clinic.id).get(id=booked.visits[0]).ends
    later = replace(freed_pair(cast), starts=freed_pair(cast).starts + 2 * DAY, ends=freed_pair(cast).ends + 2 * DAY)
    with clock.at(ends - timedelta(minutes=5)):
        id_ = got(offer(by=cast.noor, freed_id=kept(cast, later), person_id=cast.harold_id))

    with clock.at(ends + timedelta(minutes=5)):
        assert got(answer(by=cast.visitor, offer_id=id_, yes=True)) is OfferState.YES


def test_a_yes_to_what_an_older_plan_asked_for_is_not_booked(cast: Cast) -> None:
    plan = waiting(cast)
    id_ = got(offer(by=cast.noor, freed_id=kept(cast, freed_pair(cast)), person_id=cast.marta_id))
    version(cast, plan)

    assert got(answer(by=cast.visitor, offer_id=id_, yes=True)) is OfferState.GONE


def test_an_answer_is_taken_once(cast: Cast, freed_id: UUID) -> None:
    got(offer(by=cast.noor, freed_id=freed_id))
    id_ = offers(cast)[0].id

    assert [got(answer(by=cast.visitor, offer_id=id_, yes=yes)) for yes in (False, True)] == [OfferState.NO] * 2


def test_an_offer_of_another_clinic_cannot_be_answered(cast: Cast, freed_id: UUID) -> None:
    got(offer(by=cast.noor, freed_id=freed_id))

    with pytest.raises(NotFound):
        answer(by=cast.otto, offer_id=offers(cast)[0].id, yes=True)
    assert states(cast) == ["open"]


def test_the_wish_is_a_ledger(cast: Cast, freed_id: UUID) -> None:
    hours: dict[str, Any] = {"days": [1], "times": [PartOfDay.MORNING], "reach": "mail"}
    first = got(want_earlier(by=cast.marta, person_id=cast.marta_id, key="k", **hours))

    assert got(want_earlier(by=cast.marta, person_id=cast.marta_id, key="k", **hours)) == first
    ended = got(end_earlier(by=cast.marta, person_id=cast.marta_id))
    assert got(end_earlier(by=cast.marta, person_id=cast.marta_id)) == ended != first
