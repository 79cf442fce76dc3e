"""A clinic that does not work with drafts treats and measures without them."""

from decimal import Decimal

import pytest
from tests.care import drafted, got, no, work_with_drafts
from tests.people import Cast
from tests.records.treat.treat_builders import needled, prepare, trip

from weft.records.actions import assess, treat
from weft.records.actions.measure import record_scores
from weft.records.actions.treat import Reacted, Signed
from weft.records.models import Aftercare, Clinic
from weft.records.reads.measure import scores_asked
from weft.records.reads.treat_needles import needle_page
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db
FOUR = Decimal(4)


def refuse_drafts(cast: Cast) -> None:
    """From now on the clinic takes only what somebody has signed; all that ships is a draft."""
    Clinic.objects.filter(id=cast.clinic.id).update(work_with_drafts_at=None, work_with_drafts_by=None)


def test_points_of_drafts_are_not_known(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    known = treat.needles_in(visit_id=pair.needles, by=cast.wei, points="bl23 b")
    refuse_drafts(cast)

    unknown = no(treat.needles_in(visit_id=pair.needles, by=cast.wei, points="bl25 b"))

    assert getattr(known, "needles_in", None) == 2
    assert unknown.reason is Reason.MISSING
    assert "bl25" in str(unknown.words)


def test_reactions_of_drafts_are_neither_offered_nor_taken(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    before = needle_page(pair.needles, by=cast.wei).reaction_choices
    refuse_drafts(cast)

    told = no(treat.sign_needles(visit_id=pair.needles, by=cast.wei, reaction=Reacted("needle_site.bruise")))

    assert "needle_site.bruise" in dict(before)
    assert needle_page(pair.needles, by=cast.wei).reaction_choices == ()
    assert told.reason is Reason.NOT_POSSIBLE


@pytest.mark.parametrize("refuses", [False, True])
def test_aftercare_of_refused_drafts_says_only_when_to_call_for_help(cast: Cast, refuses: bool) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    if refuses:
        refuse_drafts(cast)

    assert isinstance(treat.sign_needles(visit_id=pair.needles, by=cast.wei), Signed)

    lines = Aftercare.objects.within(cast.clinic.id).get().content["lines"]
    assert ([line["id"] for line in lines] == ["call_for_help"]) is refuses


def test_measures_of_drafts_are_neither_asked_nor_kept(cast: Cast) -> None:
    drafted(cast)
    before = scores_asked(cast.marta_id, by=cast.dana).scales
    refuse_drafts(cast)

    told = no(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"nprs": FOUR}))

    assert "nprs" in {one.name for one in before}
    assert scores_asked(cast.marta_id, by=cast.dana).scales == ()
    assert told.reason is Reason.NOT_POSSIBLE
    assert "nprs" in str(told.words)


def test_a_goal_on_a_refused_measure_waits(cast: Cast) -> None:
    care = drafted(cast)
    (goal,) = got(assess.set_goals(by=cast.ren, episode_id=care.episode_id, goals=["Walk the dog"]))
    kept = got(record_scores(by=cast.dana, person_id=cast.marta_id, goals={goal: FOUR}))
    asked = scores_asked(cast.marta_id, by=cast.dana).scales
    refuse_drafts(cast)

    told = no(record_scores(by=cast.dana, person_id=cast.marta_id, goals={goal: FOUR}))

    assert len(kept) == 1
    assert f"goal-{goal}" in {one.name for one in asked}
    assert scores_asked(cast.marta_id, by=cast.dana).scales == ()
    assert told.reason is Reason.NOT_POSSIBLE


def test_the_other_clinic_keeps_its_own_choice(cast: Cast) -> None:
    drafted(cast)
    work_with_drafts(cast)
    Clinic.objects.filter(id=cast.other_clinic.id).update(work_with_drafts_at=None, work_with_drafts_by=None)

    assert len(got(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"nprs": FOUR}))) == 1
