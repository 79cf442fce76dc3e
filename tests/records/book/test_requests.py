"""A visitor asks for a talk, or to be called."""

from datetime import timedelta

import pytest
from tests.people import TUESDAY_NINE, Cast

from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import questions_for
from weft.core.shared.care import Action, Answer, Outcome
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.actions.book import HELP_FIRST, Requested, request_call_back, request_consult
from weft.records.models import Consent, Enquiry, OutboxMessage, Person, Screening, Task, Wording
from weft.records.refused import Reason, Refused

ALL_NO = {one.id: Answer.NO for one in questions_for(knowledge().screen, QuestionSet.CONSULT)}


def refused(result: object) -> Refused:
    assert isinstance(result, Refused)
    return result


def made(result: Requested | Refused) -> Requested:
    assert isinstance(result, Requested), result
    return result


def enquiries(cast: Cast) -> list[Enquiry]:
    return list(Enquiry.objects.within(cast.clinic.id).order_by("made_at"))


def tasks(cast: Cast) -> list[tuple[str, str]]:
    return list(Task.objects.within(cast.clinic.id).order_by("kind").values_list("kind", "job"))


def test_a_talk_by_phone_is_kept_with_its_promise_and_a_task_for_the_desk(here: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        result = made(request_consult(by=here.visitor, name="Ana Ruiz", phone="416 555 0142", answers=ALL_NO))

    (row,) = enquiries(here)
    assert (row.id, row.source, row.state) == (result.id, "phone", "waiting")
    assert row.promised_by == TUESDAY_NINE + timedelta(hours=24)
    assert result.promised_by.isoformat() == "2027-03-03T09:00:00"
    assert tasks(here) == [("talk", "people")]
    assert Task.objects.within(here.clinic.id).get().due == row.promised_by


def test_the_clinics_own_hours_make_the_promise(here: Cast) -> None:
    here.clinic.call_back_hours = 3
    here.clinic.save()
    with clock.at(TUESDAY_NINE):
        request_call_back(by=here.visitor, name="Ana", phone="416 555 0142")

    assert enquiries(here)[0].promised_by == TUESDAY_NINE + timedelta(hours=3)
    assert tasks(here) == [("call_back", "people")]


def test_a_form_sent_twice_is_one_request(here: Cast) -> None:
    first = made(request_call_back(by=here.visitor, name="Ana", phone="416 555 0142", key="once"))
    again = made(request_call_back(by=here.visitor, name="Ana", phone="416 555 0142", key="once"))

    assert (again.id, again.promised_by) == (first.id, first.promised_by)
    assert len(enquiries(here)) == 1
    assert tasks(here) == [("call_back", "people")]


def test_nothing_is_consented_to_that_was_not_ticked(here: Cast) -> None:
    request_consult(by=here.visitor, name="Ana", phone="416 555 0142")

    assert not Consent.objects.within(here.clinic.id).exists()


def test_each_tick_is_one_entry_with_the_words_that_were_shown(here: Cast) -> None:
    request_consult(by=here.visitor, name="Ana", phone="416 555 0142", consents=["visit_reminders", "news"])

    entries = list(Consent.objects.within(here.clinic.id).order_by("purpose"))
    assert [(one.purpose, one.given, one.how) for one in entries] == [
        ("news", True, "online"),
        ("visit_reminders", True, "online"),
    ]
    assert entries[1].wording is not None
    assert entries[1].wording.text.startswith("Send me reminders")
    assert len(entries[1].wording.hash) == 64


def test_the_same_words_are_kept_once(here: Cast) -> None:
    for name in ("Ana", "Bo"):
        request_consult(by=here.visitor, name=name, phone="416 555 0142", consents=["news"])

    assert Wording.objects.count() == 1


@pytest.mark.parametrize(
    ("contact", "reason", "says"),
    [
        ({"channel": "phone", "email": "a@b.org"}, Reason.MISSING, "phone number"),
        ({"channel": "online", "phone": "416 555 0142"}, Reason.MISSING, "e-mail address"),
        ({"phone": "call me"}, Reason.NOT_POSSIBLE, "does not look like a phone number"),
        ({"phone": "416 555 0142", "email": "ana at home"}, Reason.NOT_POSSIBLE, "not a whole e-mail"),
        ({"phone": "416 555 0142", "times": "a\x00b"}, Reason.NOT_POSSIBLE, "cannot be kept"),
    ],
)
def test_a_wrong_contact_says_so_and_keeps_nothing(
    here: Cast, contact: dict[str, str], reason: Reason, says: str
) -> None:
    result = refused(request_consult(by=here.visitor, name="Ana", **contact))  # type: ignore[arg-type]  # plain texts

    assert result.reason is reason
    assert says in str(result.words)
    assert enquiries(here) == []


@pytest.mark.parametrize("name", ["W" * 120, "O\u2019Brien-D'Arcy", "王小明", "محمد", "Ô"])
def test_every_name_is_kept_as_it_was_typed(here: Cast, name: str) -> None:
    request_call_back(by=here.visitor, name=name, phone="416 555 0142")

    assert enquiries(here)[0].name == name


def test_an_answer_that_stops_books_no_talk_and_keeps_nothing(here: Cast) -> None:
    answers = {**ALL_NO, "saddle_numbness": Answer.YES}

    result = refused(request_consult(by=here.visitor, name="Ana", phone="416 555 0142", answers=answers))

    assert (result.reason, result.words) == (Reason.BLOCKED, HELP_FIRST)
    assert enquiries(here) == []
    assert not Screening.objects.within(here.clinic.id).exists()
    assert tasks(here) == []


@pytest.mark.parametrize(
    ("danger", "urgency", "minutes"), [("saddle_numbness", "emergency", 15), ("recent_fall", "same_day", 120)]
)
def test_with_a_number_a_clinician_is_told_with_a_clock(here: Cast, danger: str, urgency: str, minutes: int) -> None:
    answers = {**ALL_NO, danger: Answer.YES}
    with clock.at(TUESDAY_NINE):
        result = made(request_call_back(by=here.visitor, name="Ana", phone="416 555 0142", answers=answers))

    task = Task.objects.within(here.clinic.id).get()
    assert result.outcome is Outcome.STOP
    assert (task.kind, task.job, task.urgency) == ("red_answer", "record", urgency)
    assert task.due == TUESDAY_NINE + timedelta(minutes=minutes)
    assert task.enquiry_id == result.id


def test_talk_first_is_bookable_and_a_clinician_reads_before_it(here: Cast) -> None:
    answers = {**ALL_NO, "small_knock_weak_bones": Answer.YES}

    result = made(request_consult(by=here.visitor, name="Ana", phone="416 555 0142", answers=answers))

    assert (result.outcome, result.action) == (Outcome.TALK_FIRST, Action.WITHIN_24_HOURS)
    assert tasks(here) == [("read_answers", "record"), ("talk", "people")]


def test_the_answers_are_kept_with_clearance_words_and_version(here: Cast) -> None:
    request_consult(by=here.visitor, name="Ana", phone="416 555 0142", answers=ALL_NO)

    row = Screening.objects.within(here.clinic.id).get()
    assert (row.question_set, row.outcome, row.how) == ("consult", "go", "online")
    assert row.answers["saddle_numbness"] == "no"
    assert row.knowledge_version == knowledge().version
    assert row.wording is not None
    assert "between your legs" in row.wording.text
    assert row.person_id is None


def test_the_desk_types_for_a_caller(here: Cast) -> None:
    request_consult(by=here.noor, name="Ana", phone="416 555 0142", answers=ALL_NO, consents=["news"])

    assert Screening.objects.within(here.clinic.id).get().how == "phone"
    assert Consent.objects.within(here.clinic.id).get().by_id == here.noor.user_id


def test_a_request_never_touches_a_known_person(here: Cast) -> None:
    before = Person.objects.within(here.clinic.id).values().get(id=here.marta_id)

    request_consult(by=here.visitor, name="Marta Kowalska", phone="416 555 0142", answers=ALL_NO, consents=["news"])

    assert Person.objects.within(here.clinic.id).values().get(id=here.marta_id) == before
    assert enquiries(here)[0].person_id is None
    assert not Consent.objects.within(here.clinic.id).filter(person_id=here.marta_id).exists()


def test_a_given_address_gets_one_discreet_message(here: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        request_consult(by=here.visitor, name="Ana", email="ana@example.org", channel="online", answers=ALL_NO)

    message = OutboxMessage.objects.within(here.clinic.id).get()
    assert (message.to, message.purpose, message.channel) == ("ana@example.org", "service", "mail")
    assert message.body == (
        "We have your request and will be in touch by Wednesday 3 March, 09:00.\nTo change it, ring 555 0100."
    )


@pytest.mark.parametrize("wish", [{"email": ""}, {"email": "a@b.org", "leave_no_details": True}])
def test_no_message_without_an_address_or_when_no_details_are_wanted(here: Cast, wish: dict[str, object]) -> None:
    request_consult(by=here.visitor, name="Ana", phone="416 555 0142", **wish)  # type: ignore[arg-type]  # plain values

    assert not OutboxMessage.objects.within(here.clinic.id).exists()


def test_a_stop_sends_no_message(here: Cast) -> None:
    answers = {**ALL_NO, "saddle_numbness": Answer.YES}

    request_call_back(by=here.visitor, name="Ana", phone="416 555 0142", email="a@b.org", answers=answers)

    assert not OutboxMessage.objects.within(here.clinic.id).exists()
