"""May this be done with this person? And who may say yes where the answers say no."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.people import TUESDAY_NINE, Cast
from tests.records.screen.test_answers import ALL_NO, SHORT, SHORT_NO, SIX_MONTHS

from weft.core.screen.facts import QuestionSet
from weft.core.screen.standing import Standing
from weft.core.shared.care import Answer
from weft.records import clock
from weft.records.access import Member, NotAllowed, NotFound
from weft.records.actions.screen import answer, override, sign_off
from weft.records.clearances import Cleared, require_clear
from weft.records.models import Membership, Override, Task
from weft.records.reads import screen as reads
from weft.records.refused import Reason, Refused

MARCH_2 = TUESDAY_NINE.date()
FAR = date(2027, 8, 31)
"""The last day of six months (182 days) after 2 March."""


@pytest.fixture(autouse=True)
def tuesday() -> object:
    with clock.at(TUESDAY_NINE):
        yield


def says(cast: Cast, **said: Answer) -> None:
    answer(by=cast.dana, person_id=cast.marta_id, answers={**ALL_NO, **said})


def asked(cast: Cast, modality: str, by: Member | None = None, **how: object) -> Cleared | Refused:
    try:
        return require_clear(cast.marta_id, modality, by=by or cast.dana, **how)  # type: ignore[arg-type]  # by name
    except Refused as no:
        return no


def refused(result: object) -> Refused:
    assert isinstance(result, Refused), result
    return result


def test_nobody_is_treated_who_was_never_asked(here: Cast) -> None:
    no = refused(asked(here, "needling"))

    assert no.reason is Reason.MISSING
    assert "have not been asked" in str(no.words)


def test_clear_answers_open_everything(here: Cast) -> None:
    says(here)

    for modality in ("needling", "thrust", "exercise"):
        assert isinstance(asked(here, modality), Cleared)


def test_the_consult_set_opens_no_treatment(here: Cast) -> None:
    answer(by=here.noor, person_id=here.marta_id, answers={}, question_set=QuestionSet.CONSULT)

    assert refused(asked(here, "needling")).reason is Reason.MISSING


def test_a_missing_answer_is_named(here: Cast) -> None:
    left = {name: said for name, said in ALL_NO.items() if name != "blood_thinner"}
    answer(by=here.dana, person_id=here.marta_id, answers=left)

    no = refused(asked(here, "needling"))

    assert no.reason is Reason.MISSING
    assert "blood" in str(no.words)
    assert isinstance(asked(here, "exercise"), Cleared)


def test_a_block_says_why_and_who_can_lift_it(here: Cast) -> None:
    says(here, pacemaker=Answer.YES)

    no = refused(asked(here, "electro_acupuncture"))

    assert (no.reason, no.status) == (Reason.BLOCKED, 409)
    assert "implanted electronic device" in str(no.words)
    assert "can be lifted by: Ren, Wei." in str(no.words)


def test_the_desk_is_told_that_a_clinician_must_read_and_not_the_reason(here: Cast) -> None:
    says(here, pacemaker=Answer.YES)

    words = str(refused(asked(here, "electro_acupuncture", by=here.noor)).words)

    assert "A clinician must read the answers first." in words
    assert "Ren, Wei" in words
    assert "device" not in words


def test_a_modality_that_nobody_here_gives_says_so(here: Cast) -> None:
    says(here, pacemaker=Answer.YES)

    Membership.objects.within(here.clinic.id).exclude(user__name="Dana").update(active=False)

    assert "Nobody here has the right" in str(refused(asked(here, "electro_acupuncture")).words)


def test_old_answers_do_not_hold(here: Cast) -> None:
    says(here)

    assert isinstance(asked(here, "needling", at=TUESDAY_NINE + SIX_MONTHS - timedelta(seconds=1)), Cleared)
    assert refused(asked(here, "needling", at=TUESDAY_NINE + SIX_MONTHS)).reason is Reason.MISSING


def test_a_precaution_can_be_booked_but_starts_only_when_signed(here: Cast) -> None:
    says(here, blood_thinner=Answer.YES)

    assert isinstance(asked(here, "needling", to_start=False), Cleared)
    no = refused(asked(here, "needling"))
    assert "needs a clinician's signature" in str(no.words)

    sign_off(by=here.wei, person_id=here.marta_id, modality="needling", reason="INR 2.4, shallow", until=FAR)
    cleared = asked(here, "needling")
    assert isinstance(cleared, Cleared)
    assert [one.by for one in cleared.lifted] == ["Wei"]
    assert cleared.cautions


def test_a_signature_for_one_modality_signs_no_other(here: Cast) -> None:
    says(here, blood_thinner=Answer.YES)
    sign_off(by=here.ren, person_id=here.marta_id, modality="needling", reason="shallow", until=FAR)

    assert isinstance(asked(here, "dry_needling"), Refused)


def test_only_a_clinician_with_that_modality_signs(here: Cast) -> None:
    says(here, blood_thinner=Answer.YES)

    no = refused(sign_off(by=here.dana, person_id=here.marta_id, modality="needling", reason="shallow", until=FAR))

    assert no.reason is Reason.NOT_ALLOWED
    assert "Ren, Wei" in str(no.words)
    with pytest.raises(NotAllowed):
        sign_off(by=here.noor, person_id=here.marta_id, modality="needling", reason="shallow", until=FAR)
    with pytest.raises(NotFound):
        sign_off(by=here.otto, person_id=here.marta_id, modality="needling", reason="shallow", until=FAR)


def test_an_owner_without_the_discipline_cannot_override(here: Cast) -> None:
    says(here, recent_fall=Answer.YES)

    no = refused(override(by=here.elena, person_id=here.marta_id, modality="exercise", reason="seen", until=MARCH_2))

    assert no.reason is Reason.NOT_ALLOWED


def test_an_override_lifts_one_modality_until_its_day_and_ends_the_task(here: Cast) -> None:
    says(here, recent_fall=Answer.YES)
    assert isinstance(asked(here, "exercise"), Refused)

    override(by=here.dana, person_id=here.marta_id, modality="exercise", reason="X-ray clear", until=MARCH_2)

    assert isinstance(asked(here, "exercise"), Cleared)
    assert isinstance(asked(here, "manual_therapy"), Refused)
    assert isinstance(asked(here, "exercise", at=TUESDAY_NINE + timedelta(hours=14)), Cleared)
    assert isinstance(asked(here, "exercise", at=TUESDAY_NINE + timedelta(hours=15)), Refused)
    assert not Task.objects.within(here.clinic.id).filter(done_at__isnull=True).exists()


def test_an_emergency_is_never_overridden(here: Cast) -> None:
    says(here, saddle_numbness=Answer.YES)

    no = refused(override(by=here.dana, person_id=here.marta_id, modality="exercise", reason="I know", until=MARCH_2))

    assert no.reason is Reason.BLOCKED
    assert "Only new answers change this" in str(no.words)


def test_an_emergency_later_ends_an_override_at_once(here: Cast) -> None:
    says(here, recent_fall=Answer.YES)
    override(by=here.dana, person_id=here.marta_id, modality="exercise", reason="X-ray clear", until=FAR)

    says(here, recent_fall=Answer.YES, saddle_numbness=Answer.YES)

    assert "emergency sign" in str(refused(asked(here, "exercise")).words)


def test_an_emergency_stands_although_the_answers_are_old(here: Cast) -> None:
    says(here, saddle_numbness=Answer.YES)

    assert refused(asked(here, "exercise", at=TUESDAY_NINE + SIX_MONTHS)).reason is Reason.BLOCKED


def test_the_same_answers_again_keep_the_signature_and_a_new_reason_ends_it(here: Cast) -> None:
    says(here, blood_thinner=Answer.YES)
    sign_off(by=here.wei, person_id=here.marta_id, modality="needling", reason="shallow", until=FAR)

    same = {**SHORT_NO, "blood_thinner": Answer.YES}
    answer(by=here.noor, person_id=here.marta_id, answers=same, question_set=SHORT)
    assert isinstance(asked(here, "needling"), Cleared)

    answer(by=here.noor, person_id=here.marta_id, answers={**same, "pregnancy": Answer.YES}, question_set=SHORT)
    assert isinstance(asked(here, "needling"), Refused)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"reason": "  ", "until": MARCH_2}, Reason.MISSING),
        ({"reason": "shallow"}, Reason.MISSING),
        ({"reason": "a\x00b", "until": MARCH_2}, Reason.NOT_POSSIBLE),
        ({"reason": "shallow", "until": MARCH_2 - timedelta(days=1)}, Reason.NOT_POSSIBLE),
        ({"reason": "shallow", "until": FAR + timedelta(days=1)}, Reason.NOT_POSSIBLE),
    ],
)
def test_a_signature_has_a_reason_and_an_end_within_the_answers(
    here: Cast, how: dict[str, object], reason: Reason
) -> None:
    says(here, blood_thinner=Answer.YES)

    no = refused(sign_off(by=here.wei, person_id=here.marta_id, modality="needling", **how))  # type: ignore[arg-type]

    assert no.reason is reason
    assert not Override.objects.within(here.clinic.id).exists()


@pytest.mark.parametrize("until", [MARCH_2, FAR])
def test_today_and_the_last_day_are_ends_too(here: Cast, until: date) -> None:
    says(here, blood_thinner=Answer.YES)

    assert not isinstance(
        sign_off(by=here.wei, person_id=here.marta_id, modality="needling", reason="shallow", until=until), Refused
    )


def test_nothing_is_signed_where_nothing_asks_for_it(here: Cast) -> None:
    says(here)

    for act in (sign_off, override):
        no = refused(act(by=here.wei, person_id=here.marta_id, modality="needling", reason="to be safe", until=MARCH_2))
        assert no.reason is Reason.NOT_POSSIBLE


def test_nothing_is_signed_before_somebody_asked(here: Cast) -> None:
    no = refused(override(by=here.wei, person_id=here.marta_id, modality="needling", reason="x", until=MARCH_2))

    assert no.reason is Reason.MISSING


def test_a_modality_that_does_not_exist_is_not_found(here: Cast) -> None:
    with pytest.raises(NotFound):
        sign_off(by=here.wei, person_id=here.marta_id, modality="leeches", reason="x", until=MARCH_2)
    with pytest.raises(NotFound):
        reads.modality(here.wei, here.marta_id, "leeches")


def test_an_override_cannot_be_changed_afterwards(here: Cast) -> None:
    says(here, recent_fall=Answer.YES)
    override(by=here.dana, person_id=here.marta_id, modality="exercise", reason="X-ray clear", until=MARCH_2)

    with pytest.raises(DatabaseError), transaction.atomic():
        Override.objects.within(here.clinic.id).update(reason="another")


def test_the_panel_shows_signatures_and_who_may_sign(here: Cast) -> None:
    says(here, blood_thinner=Answer.YES)
    sign_off(by=here.wei, person_id=here.marta_id, modality="needling", reason="shallow", until=FAR)

    seen = reads.modality(here.dana, here.marta_id, "needling")

    assert (seen.standing, seen.can_lift, seen.lifters) == (Standing.OPEN, False, ("Ren", "Wei"))
    assert [(one.by, one.reason, one.until) for one in seen.lifted] == [("Wei", "shallow", FAR)]
    assert reads.modality(here.wei, here.marta_id, "needling").can_lift
