"""What another clinic's absence is on this clinic's pages: in the list, on a page of its own, behind its task."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.care import got
from tests.people import TUESDAY_NINE, Cast
from tests.records.schedule.courses import sure
from tests.web.conftest import ClientOf
from tests.web.schedule.test_away_pages import own, text
from tests.web.test_page_budgets import MOST

from weft.core.schedule.absence import Why
from weft.core.shared.care import NEEDLES
from weft.records import clock
from weft.records.access import Job
from weft.records.actions.away import Absent, end_absence, write_absence
from weft.records.actions.schedule import book_visit
from weft.records.models import Membership, Person, User
from weft.records.wanted import VisitWanted

HOUR = timedelta(hours=1)
LIST = "/diary/away"


@pytest.fixture
def works(cast: Cast) -> Membership:
    """Otto, who works with Wei as well."""
    return Membership.objects.create(clinic=cast.clinic, user_id=sure(cast.otto.user_id), disciplines=[NEEDLES])


def visit(cast: Cast, works: Membership, hours: int, who: Person | None = None) -> None:
    wanted = VisitWanted(NEEDLES, works.id, TUESDAY_NINE + hours * HOUR, 45, cast.beds[0].id)
    got(book_visit(who.id if who else cast.marta_id, wanted, by=cast.noor))


def away(cast: Cast, hours: int = 8) -> object:
    who = Absent(membership_id=cast.otto.membership_id)
    ends = TUESDAY_NINE + hours * HOUR
    return got(write_absence(by=cast.otto, who=who, starts=TUESDAY_NINE, ends=ends, why=Why.TRAINING))


@pytest.fixture
def noor(as_: ClientOf) -> Client:
    with clock.at(TUESDAY_NINE - 24 * HOUR):
        return as_("noor")


@pytest.fixture(autouse=True)
def _the_day_before() -> object:
    with clock.at(TUESDAY_NINE - 24 * HOUR):
        yield


def test_the_list_the_task_and_the_page_lead_to_whoever_is_to_be_called(
    noor: Client, cast: Cast, works: Membership
) -> None:
    visit(cast, works, 1)
    away(cast)
    address = reverse("schedule:away_elsewhere", args=[works.id])

    page, listed, inbox = (noor.get(each) for each in (address, LIST, reverse("desk:inbox")))

    assert f'href="{address}"' in listed.content.decode()
    assert f'href="{address}"' in inbox.content.decode()
    assert "Otto Away, written in another clinic Tue 2 Mar 2027, 9:00 to 17:00 1 visit or talk" in text(listed)
    assert "1 visit cannot be held" in text(page)
    assert reverse("desk:person", args=[cast.marta_id]) in page.content.decode()
    assert "Tue 2 Mar, 10:00" in text(page)
    for words in ("Training", "Elsewhere", "Call it off"):
        assert words not in text(page)


def test_without_a_visit_in_it_and_called_off_it_says_so(noor: Client, cast: Cast, works: Membership) -> None:
    address = reverse("schedule:away_elsewhere", args=[works.id])
    made = away(cast)

    assert "Nobody has to be called." in text(noor.get(address))
    got(end_absence(by=cast.otto, closure_id=made))  # type: ignore[arg-type]
    assert "This is over or was called off." in text(noor.get(address))
    assert "Everybody is here and everything is open." in text(noor.get(LIST))


def test_another_clinic_and_a_patient_see_nothing_and_without_the_people_no_number(
    as_: ClientOf, noor: Client, cast: Cast, works: Membership
) -> None:
    visit(cast, works, 1)
    away(cast)
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(phone="416 555 0199")
    address = reverse("schedule:away_elsewhere", args=[works.id])

    assert "416 555 0199" in text(noor.get(address))
    assert as_("otto").get(address).status_code == 404
    assert as_("marta").get(address).status_code in {303, 403}
    Membership.objects.within(cast.clinic.id).filter(id=sure(cast.noor.membership_id)).update(jobs=[Job.DIARY.value])
    assert "416 555 0199" not in text(noor.get(address))


def test_the_pages_ask_no_more_for_many_rows(noor: Client, cast: Cast, works: Membership) -> None:
    who = {"who": f"site_id:{cast.site.id}", "first": "2027-03-04", "why": "repairs"}
    for number in range(5):
        visit(cast, works, number, Person.objects.create(clinic=cast.clinic, name=f"Person {number}"))
        away(cast, hours=number + 1)
        user = User.objects.create_user(f"{number}@example.org", name=f"{number}")
        for clinic in (cast.clinic, cast.other_clinic):
            one = Membership.objects.create(clinic=clinic, user=user, disciplines=[NEEDLES])
        end = TUESDAY_NINE + HOUR
        got(write_absence(by=cast.otto, who=Absent(one.id), starts=TUESDAY_NINE, ends=end, why=Why.AWAY))
    noor.post(LIST, who)

    assert own(noor, LIST) <= MOST
    assert own(noor, reverse("schedule:away_elsewhere", args=[works.id])) <= MOST
