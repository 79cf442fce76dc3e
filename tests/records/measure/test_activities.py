"""Things that the person named: named, scored one by one, taken away with their numbers kept; missing is no 0."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import PlanMade, drafted, got, no
from tests.people import Cast

from weft.records import clock
from weft.records.access import NotFound
from weft.records.actions import assess
from weft.records.actions.measure import ActivitiesGiven, record_scores
from weft.records.adjusting import review_series
from weft.records.models import Activity, Clinic, Episode, Goal, Score
from weft.records.reads.me import my_home
from weft.records.reads.measure import scores_asked
from weft.records.reads.measure_activities import ActivitiesAsked
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db
THREE = (("Sit", Decimal(2)), ("Lift", Decimal(3)), ("Walk", None))


@pytest.fixture(autouse=True)
def care(cast: Cast) -> PlanMade:
    return drafted(cast)


def named(cast: Cast, *things: tuple[str, Decimal | None]) -> tuple[UUID, ...] | Refused:
    return record_scores(by=cast.dana, person_id=cast.marta_id, activities=ActivitiesGiven(named=things))


def said(cast: Cast, **numbers: int) -> tuple[UUID, ...] | Refused:
    known = {ids(cast)[words]: Decimal(value) for words, value in numbers.items()}
    return record_scores(by=cast.dana, person_id=cast.marta_id, activities=ActivitiesGiven(said=known))


def ids(cast: Cast) -> dict[str, UUID]:
    rows = Activity.objects.within(cast.clinic.id).filter(retired_at__isnull=True)
    return {row.words: row.id for row in rows}


def kept(cast: Cast) -> list[Score]:
    return list(Score.objects.within(cast.clinic.id).filter(measure="psfs").order_by("at", "made_at"))


def asked(cast: Cast) -> ActivitiesAsked:
    found = scores_asked(cast.marta_id, cast.dana).activities
    assert found
    return found


def test_what_is_named_is_kept_with_its_numbers_and_their_mean(cast: Cast) -> None:
    got(named(cast, *THREE))

    (row,) = kept(cast)
    assert row.value == Decimal("2.5")
    assert row.answers == {str(ids(cast)["Sit"]): "2", str(ids(cast)["Lift"]): "3", str(ids(cast)["Walk"]): None}
    assert row.wording
    assert row.wording.text == "How well can you do this today?\nSit\nLift\nWalk"
    assert "read it with care" in str(row.explained["words"]["message"])


def test_each_row_has_its_own_last_number_and_missing_is_no_nought(cast: Cast) -> None:
    got(named(cast, *THREE))
    got(said(cast, Lift=8))

    rows = {row.words: row for row in asked(cast).rows}
    assert [(row.words, row.last) for row in rows.values()] == [("Sit", "2"), ("Lift", "8"), ("Walk", "")]
    assert kept(cast)[-1].value == 8
    assert rows["Sit"].change is None
    assert str(rows["Lift"].change) == "What you can do: 3 to 8, a real change for the better (3 needed)."
    assert str(asked(cast).mean) == "What you can do: 3 to 8, a real change for the better (2 needed)."


def test_one_that_is_taken_away_keeps_its_numbers_and_leaves_room(cast: Cast) -> None:
    got(named(cast, *THREE))
    gone = ids(cast)["Sit"]
    got(record_scores(by=cast.dana, person_id=cast.marta_id, activities=ActivitiesGiven(retired=[gone])))

    row = Activity.objects.within(cast.clinic.id).get(id=gone)
    assert (row.retired_by_id, row.words) == (cast.dana.user_id, "Sit")
    assert kept(cast)[0].answers[str(gone)] == "2"
    assert [each.words for each in asked(cast).rows] == ["Lift", "Walk"]
    assert asked(cast).room == 3
    with pytest.raises(NotFound):
        record_scores(by=cast.dana, person_id=cast.marta_id, activities=ActivitiesGiven(said={gone: Decimal(4)}))
    got(named(cast, ("Sit", Decimal(5))))
    assert ids(cast)["Sit"] != gone


def test_the_curve_reads_the_mean(cast: Cast) -> None:
    got(named(cast, *THREE))

    assert [one.value for one in review_series(kept(cast), "psfs")] == [Decimal("2.5")]


@pytest.mark.parametrize(
    ("things", "reason"),
    [
        ([(f"Thing {n}", None) for n in range(5)], None),
        ([(f"Thing {n}", None) for n in range(6)], Reason.NOT_POSSIBLE),
        ([("Sit", None), (" sit ", None)], Reason.NOT_POSSIBLE),
        ([("Sit", Decimal(11))], Reason.NOT_POSSIBLE),
        ([("Sit", Decimal("2.5"))], Reason.NOT_POSSIBLE),
        ([(" ", Decimal(2))], Reason.MISSING),
        ([("a\x00b", None)], Reason.NOT_POSSIBLE),
    ],
)
def test_what_cannot_be_named_is_told_and_nothing_is_kept(
    cast: Cast, things: list[tuple[str, Decimal | None]], reason: Reason | None
) -> None:
    result = named(cast, *things)

    assert (result.reason if isinstance(result, Refused) else None) is reason
    assert bool(ids(cast)) is (reason is None)
    assert not kept(cast)


def test_a_number_for_what_is_taken_away_is_told(cast: Cast) -> None:
    got(named(cast, *THREE))
    sit = ids(cast)["Sit"]
    both = ActivitiesGiven(said={sit: Decimal(4)}, retired=[sit])

    assert no(record_scores(by=cast.dana, person_id=cast.marta_id, activities=both)).reason is Reason.NOT_POSSIBLE
    assert "Sit" in ids(cast)


def test_a_form_sent_twice_names_once(cast: Cast) -> None:
    given = ActivitiesGiven(named=THREE)
    first = got(record_scores(by=cast.dana, person_id=cast.marta_id, activities=given, key="k"))
    again = got(record_scores(by=cast.dana, person_id=cast.marta_id, activities=given, key="k"))

    assert first == again
    assert len(ids(cast)) == 3


def test_the_person_scores_at_home_and_names_nothing_alone(cast: Cast) -> None:
    got(named(cast, *THREE))
    own = ActivitiesGiven(said={ids(cast)["Walk"]: Decimal(6)})
    got(record_scores(by=cast.marta, person_id=cast.marta_id, activities=own))

    home = my_home(cast.marta).activities
    assert home
    assert [row.last for row in home.rows] == ["2", "3", "6"]
    for given in (ActivitiesGiven(named=[("Run", None)]), ActivitiesGiven(retired=list(ids(cast).values()))):
        with pytest.raises(NotFound):
            record_scores(by=cast.marta, person_id=cast.marta_id, activities=given)


def test_what_is_not_theirs_is_not_found(cast: Cast) -> None:
    got(named(cast, *THREE))
    given = ActivitiesGiven(said={ids(cast)["Sit"]: Decimal(1)})

    with pytest.raises(NotFound):
        record_scores(by=cast.otto, person_id=cast.marta_id, activities=given)
    with pytest.raises(NotFound):
        record_scores(
            by=cast.dana, person_id=cast.marta_id, activities=ActivitiesGiven(said={uuid4(): Decimal(1)})
        )  # fmt: skip


def test_without_care_nothing_is_named(cast: Cast) -> None:
    given = ActivitiesGiven(named=THREE)

    refused = no(record_scores(by=cast.dana, person_id=cast.harold_id, activities=given))

    assert refused.reason is Reason.NOT_POSSIBLE
    assert scores_asked(cast.harold_id, cast.dana).activities is None


def test_after_care_nothing_is_asked(cast: Cast, care: PlanMade) -> None:
    got(named(cast, *THREE))
    ended = {"state": "discharged", "closed_at": clock.now()}
    Episode.objects.within(cast.clinic.id).filter(id=care.episode_id).update(**ended)

    assert scores_asked(cast.marta_id, cast.dana).activities is None
    assert my_home(cast.marta).activities is None
    assert no(said(cast, Sit=4)).reason is Reason.NOT_POSSIBLE


def test_a_clinic_that_refuses_drafts_asks_for_none(cast: Cast) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(work_with_drafts_at=None, work_with_drafts_by=None)

    assert scores_asked(cast.marta_id, cast.dana).activities is None
    assert my_home(cast.marta).activities is None


def test_a_goal_on_the_same_measure_is_asked_by_itself(cast: Cast, care: PlanMade) -> None:
    (goal,) = got(assess.set_goals(by=cast.ren, episode_id=care.episode_id, goals=["Walk the dog"]))
    Goal.objects.within(cast.clinic.id).filter(id=goal).update(measure="psfs")

    scales = scores_asked(cast.marta_id, cast.dana).scales
    assert [str(one.question) for one in scales if one.goal_id] == ["How well can you do this today?"]
    assert not any("Name three to five" in str(one.question) for one in scales)


def test_what_to_ask_takes_twelve_questions_to_the_database_at_most(cast: Cast) -> None:
    got(named(cast, *THREE, ("Run", Decimal(1)), ("Swim", Decimal(1))))
    for number in range(4):
        got(said(cast, Sit=number))

    for look in (lambda: scores_asked(cast.marta_id, cast.dana), lambda: my_home(cast.marta)):
        with CaptureQueriesContext(connection) as queries:
            look()
        assert len([one for one in queries.captured_queries if one["sql"].startswith("SELECT")]) <= 15
