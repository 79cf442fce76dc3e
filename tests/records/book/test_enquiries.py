"""What the staff do with an enquiry: answer it, and make it a person."""

from datetime import date
from uuid import UUID

import pytest
from tests.people import TUESDAY_NINE, Cast
from tests.records.book.test_requests import ALL_NO

from weft.core.shared.care import Answer
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions.book import request_call_back, request_consult
from weft.records.actions.book_people import Newcomer, add_person, admit, answer_enquiry
from weft.records.models import Consent, Enquiry, Person, Resource, Screening, Task
from weft.records.reads import book as reads
from weft.records.refused import Reason, Refused

PHONE = "416 555 0142"


def asked(cast: Cast, *, name: str = "Ana Ruiz", **said: Answer) -> UUID:
    answers = {**ALL_NO, **said}
    result = request_call_back(by=cast.visitor, name=name, phone=PHONE, answers=answers, consents=["news"])
    assert not isinstance(result, Refused)
    return result.id


def somebody(result: UUID | Refused) -> UUID:
    assert isinstance(result, UUID), result
    return result


def row(cast: Cast, enquiry_id: UUID) -> Enquiry:
    return Enquiry.objects.within(cast.clinic.id).get(id=enquiry_id)


def open_tasks(cast: Cast) -> list[str]:
    return sorted(Task.objects.within(cast.clinic.id).filter(done_at__isnull=True).values_list("kind", flat=True))


@pytest.mark.parametrize(("talked", "state"), [("fits", "answered"), ("does_not_fit", "closed")])
def test_an_answered_enquiry_says_who_and_when_and_ends_its_task(here: Cast, talked: str, state: str) -> None:
    enquiry_id = asked(here)
    with clock.at(TUESDAY_NINE):
        answer_enquiry(by=here.noor, enquiry_id=enquiry_id, talked=talked, note="wants mornings")

    found = row(here, enquiry_id)
    assert (found.state, found.answer, found.answered_by_id) == (state, "wants mornings", here.noor.user_id)
    assert found.answered_at == TUESDAY_NINE
    assert open_tasks(here) == []


def test_not_reached_leaves_it_open_and_remembers_the_try(here: Cast) -> None:
    enquiry_id = asked(here)
    with clock.at(TUESDAY_NINE):
        answer_enquiry(by=here.noor, enquiry_id=enquiry_id, talked="not_reached", note="voice mail")

    assert row(here, enquiry_id).state == "waiting"
    assert row(here, enquiry_id).answer == "2 Mar 2027, 09:00 Noor: not reached. voice mail"
    assert open_tasks(here) == ["call_back"]


def test_an_enquiry_is_answered_once(here: Cast) -> None:
    enquiry_id = asked(here)
    answer_enquiry(by=here.noor, enquiry_id=enquiry_id, talked="fits")

    again = answer_enquiry(by=here.wei, enquiry_id=enquiry_id, talked="does_not_fit")

    assert isinstance(again, Refused)
    assert again.reason is Reason.ALREADY_DONE


def test_the_desk_does_not_answer_what_a_clinician_must_read(here: Cast) -> None:
    enquiry_id = asked(here, saddle_numbness=Answer.YES)

    declined = answer_enquiry(by=here.noor, enquiry_id=enquiry_id, talked="fits")

    assert isinstance(declined, Refused)
    assert declined.reason is Reason.NOT_ALLOWED
    assert open_tasks(here) == ["red_answer"]


def test_a_clinician_answers_it_and_the_red_task_ends(here: Cast) -> None:
    enquiry_id = asked(here, saddle_numbness=Answer.YES)

    answer_enquiry(by=here.dana, enquiry_id=enquiry_id, talked="does_not_fit", note="in hospital")

    assert open_tasks(here) == []


def test_the_desk_may_say_that_nobody_was_reached(here: Cast) -> None:
    enquiry_id = asked(here, saddle_numbness=Answer.YES)

    assert answer_enquiry(by=here.noor, enquiry_id=enquiry_id, talked="not_reached") == enquiry_id


def test_an_enquiry_becomes_a_new_person_with_answers_and_consents(here: Cast) -> None:
    enquiry_id = asked(here)

    person_id = somebody(admit(by=here.noor, enquiry_id=enquiry_id))

    person = Person.objects.within(here.clinic.id).get(id=person_id)
    assert (person.name, person.phone) == ("Ana Ruiz", PHONE)
    assert row(here, enquiry_id).person_id == person.id
    assert Screening.objects.within(here.clinic.id).get(person=person).answers == dict.fromkeys(ALL_NO, "no")
    assert Consent.objects.within(here.clinic.id).get(person=person).purpose == "news"
    assert Resource.objects.within(here.clinic.id).get(person=person).kind == "person"


