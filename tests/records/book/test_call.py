"""The free talk as it is held: what was heard, what may fit, two tries, and an outline for whoever asks for it."""

from datetime import timedelta
from typing import Any

import pytest
from tests.people import TUESDAY_NINE, Cast
from tests.records.book.test_requests import ALL_NO
from tests.records.book.test_talks import ANA, ELEVEN, made, refused

from weft.core.shared.care import MOVEMENT, NEEDLES, Answer
from weft.records import clock, front_links
from weft.records.access import NotAllowed, NotFound
from weft.records.actions import outbox
from weft.records.actions.book import request_call_back
from weft.records.actions.book_heard import send_outline, write_call
from weft.records.actions.book_people import answer_enquiry
from weft.records.actions.book_talk import book_talk, cancel_talk, move_talk
from weft.records.models import Claim, Clinic, Enquiry, OutboxMessage, Talk, Task
from weft.records.reads.book import enquiry
from weft.records.reads.book_times import booked
from weft.records.refused import Reason

HEARD = {"trouble": "since May", "tried": "", "again": "garden"}
FIT = {NEEDLES: "yes", MOVEMENT: "open"}


@pytest.fixture(autouse=True)
def at_nine() -> object:
    """Everything happens on a Tuesday at nine."""
    with clock.at(TUESDAY_NINE):
        yield


def test_a_clinician_writes_down_what_was_heard_and_what_may_fit(here: Cast) -> None:
    talk = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))

    write_call(by=here.wei, enquiry_id=talk.enquiry_id, talked="fits", heard=HEARD, fit=FIT, note="mornings")

    seen = enquiry(here.dana, talk.enquiry_id)
    assert [text for _, text in seen.heard] == ["since May", "garden"]
    assert {lane.message.lower(): fit for lane, fit in seen.fits} == FIT
    assert (seen.state, seen.answer) == ("answered", "mornings")
    assert not Task.objects.within(here.clinic.id).filter(done_at__isnull=True).exists()


def test_the_desk_reads_nothing_of_it_and_cannot_write_it(here: Cast) -> None:
    talk = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))
    with pytest.raises(NotAllowed):
        write_call(by=here.noor, enquiry_id=talk.enquiry_id, talked="fits", heard=HEARD, fit=FIT)
    write_call(by=here.wei, enquiry_id=talk.enquiry_id, talked="fits", heard=HEARD, fit=FIT)

    seen = enquiry(here.noor, talk.enquiry_id)

    assert (seen.heard, seen.fits, seen.flags, seen.answers) == ((), (), (), ())
    assert seen.talk is not None


def test_what_was_heard_before_a_call_broke_off_is_kept(here: Cast) -> None:
    said: dict[str, Any] = {
        "by": here.wei,
        "enquiry_id": made(book_talk(by=here.visitor, starts=ELEVEN, **ANA)).enquiry_id,
    }
    write_call(talked="not_reached", heard=HEARD, fit={"acupuncture": "open"}, **said)

    write_call(talked="fits", heard={"again": "to swim"}, fit={"acupuncture": "yes"}, **said)

    call = Enquiry.objects.within(here.clinic.id).get().call
    assert call["heard"] == {"trouble": "since May", "again": "garden\nto swim"}
    assert call["fit"] == {"acupuncture": "yes"}


@pytest.mark.parametrize(
    ("talked", "state"), [("thinks", "answered"), ("refer", "closed"), ("does_not_fit", "closed"), ("fits", "answered")]
)
def test_each_ending_has_its_state_and_lets_the_time_go(here: Cast, talked: str, state: str) -> None:
    talk = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))

    write_call(by=here.wei, enquiry_id=talk.enquiry_id, talked=talked, heard={}, fit={})

    row = Enquiry.objects.within(here.clinic.id).get()
    assert (row.state, row.call) == (state, None)
    assert not Claim.objects.within(here.clinic.id).filter(active=True).exists()
    assert refused(cancel_talk(by=here.visitor, link_id=talk.link_id)).reason is Reason.NOT_POSSIBLE


def test_a_call_is_written_once_and_a_wrong_text_saves_nothing(here: Cast) -> None:
    talk = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))
    said: dict[str, Any] = {"by": here.wei, "enquiry_id": talk.enquiry_id, "fit": {}, "talked": "fits"}
    wrong = refused(write_call(heard={"trouble": "x" * 2001}, **said))

    assert wrong.reason is Reason.NOT_POSSIBLE
    write_call(heard=HEARD, **said)
    again = refused(write_call(heard={}, **said))
    assert again.reason is Reason.ALREADY_DONE
    assert Enquiry.objects.within(here.clinic.id).get().call["heard"] == {"trouble": "since May", "again": "garden"}


