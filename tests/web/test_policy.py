"""Default deny: who may open a view is declared, or nobody may."""

import pytest
from django.urls import clear_url_caches, set_urlconf
from tests.web.conftest import ClientOf
from tests.web.planted import SECRET

from weft.project import checks
from weft.records.access import Job
from weft.web.policy import Audience, policy

EVERYBODY = ["visitor", "marta", "wei", "dana", "ren", "noor", "elena"]
PLANTED = pytest.mark.urls("tests.web.planted")


@PLANTED
@pytest.mark.parametrize("who", EVERYBODY)
def test_a_view_without_a_policy_answers_nobody(as_: ClientOf, who: str) -> None:
    answer = as_(who).get("/planted/no-policy")

    assert answer.status_code == 403
    assert SECRET not in answer.text


@PLANTED
def test_the_start_up_check_reports_what_was_forgotten() -> None:
    clear_url_caches()
    found = checks.every_view_says_who(None)

    assert {(fault.id, fault.msg) for fault in found} == {
        ("weft.E001", "/planted/no-policy has no policy"),
        ("weft.E002", "/planted/no-methods names no methods"),
    }


def test_no_view_of_ours_forgot_anything() -> None:
    set_urlconf(None)
    assert checks.every_view_says_who(None) == []


@PLANTED
@pytest.mark.parametrize(
    ("page", "who", "status"),
    [
        ("staff", "noor", 200),
        ("staff", "elena", 200),
        ("staff", "marta", 403),
        ("staff", "visitor", 303),
        ("owner", "elena", 200),
        ("owner", "noor", 403),
        ("patient", "marta", 200),
        ("patient", "noor", 403),
        ("patient", "visitor", 303),
    ],
)
def test_a_policy_lets_in_whom_it_names(as_: ClientOf, page: str, who: str, status: int) -> None:
    answer = as_(who).get(f"/planted/{page}")

    assert answer.status_code == status
    assert (SECRET in answer.text) is (status == 200)


@PLANTED
def test_a_stranger_is_shown_the_way_in_and_back(as_: ClientOf) -> None:
    answer = as_("visitor").get("/planted/staff?day=tomorrow")

    assert answer.headers["Location"] == "/sign-in?next=%2Fplanted%2Fstaff%3Fday%3Dtomorrow"


@PLANTED
def test_a_stranger_who_writes_is_refused_and_not_sent_on(as_: ClientOf) -> None:
    assert as_("visitor").post("/planted/staff").status_code == 403


@PLANTED
def test_no_right_to_see_names_who_can_grant_it(as_: ClientOf) -> None:
    answer = as_("noor").get("/planted/owner")

    assert "Ask Elena" in answer.text


def test_jobs_are_only_for_staff_views() -> None:
    with pytest.raises(ValueError, match="jobs are for staff views"):
        policy(Audience.PUBLIC, jobs={Job.RECORD})
