"""Lists with hundreds of rows: a page at a time, the most urgent first, and ways to the others that keep the rest."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import clock
from weft.records.access import Job
from weft.records.models import Attachment, Enquiry, EnquirySource, Incident, OpenedWhy, Person, RecordOpening, Task
from weft.records.reads.paged import cut
from weft.web.paged import number_of, pages_of

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]
MANY = 90


def test_a_page_that_is_too_far_is_the_last_one_and_an_empty_list_is_one_page() -> None:
    rows = list(range(81))

    assert (cut(rows, 1, 40).rows, cut(rows, 1, 40).after) == (tuple(range(40)), 2)
    assert (cut(rows, 3, 40).rows, cut(rows, 99, 40).number) == ((80,), 3)
    assert (cut(rows, 3, 40).before, cut(rows, 3, 40).after) == (2, None)
    assert (cut(rows[:80], 1, 40).pages, cut([], 1, 40).pages, len(cut([], 1, 40))) == (2, 1, 0)


def test_turning_keeps_what_else_the_address_asks_for(rf: RequestFactory) -> None:
    request = rf.get("/inbox?whose=mine&page=2")

    ways = pages_of(request, cut(list(range(100)), number_of(request), 40))

    assert (ways.number, ways.pages) == (2, 3)
    assert (ways.before_url, ways.after_url) == ("?whose=mine&page=1", "?whose=mine&page=3")


@pytest.mark.parametrize(("typed", "number"), [("", 1), ("3", 3), ("-1", 1), ("٣", 1), ("1" * 9, 1), ("x", 1)])
def test_nonsense_is_the_first_page(rf: RequestFactory, typed: str, number: int) -> None:
    assert number_of(rf.get("/people", {"page": typed})) == number


def test_people_with_a_nonsense_page_are_shown_from_the_first(cast: Cast, as_: ClientOf) -> None:
    for typed in ("abc", "-1", "0", "1000000000", "\x00"):
        assert as_("noor").get("/people", {"page": typed}).status_code == 200


def test_what_waits_is_sorted_out_by_kind_and_turned(cast: Cast, as_: ClientOf) -> None:
    row = {"clinic": cast.clinic, "person_id": cast.marta_id, "job": Job.PEOPLE}
    for number in range(MANY):
        kind = "rebook" if number % 3 else "not_delivered"
        says = to_json(Words("Number {number}.", number=number))
        Task.objects.create(**row, kind=kind, says=says, due=clock.now() + timedelta(hours=number))
    noor = as_("noor")

    first, last, one_kind = noor.get("/inbox"), noor.get("/inbox?page=3"), noor.get("/inbox?kind=rebook&page=2")

    assert first.text.count('id="task-') == 40
    assert "Number 0." in first.text
    assert "page 1 of 3" in first.text
    assert last.text.count('id="task-') == 10
    assert one_kind.text.count('id="task-') == 20
    assert 'href="/inbox?whose=all&amp;kind=not_delivered"' in one_kind.text
    assert "kind=rebook&amp;page=1" in one_kind.text


def test_a_refused_outcome_comes_back_on_the_page_of_its_task(cast: Cast, as_: ClientOf) -> None:
    row = {"clinic": cast.clinic, "person_id": cast.marta_id, "job": Job.PEOPLE, "kind": "rebook"}
    says = to_json(Words("Book again."))
    rows = [
        Task.objects.create(
            **row, says=says, due=clock.now() + timedelta(hours=n), owner_id=cast.noor.membership_id
        ) for n in range(MANY)
    ]  # fmt: skip

    answer = as_("noor").post(f"/inbox/{rows[-1].id}/done", {f"{rows[-1].id}-outcome": "x" * 5000})

    assert answer.status_code == 400
    assert f'id="task-{rows[-1].id}"' in answer.text
    assert 'href="/inbox?page=2"' in answer.text
    assert 'href="?' not in answer.text


def test_enquiries_papers_incidents_and_openings_are_turned(cast: Cast, as_: ClientOf) -> None:
    now, by = clock.now(), cast.wei.user_id
    assert by
    told = {"rule": "x", "words": to_json(Words("Told.")), "inputs": {}, "limits": {}, "sources": [], "status": "draft"}
    about = {"clinic": cast.clinic, "person_id": cast.marta_id}
    opened = {"membership_id": cast.ren.membership_id, "why": OpenedWhy.HERE}
    for n in range(MANY):
        at = now - timedelta(hours=n)
        Enquiry.objects.create(clinic=cast.clinic, source=EnquirySource.ONLINE, name=f"Visitor {n}", phone="1")
        Attachment.objects.create(
            **about,
            says=f"Paper {n}",
            media="application/pdf",
            size=1,
            sha256=f"{n:064d}",
            content=b"x",
            by_id=by,
            at=at,
        )
        Incident.objects.create(
            **about, kind="fall", is_near_miss=True, happened_at=at, story=f"Story {n}", told=told, by_id=by, at=at
        )
        RecordOpening.objects.create(**about, **opened, at=at, until=at + timedelta(hours=1))
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(needles_by_id=cast.wei.membership_id)
    elena, wei, noor = as_("elena"), as_("wei"), as_("noor")

    for who, address, pages in (
        (noor, "/enquiries", 2), (wei, f"/people/{cast.marta_id}/papers", 3), (elena, "/incidents", 3),
        (elena, "/people/opened", 3),
    ):  # fmt: skip
        assert f"page 1 of {pages}" in who.get(address).text, address
        last = who.get(f"{address}?page={pages}").text
        assert f"page {pages} of {pages}" in last, address
        assert f"?page={pages - 1}" in last, address
    assert "Story 0" in elena.get("/incidents").text
    assert "Story 89" in elena.get("/incidents?page=3").text
