"""Every clinical page about a person says in its header what is to be heeded; the desk's pages do not."""

import re

import pytest
from tests.care import drafted, screened
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.core.shared.care import Answer
from weft.library.knowledge import knowledge

pytestmark = pytest.mark.django_db

CLINICAL = (
    "assessment", "plan", "agreements", "scores", "scores/kept", "measured", "review", "letter", "papers", "discharge",
)  # fmt: skip


def header(page: str) -> str:
    found = re.search(r'<section class="who".*?</section>', page, re.DOTALL)
    assert found
    return found[0]


def test_safety_flags_stand_in_the_header_of_every_clinical_page(cast: Cast, as_: ClientOf) -> None:
    plan = drafted(cast)
    screened(cast, blood_thinner=Answer.YES, pacemaker=Answer.YES)
    names = [each.name for each in knowledge().screen.precautions if each.id in {"blood_thinner", "pacemaker"}]
    browser = as_("ren")
    pages = [f"/people/{cast.marta_id}/{each}" for each in CLINICAL] + [f"/plans/{plan.plan_id}"]
    found = {each: header(browser.get(each, follow=True).text) for each in pages}

    assert len(names) == 2
    assert {each for each, shown in found.items() if not all(name in shown for name in names)} == set()


def test_nobody_is_flagged_without_a_reason_and_the_desk_is_shown_none(cast: Cast, as_: ClientOf) -> None:
    drafted(cast)
    assert "who__alert" not in header(as_("ren").get(f"/people/{cast.marta_id}/papers").text)
    screened(cast, blood_thinner=Answer.YES)

    assert "who__alert" not in header(as_("noor").get(f"/people/{cast.marta_id}").text)