def test_after_two_tries_a_message_with_a_new_link_goes_out_and_another_time_can_be_chosen(here: Cast) -> None:
    talk = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))
    before = OutboxMessage.objects.within(here.clinic.id).count()
    with clock.at(ELEVEN + timedelta(minutes=1)):
        answer_enquiry(by=here.wei, enquiry_id=talk.enquiry_id, talked="not_reached")
        assert OutboxMessage.objects.within(here.clinic.id).count() == before
        answer_enquiry(by=here.wei, enquiry_id=talk.enquiry_id, talked="not_reached")

        newest = OutboxMessage.objects.within(here.clinic.id).order_by("-made_at").first()
        assert newest is not None
        assert "rang you twice" in newest.body
        assert booked(here.visitor, talk.link_id) is None
        token = front_links.with_tokens(newest.body).split("/b/")[1].split("\n")[0]
        link = front_links.found(here.clinic.id, token)
        assert link is not None
        made(move_talk(by=here.visitor, link_id=link.id, starts=ELEVEN + timedelta(days=1)))
    row = Enquiry.objects.within(here.clinic.id).get()
    assert (row.tries, row.state) == (0, "waiting")
    assert Talk.objects.within(here.clinic.id).get().starts == ELEVEN + timedelta(days=1)
    open_task = Task.objects.within(here.clinic.id).get(done_at__isnull=True)
    assert open_task.due == ELEVEN + timedelta(days=1)


def test_without_an_address_two_tries_leave_the_task_open(here: Cast) -> None:
    request_call_back(by=here.visitor, name="Ana", phone="416 555 0142")
    row = Enquiry.objects.within(here.clinic.id).get()

    for _ in range(2):
        answer_enquiry(by=here.noor, enquiry_id=row.id, talked="not_reached")

    assert Task.objects.within(here.clinic.id).get().kind == "call_back"
    assert not OutboxMessage.objects.within(here.clinic.id).exists()


def test_a_caller_without_a_time_is_sent_the_way_to_ask_again(here: Cast) -> None:
    request_call_back(by=here.visitor, name="Ana", phone="416 555 0142", email="ana@example.org")
    row = Enquiry.objects.within(here.clinic.id).get()

    for _ in range(2):
        answer_enquiry(by=here.noor, enquiry_id=row.id, talked="not_reached")

    sent = OutboxMessage.objects.within(here.clinic.id).get(subject="We did not reach you")
    assert "/call-me" in sent.body


def test_what_the_answers_mean_is_told_to_the_care_team(here: Cast) -> None:
    answers = {**ALL_NO, "blood_thinner": Answer.YES}
    talk = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA | {"answers": answers}))

    assert enquiry(here.wei, talk.enquiry_id).flags
    assert enquiry(here.noor, talk.enquiry_id).flags == ()


def test_the_outline_goes_out_once_and_only_where_there_is_an_address(here: Cast) -> None:
    talk = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))
    silent = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA | {"leave_no_details": True}))

    for _ in range(2):
        assert send_outline(by=here.wei, enquiry_id=talk.enquiry_id, key="k") == "sent"

    sent = OutboxMessage.objects.within(here.clinic.id).filter(subject="The page you asked for")
    assert sent.count() == 1
    assert "Outline of a plan" in sent.get().body
    assert "No obligation" in sent.get().body
    assert refused(send_outline(by=here.wei, enquiry_id=silent.enquiry_id)).reason is Reason.NOT_POSSIBLE
    with pytest.raises(NotAllowed):
        send_outline(by=here.noor, enquiry_id=talk.enquiry_id)
    with pytest.raises(NotFound):
        send_outline(by=here.otto, enquiry_id=talk.enquiry_id)


@pytest.mark.parametrize(
    ("prices", "currency", "says", "not_said"),
    [
        ({"pair": "120"}, "CAD", ("A pair: both on one trip: CAD 120.00", "The first talk is free."), "Ask us"),
        ({"pair": "120"}, "", ("has not written its prices here. Ask us.",), "120"),
        ({}, "CAD", ("has not written its prices here. Ask us.",), "CAD"),
    ],
)
def test_the_outline_names_the_clinics_own_prices_or_whom_to_ask(
    here: Cast, prices: dict[str, str], currency: str, says: tuple[str, ...], not_said: str
) -> None:
    Clinic.objects.filter(id=here.clinic.id).update(prices=prices, currency=currency)
    talk = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))
    send_outline(by=here.wei, enquiry_id=talk.enquiry_id)

    body = OutboxMessage.objects.within(here.clinic.id).get(subject="The page you asked for").body
    costs = body.split("What it costs")[1].split("No obligation")[0]
    assert all(part in costs for part in says)
    assert not_said not in costs


def test_what_was_typed_is_never_read_as_a_link_that_waits(here: Cast) -> None:
    """Nobody gets a token by typing what a link looks like before it is sent."""
    talk = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))
    typed = f"Two Rivers {{link}} /b/{talk.link_id.hex} {{phone}}"
    Clinic.objects.filter(id=here.clinic.id).update(name=typed, prices={})
    OutboxMessage.objects.within(here.clinic.id).delete()
    send_outline(by=here.wei, enquiry_id=talk.enquiry_id)

    (claimed,) = outbox.claim(by=here.system)  # type: ignore[misc]  # nobody refuses
    assert front_links.token_of(talk.link_id) not in claimed.body
    assert f"Two Rivers {{link}} /b/ {talk.link_id.hex} {{phone}} has not written its prices" in claimed.body
