"""The demo: marked on every page, one click to be somebody, and nowhere else."""

import pytest
from django.test import Client
from tests.web.conftest import ClientOf, asker, login_of

from weft.project import checks
from weft.records.models import Clinic, User

CAST = ["visitor", "Wei", "Dana", "Ren", "Noor", "Elena", "Marta", "Harold"]


@pytest.mark.usefixtures("in_demo_mode")
class TestInTheDemo:
    """With WEFT_DEMO=1."""

    def test_the_band_names_everybody_of_this_clinic_as_they_were_made(self, as_: ClientOf) -> None:
        people = as_("visitor").get("/").context["demo"]["people"]

        assert [person.label for person in people] == CAST

    @pytest.mark.parametrize("who", ["marta", "wei", "dana", "ren", "noor", "elena"])
    def test_one_click_signs_in(self, as_: ClientOf, who: str) -> None:
        browser = as_("visitor")

        answer = browser.post("/demo/as", {"who": login_of(who)})

        assert answer.status_code == 303
        assert asker(browser).name == who.title()

    def test_from_one_guise_to_the_next_and_back_to_a_visitor(self, as_: ClientOf) -> None:
        browser = as_("wei")

        browser.post("/demo/as", {"who": login_of("dana")})
        assert asker(browser).name == "Dana"
        browser.post("/demo/as", {"who": "visitor"})
        assert asker(browser).user_id is None

    @pytest.mark.parametrize("who", ["otto@example.org", "nobody", "", "wei' or 1=1"])
    def test_nobody_of_another_clinic_and_nobody_unknown_can_be_looked_around_as(self, as_: ClientOf, who: str) -> None:
        assert as_("visitor").post("/demo/as", {"who": who}).status_code == 404

    def test_a_real_account_cannot_be_looked_around_as(self, as_: ClientOf) -> None:
        User.objects.filter(login=login_of("elena")).update(is_demo=False)

        assert as_("visitor").post("/demo/as", {"who": login_of("elena")}).status_code == 404

    def test_a_link_signs_nobody_in(self, as_: ClientOf) -> None:
        assert as_("visitor").get("/demo/as?who=elena").status_code == 405

    def test_the_start_up_check_is_content(self) -> None:
        assert checks.demo_people_stay_in_the_demo(None, databases=["default"]) == []


class TestOutsideTheDemo:
    """Without WEFT_DEMO."""

    def test_no_page_shows_the_band(self, as_: ClientOf) -> None:
        assert "Look around as" not in as_("visitor").get("/").text

    def test_the_click_does_not_exist(self, as_: ClientOf) -> None:
        User.objects.update(is_demo=True)

        assert as_("visitor").post("/demo/as", {"who": login_of("elena")}).status_code == 404

    def test_a_demo_account_cannot_sign_in_even_with_a_password(self, clinic: Clinic) -> None:
        noor = User.objects.get(login=login_of("noor"))
        noor.set_password("a long enough sentence")
        noor.is_demo = True
        noor.save()

        answer = Client(SERVER_NAME="127.0.0.1").post(
            "/sign-in", {"username": login_of("noor"), "password": "a long enough sentence"}
        )

        assert answer.status_code == 400

    def test_a_session_of_a_demo_account_is_nobodys(self, as_: ClientOf) -> None:
        browser = as_("noor")
        User.objects.update(is_demo=True)

        assert asker(browser).user_id is None

    def test_the_start_up_check_refuses_demo_accounts(self, clinic: Clinic) -> None:
        assert checks.demo_people_stay_in_the_demo(None, databases=["default"]) == []
        User.objects.filter(login=login_of("noor")).update(is_demo=True)

        found = checks.demo_people_stay_in_the_demo(None, databases=["default"])

        assert [fault.id for fault in found] == ["weft.E005"]
