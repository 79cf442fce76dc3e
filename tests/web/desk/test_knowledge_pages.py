"""Knowledge in use, as pages: read by clinicians, signed and switched by the clinical lead."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.knowledge_book import told
from weft.records.models import Clinic, KnowledgeSignOff, Registration
from weft.records.reads.knowledge_in_use import knowledge_in_use

pytestmark = pytest.mark.django_db
PAGE = "/settings/knowledge"
SIGN, DRAFTS, FILES = f"{PAGE}/sign", f"{PAGE}/drafts", f"{PAGE}/files"


@pytest.fixture(autouse=True)
def registered(cast: Cast) -> None:
    """Elena may sign."""
    assert cast.elena.membership_id
    Registration.objects.create(
        clinic=cast.clinic, membership_id=cast.elena.membership_id, profession="Physiotherapist", body="College",
        number="P-1",
    )  # fmt: skip


def signing(**more: str) -> dict[str, str]:
    return {"digest": told().digest, "has_read": "on", "note": "", **more}


def test_an_unsigned_version_has_a_banner_until_it_is_signed(as_: ClientOf) -> None:
    elena = as_("elena")
    before = elena.get(PAGE).text

    answer = elena.post(SIGN, signing(note="Checked with Wei."))

    after = elena.get(PAGE).text
    assert f"Nobody has signed version {told().book.version}" in before
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert "Nobody has signed" not in after
    assert "Elena, Physiotherapist (College P-1)" in after
    assert "Checked with Wei." in after
    assert "Sign this version" not in after


def test_signing_unread_says_so_and_keeps_the_note(as_: ClientOf) -> None:
    answer = as_("elena").post(SIGN, {"digest": told().digest, "note": "Half of it"})

    assert answer.status_code == 400
    assert "Tick this when you have read it." in answer.text
    assert "Half of it" in answer.text
    assert "<title>Error:" in answer.text


def test_a_version_that_changed_meanwhile_is_not_signed_and_the_note_is_kept(as_: ClientOf) -> None:
    answer = as_("elena").post(SIGN, signing(digest="0" * 64, note="All of it"))

    assert answer.status_code == 409
    assert "has changed since this page was shown" in answer.text
    assert "All of it" in answer.text


def test_drafts_are_switched_with_a_reason(as_: ClientOf, cast: Cast) -> None:
    elena = as_("elena")

    missing = elena.post(DRAFTS, {"to": "on", "reason": ""})
    done = elena.post(DRAFTS, {"to": "on", "reason": "Trial month"})
    twice = elena.post(DRAFTS, {"to": "on", "reason": "Trial again"})

    assert (missing.status_code, done.status_code, twice.status_code) == (400, 303, 409)
    assert "Trial again" in twice.text
    assert Clinic.objects.get(id=cast.clinic.id).work_with_drafts_at
    assert "Trial month" in elena.get(PAGE).text


def test_clinicians_read_and_the_desk_does_not(as_: ClientOf) -> None:
    wei, noor = as_("wei"), as_("noor")

    assert wei.get(PAGE).status_code == 200
    assert "Sign this version" not in wei.get(PAGE).text
    assert [wei.post(each, signing()).status_code for each in (SIGN, DRAFTS)] == [403, 403]
    assert [noor.get(each).status_code for each in (PAGE, FILES)] == [403, 403]
    assert not KnowledgeSignOff.objects.everywhere().exists()


def test_the_list_shows_one_step_or_its_drafts(as_: ClientOf) -> None:
    wei = as_("wei")

    screen = wei.get(f"{FILES}?step=screen").text

    assert "(cauda equina)" in screen
    assert "Plan sets" not in screen
    assert "Plan sets" in wei.get(f"{FILES}?only=drafts").text
    assert wei.get(f"{FILES}?step=riddles").status_code == 404


def test_a_danger_sign_reads_with_its_questions_and_what_follows(as_: ClientOf) -> None:
    text = as_("wei").get(f"{PAGE}/facts/screen-red_flags-cauda_equina").text

    for part in ("The sign is up", "The person is told", "Sources", "screen/red_flags/cauda_equina.toml"):
        assert part in text


def test_a_plan_set_reads_with_its_phases_and_lines(as_: ClientOf) -> None:
    text = as_("wei").get(f"{PAGE}/facts/plan-pathways-low_back_desk_work").text

    for part in ("Settle, week", "Effort at most", "Because", "Until"):
        assert part in text


def test_what_is_not_known_is_not_found(as_: ClientOf) -> None:
    assert as_("wei").get(f"{PAGE}/facts/no-such-fact").status_code == 404


def test_reading_is_a_get_and_signing_a_post(as_: ClientOf) -> None:
    elena = as_("elena")

    assert [elena.post(each).status_code for each in (PAGE, FILES)] == [405, 405]
    assert [elena.get(each).status_code for each in (SIGN, DRAFTS)] == [405, 405]


def test_the_other_clinic_signs_for_itself(as_: ClientOf, cast: Cast) -> None:
    as_("elena").post(SIGN, signing())

    assert "Elena" not in as_("otto").get(PAGE).text


def test_however_many_signed_the_page_asks_little(cast: Cast) -> None:
    for number in range(30):
        KnowledgeSignOff.objects.create(
            clinic=cast.clinic, version="2026.1.1", digest=f"{number:064}", files={}, signed_as="Elena",
            by_id=cast.elena.author_id, at=cast.clinic.made_at,
        )  # fmt: skip

    with CaptureQueriesContext(connection) as asked:
        knowledge_in_use(cast.elena)

    assert len(asked.captured_queries) <= 5
