"""The person page and the list of people: the care team sees it all, the desk names and times, others nothing."""

import pytest
from tests.care import drafted, got
from tests.people import TUESDAY_NINE, Cast
from tests.walked import GOAL, Walked, walk
from tests.web.conftest import ClientOf

from weft.records import clock
from weft.records.actions.prevent import discharge
from weft.records.models import Person

CLINICAL = ("Because", "real change", "danger", "Agreed", GOAL, "Pelvic tilt", "Left side", "curve")


@pytest.fixture
def walked(cast: Cast) -> Walked:
    return walk(cast)


def test_the_page_shows_everything_in_one_scroll(cast: Cast, walked: Walked, as_: ClientOf) -> None:
    page = as_("wei").get(f"/people/{cast.marta_id}")

    assert page.status_code == 200
    for text in ("Now:", "Show as table", "Why this, why now", "What happened", GOAL, "Left side lets go first."):
        assert text in page.text
    assert "style=" not in page.text


def test_a_chip_hides_and_shows_again(cast: Cast, walked: Walked, as_: ClientOf) -> None:
    page = as_("wei").get(f"/people/{cast.marta_id}?off=home&off=nonsense")

    assert page.status_code == 200
    assert ">check-in<" not in page.text
    assert ">trip 7<" in page.text
    assert 'href="?#what-happened"' in page.text


def test_the_desk_sees_no_clinical_word(cast: Cast, walked: Walked, as_: ClientOf) -> None:
    page = as_("noor").get(f"/people/{cast.marta_id}")

    assert page.status_code == 200
    assert "Marta" in page.text
    assert [text for text in CLINICAL if text in page.text] == []


@pytest.mark.parametrize("stranger", ["otto", "marta", "harold", "visitor"])
def test_nobody_else_sees_the_page(cast: Cast, as_: ClientOf, stranger: str) -> None:
    page = as_(stranger).get(f"/people/{cast.marta_id}")

    assert page.status_code in {303, 403, 404}
    assert "Kowalska" not in page.text


def test_somebody_new_has_a_page(cast: Cast, as_: ClientOf) -> None:
    page = as_("dana").get(f"/people/{cast.harold_id}")

    assert page.status_code == 200
    assert "No curve yet" in page.text
    assert "Ask the health questions" in page.text


def test_a_post_is_not_taken(cast: Cast, as_: ClientOf) -> None:
    assert as_("wei").post(f"/people/{cast.marta_id}").status_code == 405


def test_a_long_list_has_pages(cast: Cast, as_: ClientOf) -> None:
    Person.objects.bulk_create(Person(clinic=cast.clinic, name=f"Person {n:03}") for n in range(40))

    first, last = as_("wei").get("/people"), as_("wei").get("/people", {"page": "99"})

    assert "page 1 of 2" in first.text
    assert "page=2" in first.text
    assert "page 2 of 2" in last.text
    assert "Person 039" in last.text


def test_the_other_clinic_has_its_own_list(cast: Cast, as_: ClientOf) -> None:
    page = as_("otto").get("/people")

    assert "Anna Berg" in page.text
    assert "Marta" not in page.text


def test_whoever_books_reaches_the_course_in_one_tap(cast: Cast, as_: ClientOf) -> None:
    plan = drafted(cast)

    for login in ("noor", "wei"):
        assert f'href="/plans/{plan.plan_id}/book"' in as_(login).get(f"/people/{cast.marta_id}").text
    assert "/book" not in as_("noor").get(f"/people/{cast.harold_id}").text


def test_after_discharge_the_page_says_how_care_ended(cast: Cast, as_: ClientOf) -> None:
    plan = drafted(cast)
    got(discharge(by=cast.wei, episode_id=plan.episode_id, said_no_goals=True, stay_well={"way_back": "Ring us."}))

    page = as_("wei").get(f"/people/{cast.marta_id}").text

    assert "Care ended on" in page
    assert "Asked next on" in page
    assert "Ring us." in page
    assert "Why this, why now" not in page


def test_every_page_about_a_person_says_name_birth_date_and_age(cast: Cast, as_: ClientOf) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(birth_date="1981-03-14")
    drafted(cast)
    paths = ("", "/screening", "/agreements", "/assessment", "/scores", "/papers", "/flare", "/letter")

    with clock.at(TUESDAY_NINE):
        pages = {path: as_("wei").get(f"/people/{cast.marta_id}{path}").text for path in paths}

    says = "<span>born 14 Mar 1981</span><span>45</span>"
    assert [path for path, page in pages.items() if says not in page or "who__tile" not in page] == []