def test_answers_come_along_as_old_as_they_are(here: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        enquiry_id = asked(here)

    person_id = somebody(admit(by=here.noor, enquiry_id=enquiry_id))

    assert Screening.objects.within(here.clinic.id).get(person_id=person_id).at == TUESDAY_NINE


def test_somebody_alike_is_shown_and_nothing_is_written(here: Cast) -> None:
    Person.objects.within(here.clinic.id).filter(id=here.marta_id).update(phone="+1 (416) 555-0142")
    enquiry_id = asked(here)

    declined = admit(by=here.noor, enquiry_id=enquiry_id)

    assert isinstance(declined, Refused)
    assert declined.reason is Reason.ALREADY_DONE
    assert "Marta Kowalska" in str(declined.words)
    assert [one.id for one in reads.enquiry(here.noor, enquiry_id).alike] == [here.marta_id]
    assert row(here, enquiry_id).person_id is None


def test_the_desk_says_that_it_is_another_person(here: Cast) -> None:
    Person.objects.within(here.clinic.id).filter(id=here.marta_id).update(phone=PHONE)

    person_id = admit(by=here.noor, enquiry_id=asked(here), although_alike=True)

    assert person_id != here.marta_id


def test_matching_a_known_person_changes_nothing_of_them(here: Cast) -> None:
    before = Person.objects.within(here.clinic.id).values().get(id=here.marta_id)
    enquiry_id = asked(here, name="M. Kowalska")

    assert admit(by=here.noor, enquiry_id=enquiry_id, match=here.marta_id) == here.marta_id
    assert Person.objects.within(here.clinic.id).values().get(id=here.marta_id) == before


def test_an_enquiry_becomes_a_person_once(here: Cast) -> None:
    enquiry_id = asked(here)
    first = admit(by=here.noor, enquiry_id=enquiry_id, key="k")

    assert admit(by=here.noor, enquiry_id=enquiry_id, key="k") == first
    second = admit(by=here.noor, enquiry_id=enquiry_id, key="other")
    assert isinstance(second, Refused)
    assert second.reason is Reason.ALREADY_DONE


def test_another_clinics_enquiry_or_person_does_not_exist(here: Cast) -> None:
    enquiry_id = asked(here)

    with pytest.raises(NotFound):
        admit(by=here.otto, enquiry_id=enquiry_id)
    with pytest.raises(NotFound):
        answer_enquiry(by=here.otto, enquiry_id=enquiry_id, talked="fits")
    with pytest.raises(NotFound):
        reads.enquiry(here.otto, enquiry_id)
    with pytest.raises(NotFound):
        admit(by=here.noor, enquiry_id=enquiry_id, match=here.other_person.id)
    assert reads.enquiries(here.otto) == ()


def test_people_are_written_in_by_the_desk_only(here: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_person(by=here.wei, newcomer=Newcomer("Ana"))
    with pytest.raises(NotAllowed):
        admit(by=here.marta, enquiry_id=asked(here))
    with pytest.raises(NotAllowed):
        reads.enquiries(here.marta)


def test_somebody_without_an_enquiry_is_written_in(here: Cast) -> None:
    newcomer = Newcomer("  Bo   Dahl ", phone=PHONE, birth_date=date(1970, 1, 2), occupation="baker")

    person_id = somebody(add_person(by=here.noor, newcomer=newcomer, key="k"))

    person = Person.objects.within(here.clinic.id).get(id=person_id)
    assert (person.name, person.occupation, person.birth_date) == ("Bo Dahl", "baker", date(1970, 1, 2))
    assert add_person(by=here.noor, newcomer=newcomer, key="k") == person_id


@pytest.mark.parametrize(
    "newcomer",
    [Newcomer(" "), Newcomer("Bo", phone="soon"), Newcomer("Bo", email="bo@"), Newcomer("Bo", known_as="B\x00")],
)
def test_facts_that_cannot_be_right_are_refused(here: Cast, newcomer: Newcomer) -> None:
    declined = add_person(by=here.noor, newcomer=newcomer)

    assert isinstance(declined, Refused)
    assert declined.reason is Reason.NOT_POSSIBLE


def test_the_list_begins_with_the_nearest_clock_and_says_who_is_late(here: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        request_consult(by=here.visitor, name="Later", phone=PHONE)
        asked(here, name="Red", saddle_numbness=Answer.YES)
    with clock.at(TUESDAY_NINE.replace(hour=15)):
        rows = reads.enquiries(here.noor)

    assert [(one.name, one.is_late, one.must_read, one.is_red) for one in rows] == [
        ("Red", True, True, True),
        ("Later", False, False, False),
    ]


def test_answered_ones_are_shown_when_asked_for(here: Cast) -> None:
    answer_enquiry(by=here.noor, enquiry_id=asked(here), talked="fits")

    assert reads.enquiries(here.noor) == ()
    assert [one.is_answered for one in reads.enquiries(here.noor, also_answered=True)] == [True]


def test_the_desk_sees_that_a_clinician_must_read_and_not_what_was_answered(here: Cast) -> None:
    enquiry_id = asked(here, saddle_numbness=Answer.YES)

    desk, clinician = reads.enquiry(here.noor, enquiry_id), reads.enquiry(here.dana, enquiry_id)

    assert desk.row.must_read
    assert (desk.answers, desk.told) == ((), ())
    assert clinician.answers[0][1] is Answer.YES
    assert clinician.told
    assert clinician.alike == ()
