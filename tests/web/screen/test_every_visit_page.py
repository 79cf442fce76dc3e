"""Anything new? The few questions of every visit, asked where somebody comes in."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import TUESDAY_NINE, Cast
from tests.records.treat.treat_builders import at, prepare, trip
from tests.web.conftest import ClientOf

from weft.core.screen.facts import QuestionSet
from weft.core.shared.care import Answer
from weft.records import clock
from weft.records.actions.screen import override, sign_off
from weft.records.models import Screening, Task
from weft.records.reads.today import BoardRow, today_board

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before_nine() -> Iterator[None]:
    """Ten minutes before the visits."""
    with clock.at(TUESDAY_NINE - timedelta(minutes=10)):
        yield


def address(cast: Cast) -> str:
    return reverse("screen:every_visit", args=[cast.marta_id])


def ask(client: Client, cast: Cast, said: dict[str, str], follow: bool = False) -> Any:
    """Open the page, and send these answers from it."""
    seen = client.get(address(cast)).context["form"]["seen"].value()
    return client.post(address(cast), {"seen": str(seen), **said}, follow=follow)


def waiting(cast: Cast) -> list[Task]:
    return list(Task.objects.within(cast.clinic.id).filter(done_at__isnull=True).select_related("owner__user"))


def her_row(cast: Cast) -> BoardRow:
    return next(row for row in today_board(cast.noor, None).rows if row.id == cast.marta_id)


def test_nothing_new_is_one_button_and_leads_back_to_today(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    trip(cast)
    assert her_row(cast).asks is False  # prepared today: she was asked the full set an hour ago

    answer = ask(as_("noor"), cast, {"all_no": "yes"})

    assert (answer.status_code, answer.headers["Location"]) == (303, reverse("desk:today"))
    said = Screening.objects.within(cast.clinic.id).latest("at")
    assert said.question_set == QuestionSet.EVERY_VISIT
    assert waiting(cast) == []


def test_today_leads_the_desk_to_the_questions_until_they_were_asked(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    trip(cast, day=1)
    with clock.at(at(-10, day=1)):
        noor = as_("noor")
        before = noor.get(reverse("desk:today")).content.decode()
        ask(noor, cast, {"all_no": "yes"})
        after = noor.get(reverse("desk:today")).content.decode()

    assert address(cast) in before
    assert address(cast) not in after


def test_a_danger_sign_at_the_door_is_a_task_with_owner_and_clock(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    trip(cast)

    page = ask(as_("noor"), cast, {"all_no": "yes", "saddle_numbness": "yes"}, follow=True).content.decode()

    (task,) = waiting(cast)
    assert (task.kind, task.urgency, task.owner and task.owner.user.name) == ("red_answer", "emergency", "Wei")
    assert task.due == clock.now() + timedelta(minutes=15)
    assert "Read this aloud" in page
    assert "Wei has been told, until 9:05" in page


def test_a_block_that_stops_nobody_still_waits_for_who_gives_the_visit(cast: Cast, as_: ClientOf) -> None:
    """A fever blocks the needles and lets the person in: without a task it would be found at the bed."""
    prepare(cast)
    trip(cast)

    page = ask(as_("noor"), cast, {"all_no": "yes", "today": "yes", "fever_now": "yes"}, follow=True).content.decode()

    tasks = waiting(cast)
    assert {(task.kind, task.owner and task.owner.user.name) for task in tasks} == {("read_answers", "Wei")}
    assert all(task.due == clock.now() + timedelta(minutes=15) for task in tasks)
    assert "A clinician reads the answers before anything starts." in page
    assert "nothing stops" not in page
    assert "ever" not in "".join(str(each.words) for each in her_row(cast).said)


def test_who_asks_and_gives_the_needles_needs_no_task_of_their_own(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    trip(cast, first=cast.ren, second=cast.ren)

    ask(as_("ren"), cast, {"all_no": "yes", "blood_thinner": "yes"})

    assert waiting(cast) == []


def test_who_signs_for_it_has_read_it(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    bed = trip(cast).needles
    ask(as_("noor"), cast, {"all_no": "yes", "blood_thinner": "yes"})
    assert len(waiting(cast)) == 1

    sign_off(by=cast.wei, person_id=cast.marta_id, modality="needling", reason="INR seen.", visit_id=bed)

    assert waiting(cast) == []


def test_what_blocks_both_halves_goes_on_to_the_second_when_the_first_has_signed(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    bed = trip(cast).needles
    ask(as_("noor"), cast, {"all_no": "yes", "today": "yes", "fever_now": "yes"})
    (task,) = waiting(cast)
    assert task.owner
    assert task.owner.user.name == "Wei"

    override(by=cast.wei, person_id=cast.marta_id, modality="needling", reason="37.6, tooth.", visit_id=bed)

    (task,) = waiting(cast)
    assert task.owner
    assert task.owner.user.name == "Dana"


def test_what_was_not_asked_stays_open(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    trip(cast)
    noor = as_("noor")

    nothing = ask(noor, cast, {})
    ask(noor, cast, {"skin_infection": "no"})

    assert nothing.status_code == 400
    assert Screening.objects.within(cast.clinic.id).latest("at").answers["skin_infection"] == Answer.NO
    assert "Ask at least one question" in nothing.content.decode()


def test_somebody_else_who_asked_meanwhile_is_told_and_nothing_is_lost(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    trip(cast)
    noor = as_("noor")
    form = noor.get(address(cast)).context["form"]
    ask(as_("dana"), cast, {"all_no": "yes"})

    late = noor.post(address(cast), {"seen": str(form["seen"].value()), "skin_infection": "yes"})

    assert late.status_code == 409
    assert "checked" in late.content.decode()
    assert Screening.objects.within(cast.clinic.id).filter(question_set=QuestionSet.EVERY_VISIT).count() == 1


def test_only_the_staff_of_this_clinic_asks(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)

    assert as_("otto").get(address(cast)).status_code == 404
    assert as_("marta").get(address(cast)).status_code in {302, 403, 404}
