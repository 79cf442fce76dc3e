"""Agreement to treatment: one for each modality, in the words that were shown; taking it back holds at once."""

from datetime import UTC, datetime

import pytest
from tests.care import got, no, work_with_drafts
from tests.people import Cast

from weft.core.shared.care import NEEDLES
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions import plan_agreement as actions
from weft.records.agreed import require_agreed
from weft.records.models import TreatmentAgreement
from weft.records.reads import plan_agreement as reads
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db

NEEDLING = "needling"


@pytest.fixture(autouse=True)
def drafts(cast: Cast) -> None:
    work_with_drafts(cast)


def live(cast: Cast) -> list[str]:
    return [each.modality for each in reads.live_agreements(cast.wei, cast.marta_id)]


def test_a_yes_keeps_what_was_shown_risks_with_their_rates(cast: Cast) -> None:
    wishes = {"chaperone": "my sister", "colour": "blue"}
    got(actions.agree_to_treatment(by=cast.wei, person_id=cast.marta_id, modality=NEEDLING, wishes=wishes))

    row = TreatmentAgreement.objects.within(cast.clinic.id).get()
    assert "about 1 in 10,000 people" in row.wording.text
    assert (row.wishes, row.how, bool(row.knowledge_version)) == ({"chaperone": "my sister"}, "recorded_yes", True)


@pytest.mark.parametrize("modality", ["needling", "dry_needling", "electro_acupuncture", "thrust"])
def test_each_modality_has_a_text_with_risks_and_alternatives(cast: Cast, modality: str) -> None:
    offered = {each.modality: each for each in reads.agreements(cast.wei, cast.marta_id).offered}

    assert offered[modality].text.risks
    assert all(risk.rate for risk in offered[modality].text.risks)
    assert offered[modality].text.alternatives


def test_one_yes_does_not_cover_another_modality(cast: Cast) -> None:
    got(actions.agree_to_treatment(by=cast.wei, person_id=cast.marta_id, modality=NEEDLING))

    assert live(cast) == [NEEDLING]
    with pytest.raises(Refused):
        require_agreed(cast.marta_id, ["thrust"], cast.clinic.id)


def test_taking_it_back_holds_at_once_even_within_one_moment(cast: Cast) -> None:
    with clock.at(datetime(2027, 3, 2, 14, tzinfo=UTC)):
        got(actions.agree_to_treatment(by=cast.wei, person_id=cast.marta_id, modality=NEEDLING))
        got(actions.withdraw(by=cast.marta, person_id=cast.marta_id, modality=NEEDLING))

        assert live(cast) == []
        with pytest.raises(Refused):
            require_agreed(cast.marta_id, [NEEDLING], cast.clinic.id)


def test_a_yes_can_be_given_again(cast: Cast) -> None:
    got(actions.agree_to_treatment(by=cast.wei, person_id=cast.marta_id, modality=NEEDLING))
    got(actions.withdraw(by=cast.noor, person_id=cast.marta_id, modality=NEEDLING))
    got(actions.agree_to_treatment(by=cast.marta, person_id=cast.marta_id, modality=NEEDLING, how="signature"))

    assert live(cast) == [NEEDLING]
    assert TreatmentAgreement.objects.within(cast.clinic.id).count() == 3


def test_there_must_be_a_yes_to_take_back(cast: Cast) -> None:
    refused = no(actions.withdraw(by=cast.wei, person_id=cast.marta_id, modality=NEEDLING))

    assert refused.reason is Reason.ALREADY_DONE


def test_without_an_accepted_text_there_is_no_yes(cast: Cast) -> None:
    type(cast.clinic).objects.update(work_with_drafts_at=None, work_with_drafts_by=None)

    refused = no(actions.agree_to_treatment(by=cast.wei, person_id=cast.marta_id, modality=NEEDLING))
    assert refused.reason is Reason.NOT_POSSIBLE


def test_what_nobody_offers_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        actions.agree_to_treatment(by=cast.wei, person_id=cast.marta_id, modality=NEEDLES + "!")


def test_others_have_no_say(cast: Cast) -> None:
    for by in (cast.otto, cast.harold, cast.visitor):
        with pytest.raises(NotFound):
            actions.agree_to_treatment(by=by, person_id=cast.marta_id, modality=NEEDLING)
    with pytest.raises(NotAllowed):
        actions.agree_to_treatment(by=cast.noor, person_id=cast.marta_id, modality=NEEDLING)
