"""My people: everybody in a clinician's care as cards, those who need attention first."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import got, work_with_drafts
from tests.people import TUESDAY_NINE, Cast
from tests.walked import Walked, walk
from tests.web.conftest import ClientOf

from weft.core.plan.case import Problem
from weft.core.shared.words import Words
from weft.records import audit, clock
from weft.records.access import Job, Member, NotAllowed
from weft.records.actions import assess, tasks
from weft.records.actions.measure import record_scores
from weft.records.models import AuditRead, Person, Task
from weft.records.reads.my_people import A_PAGE, MyPeople, Order, my_people

pytestmark = pytest.mark.django_db
MINE = "/people?mine=1"
BACK = Problem(id="low-back", region="low_back", since_weeks=26, text="low back")


def in_care(cast: Cast, name: str, *scores: int, by: Member | None = None) -> Person:
    """Somebody whose care began at nine, with a score every two weeks from then on."""
    row = Person.objects.create(clinic=cast.clinic, name=name, is_synthetic=True)
    clinician = by or cast.dana
    with clock.at(TUESDAY_NINE):
        got(assess.open_episode(by=clinician, person_id=row.id, problems=(BACK,)))
    for place, score in enumerate(scores):
        with clock.at(TUESDAY_NINE + timedelta(days=14 * place)):
            got(record_scores(by=clinician, person_id=row.id, scores={"nprs": Decimal(score)}))
    return row


def waits(cast: Cast, person: Person, kind: str) -> None:
    got(
        tasks.raise_task(
            by=cast.system, kind=kind, says=Words("Look."), job=Job.RECORD, person_id=person.id,
            due=TUESDAY_NINE + timedelta(days=60),
        )
    )  # fmt: skip


def seen(by: Member, order: Order = Order.ATTENTION, number: int = 1) -> MyPeople:
    with clock.at(TUESDAY_NINE + timedelta(days=30)):
        return my_people(by, order=order, number=number)


@pytest.fixture(autouse=True)
def judged(cast: Cast) -> Cast:
    """A clinic in which a change of pain is judged."""
    work_with_drafts(cast)
    return cast


def test_those_who_need_attention_stand_first(judged: Cast) -> None:
    in_care(judged, "A better", 7, 4)
    same = in_care(judged, "B same", 6, 6)
    Task.objects.within(judged.clinic.id).filter(person=same).delete()  # a rule asks for a review of it
    waits(judged, in_care(judged, "C asked", 7, 4), "review_due")
    waits(judged, in_care(judged, "D silent", 7, 4), "silent")
    in_care(judged, "E worse", 5, 8)
    waits(judged, in_care(judged, "F red", 7, 4), "red_answer")

    names = [card.name for card in seen(judged.dana).cards]

    assert names == ["F red", "E worse", "D silent", "C asked", "B same", "A better"]
    assert seen(judged.dana).need == 4
    assert [card.name[0] for card in seen(judged.dana, Order.NAME).cards] == ["A", "B", "C", "D", "E", "F"]


def test_a_card_says_where_somebody_is(cast: Cast) -> None:
    walked: Walked = walk(cast)
    with clock.at(walked.today):
        (card,) = my_people(cast.wei).cards

    assert (card.name, str(card.phase)) == ("Marta Kowalska", "Rebuild")
    assert card.moved == "6 → 3"
    assert str(card.judged) == "real change"
    assert card.since_contact == 1
    assert card.next_on == clock.today("America/Toronto").replace(year=2027, month=3, day=30)


def test_only_those_in_ones_own_care_are_there(cast: Cast) -> None:
    in_care(cast, "Danas", 6)
    in_care(cast, "Weis", 6, by=cast.wei)

    assert [card.name for card in seen(cast.dana).cards] == ["Danas"]
    assert [card.name for card in seen(cast.wei).cards] == ["Weis"]
    assert seen(cast.otto).cards == ()


def test_being_somebodys_practitioner_is_a_part(cast: Cast) -> None:
    row = in_care(cast, "Danas", 6)
    Person.objects.within(cast.clinic.id).filter(id=row.id).update(needles_by=cast.wei.membership_id)

    assert [card.name for card in seen(cast.wei).cards] == ["Danas"]


def test_nobody_has_been_there_yet_is_said(cast: Cast) -> None:
    in_care(cast, "New")

    (card,) = seen(cast.dana).cards
    assert (card.moved, card.since_contact, card.next_on, card.phase) == ("", None, None, None)


def test_the_desk_has_no_people_of_its_own(cast: Cast, as_: ClientOf) -> None:
    with pytest.raises(NotAllowed):
        my_people(cast.noor)
    page = as_("noor").get(MINE)

    assert page.status_code == 200
    assert "My people" not in page.text
    assert "Marta Kowalska" in page.text


def test_the_page_shows_cards_and_says_when_there_are_none(cast: Cast, as_: ClientOf) -> None:
    in_care(cast, "<b>Danas</b>", 6)

    assert "&lt;b&gt;Danas&lt;/b&gt;" in as_("dana").get(MINE).text
    assert "1 person in your care" in as_("dana").get(MINE).text
    assert "Nobody is in your care yet." in as_("wei").get(MINE).text
    assert f'href="{MINE}"' in as_("wei").get("/people").text


@pytest.mark.parametrize("page", ["0", "x", "99", "²", "-1"])
def test_any_page_number_is_answered(as_: ClientOf, page: str) -> None:
    assert as_("wei").get(f"{MINE}&page={page}").status_code == 200


def test_many_are_told_page_by_page_with_few_queries(judged: Cast) -> None:
    counts = []
    for many in (2, 200):
        for number in range(many):
            in_care(judged, f"Person {many} {number:03}")
        with audit.request("r", "people"), CaptureQueriesContext(connection) as asked:
            found = seen(judged.dana)
        counts.append(sum(one["sql"].startswith("SELECT") for one in asked.captured_queries))

    assert (found.found, len(found.cards), found.pages) == (202, A_PAGE, 5)
    assert len(seen(judged.dana, number=5).cards) == 202 - 4 * A_PAGE
    assert counts[0] == counts[1] <= 12


def test_the_read_is_written_down(cast: Cast) -> None:
    row = in_care(cast, "Danas", 6)
    seen(cast.dana)

    last = AuditRead.objects.order_by("id").last()
    assert last is not None
    assert (last.purpose, last.people) == ("care", [row.id.hex])
