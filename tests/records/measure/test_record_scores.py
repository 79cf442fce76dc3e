"""Scores are kept as they were said: on the scale, by a clinician or by oneself, once a form."""

from decimal import Decimal
from uuid import uuid4

import pytest
from tests.care import PlanMade, drafted, got, no
from tests.people import Cast

from weft.records.access import NotAllowed, NotFound
from weft.records.actions import assess
from weft.records.actions.measure import record_scores
from weft.records.models import Score
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db
SIX = {"nprs": Decimal(6)}


@pytest.fixture
def care(cast: Cast) -> PlanMade:
    return drafted(cast)


def kept(cast: Cast) -> list[Score]:
    return list(Score.objects.within(cast.clinic.id).filter(person_id=cast.marta_id).order_by("at", "made_at"))


def test_a_clinician_keeps_what_the_person_says(cast: Cast, care: PlanMade) -> None:
    got(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"nprs": Decimal(4), "psfs": Decimal("5.5")}))

    assert [(one.measure, one.value) for one in kept(cast)[-2:]] == [("nprs", Decimal(4)), ("psfs", Decimal("5.5"))]
    assert kept(cast)[-1].episode_id == care.episode_id
    assert kept(cast)[-1].wording is not None


def test_a_person_keeps_their_own_number(cast: Cast, care: PlanMade) -> None:
    got(record_scores(by=cast.marta, person_id=cast.marta_id, scores=SIX, source="check_in"))

    assert kept(cast)[-1].source == "check_in"


@pytest.mark.parametrize("value", ["-1", "11", "4.5", "NaN"])
def test_a_number_off_the_scale_is_told_and_nothing_is_kept(cast: Cast, care: PlanMade, value: str) -> None:
    before = len(kept(cast))
    scores = {"psfs": Decimal(5), "nprs": Decimal(value)}

    refused = no(record_scores(by=cast.dana, person_id=cast.marta_id, scores=scores))

    assert refused.reason is Reason.NOT_POSSIBLE
    assert "Pain goes" in str(refused.words)
    assert len(kept(cast)) == before


def test_an_unknown_measure_is_told(cast: Cast, care: PlanMade) -> None:
    refused = no(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"happiness": Decimal(1)}))

    assert refused.reason is Reason.NOT_POSSIBLE


def test_a_form_without_a_number_is_missing_one(cast: Cast, care: PlanMade) -> None:
    assert no(record_scores(by=cast.dana, person_id=cast.marta_id)).reason is Reason.MISSING


def test_a_form_sent_twice_counts_once(cast: Cast, care: PlanMade) -> None:
    first = got(record_scores(by=cast.dana, person_id=cast.marta_id, scores=SIX, key="k"))
    again = got(record_scores(by=cast.dana, person_id=cast.marta_id, scores=SIX, key="k"))

    assert first == again


def test_a_goal_is_scored_on_its_own(cast: Cast, care: PlanMade) -> None:
    (goal,) = got(assess.set_goals(by=cast.ren, episode_id=care.episode_id, goals=["Walk the dog"]))

    got(record_scores(by=cast.dana, person_id=cast.marta_id, goals={goal: Decimal(7)}))

    assert (kept(cast)[-1].goal_id, kept(cast)[-1].measure) == (goal, "own_goal")


def test_somebody_elses_goal_is_not_found(cast: Cast, care: PlanMade) -> None:
    (goal,) = got(assess.set_goals(by=cast.ren, episode_id=care.episode_id, goals=["Walk the dog"]))

    with pytest.raises(NotFound):
        record_scores(by=cast.dana, person_id=cast.harold_id, goals={goal: Decimal(7)})
    with pytest.raises(NotFound):
        record_scores(by=cast.dana, person_id=cast.marta_id, goals={uuid4(): Decimal(7)})


def test_only_the_person_and_those_with_the_record_may(cast: Cast, care: PlanMade) -> None:
    with pytest.raises(NotAllowed):
        record_scores(by=cast.noor, person_id=cast.marta_id, scores=SIX)
    with pytest.raises(NotFound):
        record_scores(by=cast.harold, person_id=cast.marta_id, scores=SIX)
    with pytest.raises(NotFound):
        record_scores(by=cast.otto, person_id=cast.marta_id, scores=SIX)


def test_a_person_cannot_sign_as_a_clinician(cast: Cast, care: PlanMade) -> None:
    with pytest.raises(NotFound):
        record_scores(by=cast.marta, person_id=cast.marta_id, scores=SIX, source="clinician")
