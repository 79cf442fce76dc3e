"""A wrong score is corrected by a new row that names it; the curve and the rules read the right one."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import PlanMade, drafted, got, no
from tests.people import Cast

from weft.records.access import NotAllowed, NotFound
from weft.records.actions.measure import ActivitiesGiven, record_scores
from weft.records.actions.measure_correct import correct_score
from weft.records.adjusting import review_series, standing_scores
from weft.records.models import Score, Task
from weft.records.reads.measure_kept import kept_scores, score_to_correct
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db
WHY = "Heard four, it was two."


@pytest.fixture(autouse=True)
def care(cast: Cast) -> PlanMade:
    return drafted(cast)


def wrong(cast: Cast, **scores: int) -> UUID:
    given = {name: Decimal(value) for name, value in (scores or {"nprs": 4}).items()}
    return got(record_scores(by=cast.dana, person_id=cast.marta_id, scores=given))[0]


def row(cast: Cast, score_id: UUID) -> Score:
    return Score.objects.within(cast.clinic.id).get(id=score_id)


def test_the_right_one_takes_the_place_and_the_wrong_one_stays(cast: Cast) -> None:
    old = wrong(cast)
    new = got(correct_score(by=cast.wei, score_id=old, value=Decimal(2), why=WHY))

    before, after = row(cast, old), row(cast, new)
    assert (before.value, after.value, after.replaces_id, after.by_id) == (
        Decimal(4),
        Decimal(2),
        old,
        cast.wei.user_id,
    )
    same = ("at", "local_date", "measure", "moment", "source", "episode_id", "wording_id")
    assert all(getattr(before, name) == getattr(after, name) for name in same)
    standing = standing_scores(cast.marta_id, cast.clinic.id)
    assert review_series(standing)[-1].value == 2

    (shown,) = [one for one in kept_scores(cast.marta_id, cast.dana).rows if one.id == new]
    assert (shown.value, shown.by) == ("2", "Dana")
    assert [(each.value, each.by, each.why) for each in shown.was] == [("4", "Wei", WHY)]


def test_a_correction_may_be_corrected_and_only_the_newest(cast: Cast) -> None:
    first = wrong(cast)
    second = got(correct_score(by=cast.wei, score_id=first, value=Decimal(2), why=WHY))
    third = got(correct_score(by=cast.dana, score_id=second, value=Decimal(3), why="No, three."))

    again = no(correct_score(by=cast.dana, score_id=first, value=Decimal(5), why=WHY))

    assert again.reason is Reason.ALREADY_DONE
    (shown,) = [one for one in kept_scores(cast.marta_id, cast.dana).rows if one.id == third]
    assert [each.value for each in shown.was] == ["2", "4"]


@pytest.mark.parametrize(
    ("value", "why", "reason"),
    [
        (Decimal(2), " ", Reason.MISSING),
        (Decimal(2), "a\x00b", Reason.NOT_POSSIBLE),
        (None, WHY, Reason.MISSING),
        (Decimal(11), WHY, Reason.NOT_POSSIBLE),
        (Decimal("2.5"), WHY, Reason.NOT_POSSIBLE),
        (Decimal(4), WHY, Reason.NOT_POSSIBLE),
    ],
)
def test_what_is_no_correction_is_told(cast: Cast, value: Decimal | None, why: str, reason: Reason) -> None:
    old = wrong(cast)

    assert no(correct_score(by=cast.dana, score_id=old, value=value, why=why)).reason is reason
    assert not Score.objects.within(cast.clinic.id).filter(replaces__isnull=False).exists()


def test_answers_are_corrected_one_by_one_and_a_screen_still_asks(cast: Cast) -> None:
    said = {"interest": Decimal(0), "low": Decimal(1)}
    (old,) = got(record_scores(by=cast.dana, person_id=cast.marta_id, forms={"low_mood": said}))

    new = got(correct_score(by=cast.dana, score_id=old, answers=said | {"low": Decimal(3)}, why=WHY))

    assert (row(cast, new).value, row(cast, new).answers) == (Decimal(3), {"interest": "0", "low": "3"})
    assert Task.objects.within(cast.clinic.id).filter(kind="mood_answer").count() == 1
    unknown = no(correct_score(by=cast.dana, score_id=new, answers={"sleep": Decimal(1)}, why=WHY))
    few = no(correct_score(by=cast.dana, score_id=new, answers={"low": Decimal(1)}, why=WHY))
    assert (unknown.reason, few.reason) == (Reason.NOT_POSSIBLE, Reason.MISSING)


def test_a_named_thing_is_corrected_in_its_row(cast: Cast) -> None:
    named = ActivitiesGiven(named=[("Sit", Decimal(2)), ("Lift", Decimal(4))])
    (old,) = got(record_scores(by=cast.dana, person_id=cast.marta_id, activities=named))
    asked = score_to_correct(old, cast.dana)
    (sit, _), (lift, _) = asked.things

    new = got(correct_score(by=cast.dana, score_id=old, answers={sit: Decimal(8), lift: None}, why=WHY))

    assert [words for _, words in asked.things] == ["Sit", "Lift"]
    assert (row(cast, new).value, row(cast, new).answers) == (Decimal(8), {sit: "8", lift: None})
    (shown,) = [one for one in kept_scores(cast.marta_id, cast.dana).rows if one.id == new]
    assert [(each.typed, each.value) for each in shown.answers] == [("Sit", "8"), ("Lift", "")]


def test_a_form_sent_twice_corrects_once(cast: Cast) -> None:
    old = wrong(cast)
    first = got(correct_score(by=cast.dana, score_id=old, value=Decimal(2), why=WHY, key="k"))
    again = got(correct_score(by=cast.dana, score_id=old, value=Decimal(2), why=WHY, key="k"))

    assert first == again


def test_only_those_who_may_record(cast: Cast) -> None:
    old = wrong(cast)

    for who in (cast.noor, cast.marta):
        with pytest.raises((NotAllowed, NotFound)):
            correct_score(by=who, score_id=old, value=Decimal(2), why=WHY)
    for who, which in ((cast.otto, old), (cast.dana, uuid4())):
        with pytest.raises(NotFound):
            correct_score(by=who, score_id=which, value=Decimal(2), why=WHY)
    with pytest.raises((NotAllowed, NotFound)):
        kept_scores(cast.marta_id, cast.noor)
    with pytest.raises(NotFound):
        score_to_correct(old, cast.otto)


def test_a_measure_that_is_not_known_any_more_stays_readable(cast: Cast) -> None:
    old = wrong(cast)
    same = ("clinic_id", "person_id", "episode_id", "at", "local_date", "source")
    values = {name: getattr(row(cast, old), name) for name in same}
    gone = Score.objects.create(measure="happiness", value=3, **values)

    assert no(correct_score(by=cast.dana, score_id=gone.id, value=Decimal(2), why=WHY)).reason is Reason.NOT_POSSIBLE
    (shown,) = [one for one in kept_scores(cast.marta_id, cast.dana).rows if one.id == gone.id]
    assert (str(shown.measure), shown.can_correct) == ("happiness", False)
    with pytest.raises(NotFound):
        score_to_correct(gone.id, cast.dana)


def test_a_page_of_them_takes_twelve_questions_to_the_database_at_most(cast: Cast) -> None:
    for value in (1, 2, 3):
        old = wrong(cast, nprs=value)
        got(correct_score(by=cast.dana, score_id=old, value=Decimal(value + 3), why=WHY))

    with CaptureQueriesContext(connection) as asked:
        kept_scores(cast.marta_id, cast.dana)
    assert len([one for one in asked.captured_queries if one["sql"].startswith("SELECT")]) <= 12
