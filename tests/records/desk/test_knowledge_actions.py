"""The clinical lead signs a version of the knowledge, and says whether drafts count."""

from datetime import timedelta

import pytest
from tests.care import got, no
from tests.people import TUESDAY_NINE, Cast

from weft.records import clock
from weft.records.access import NotAllowed
from weft.records.actions.knowledge import LONGEST, sign_version, work_with_drafts
from weft.records.knowledge_book import told
from weft.records.models import AuditChange, Clinic, DraftsChoice, KnowledgeSignOff, Registration
from weft.records.reads.knowledge_in_use import InUse, fact, files_of, knowledge_in_use
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(cast: Cast) -> Cast:
    """Elena and Dana hold a registration."""
    for member in (cast.elena, cast.dana):
        assert member.membership_id
        Registration.objects.create(
            clinic=cast.clinic, membership_id=member.membership_id, profession="Physiotherapist", body="College",
            number="P-1",
        )  # fmt: skip
    return cast


def seen(cast: Cast) -> InUse:
    return knowledge_in_use(cast.elena)


def test_a_signature_names_version_clinician_and_registration(registered: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        got(sign_version(by=registered.elena, digest=told().digest, note="Doses of the acute set discussed."))

    row = KnowledgeSignOff.objects.within(registered.clinic.id).get()
    assert (row.version, row.digest) == (told().book.version, told().digest)
    assert row.signed_as == "Elena, Physiotherapist (College P-1)"
    assert seen(registered).is_signed
    assert seen(registered).is_signed_by_me


def test_before_anybody_signed_the_page_says_so(cast: Cast) -> None:
    assert not seen(cast).is_signed
    assert seen(cast).changes == ()


def test_only_the_clinical_lead_signs(registered: Cast) -> None:
    with pytest.raises(NotAllowed):
        sign_version(by=registered.dana, digest=told().digest)

    assert not KnowledgeSignOff.objects.within(registered.clinic.id).exists()


def test_who_holds_no_registration_cannot_sign(cast: Cast) -> None:
    refused = no(sign_version(by=cast.elena, digest=told().digest))

    assert refused.reason is Reason.MISSING
    assert "No registration" in str(refused.words)


def test_an_expired_registration_is_none(registered: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        Registration.objects.within(registered.clinic.id).update(expires=clock.today("America/Toronto"))
        got(sign_version(by=registered.elena, digest=told().digest))
    Registration.objects.within(registered.clinic.id).update(expires="2020-01-01")

    assert no(work_with_drafts(by=registered.elena, on=True, reason="To try it")).reason is Reason.MISSING


def test_what_changed_since_the_page_was_shown_is_not_signed(registered: Cast) -> None:
    assert no(sign_version(by=registered.elena, digest="0" * 64)).reason is Reason.CHANGED_MEANWHILE


def test_the_same_clinician_signs_a_version_once(registered: Cast) -> None:
    got(sign_version(by=registered.elena, digest=told().digest))

    assert no(sign_version(by=registered.elena, digest=told().digest)).reason is Reason.ALREADY_DONE


def test_a_note_is_as_long_as_that_and_no_longer(registered: Cast) -> None:
    assert no(sign_version(by=registered.elena, digest=told().digest, note="x" * (LONGEST + 1))).reason is (
        Reason.NOT_POSSIBLE
    )
    got(sign_version(by=registered.elena, digest=told().digest, note="x" * LONGEST))


def test_a_changed_digest_asks_for_a_new_signature_and_names_what_changed(registered: Cast) -> None:
    files = dict(told().files)
    files["adjust/rules/dose.toml"] = "other"
    files["adjust/rules/old.toml"] = "gone"
    del files["sources.toml"]
    KnowledgeSignOff.objects.create(
        clinic=registered.clinic, version="2026.1.1", digest="1" * 64, files=files, signed_as="Elena",
        by_id=registered.elena.author_id, at=TUESDAY_NINE,
    )  # fmt: skip

    page = seen(registered)

    assert not page.is_signed
    assert [(str(one.how), bool(one.id)) for one in page.changes] == [("new", True), ("changed", True), ("gone", False)]
    assert not page.signatures[0].is_of_this


def test_drafts_are_switched_on_and_off_with_a_reason_that_stays(registered: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        got(work_with_drafts(by=registered.elena, on=True, reason="Trial month"))
        on = Clinic.objects.get(id=registered.clinic.id)
    with clock.at(TUESDAY_NINE + timedelta(days=30)):
        got(work_with_drafts(by=registered.elena, on=False, reason="The trial is over"))
        off = Clinic.objects.get(id=registered.clinic.id)

    assert (on.work_with_drafts_at, on.work_with_drafts_by_id) == (TUESDAY_NINE, registered.elena.user_id)
    assert (off.work_with_drafts_at, off.work_with_drafts_by_id) == (None, None)
    assert [one.reason for one in seen(registered).choices] == ["The trial is over", "Trial month"]
    assert AuditChange.objects.filter(table="records_clinic", actor=registered.elena.actor).count() == 2


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_changes(registered: Cast, reason: str) -> None:
    assert no(work_with_drafts(by=registered.elena, on=True, reason=reason)).reason is Reason.MISSING
    assert not DraftsChoice.objects.within(registered.clinic.id).exists()


def test_what_is_so_already_is_said(registered: Cast) -> None:
    assert no(work_with_drafts(by=registered.elena, on=False, reason="Again")).reason is Reason.ALREADY_DONE


@pytest.mark.parametrize("who", ["wei", "noor"])
def test_nobody_else_switches_drafts(registered: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        work_with_drafts(by=getattr(registered, who), on=True, reason="I want to")


def test_every_file_in_use_is_listed_once_and_can_be_opened(cast: Cast) -> None:
    rows = [row for step in files_of(cast.wei) for one in step.chapters for row in one.rows]

    assert len({row.id for row in rows}) == len(rows)
    facts = {row.file for step in files_of(cast.wei) for one in step.chapters if not one.is_cases for row in one.rows}
    phases = {file for file in told().files if file.startswith("plan/pathways/") and file.count("/") == 3}
    assert facts | phases == set(told().files)
    assert fact(cast.wei, rows[-1].id).after is None


def test_drafts_alone_are_those_that_nobody_signed(cast: Cast) -> None:
    rows = [row for step in files_of(cast.wei, only_drafts=True) for one in step.chapters for row in one.rows]

    assert rows
    assert all(row.is_draft and not row.is_reviewed for row in rows)
    assert len(rows) == seen(cast).drafts


def test_the_desk_does_not_read_it(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        knowledge_in_use(cast.noor)
