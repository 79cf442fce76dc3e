"""The count belongs to the bed."""

import pytest
from tests.people import Cast
from tests.records.treat.treat_builders import agree, at, needled, prepare, trip, visit

from weft.core.shared.care import Answer
from weft.core.treat.count import Count
from weft.records import clock
from weft.records.actions import treat
from weft.records.models import Event, MissingNeedleReport, Task, VisitState
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db


def refused(result: object) -> Refused:
    assert isinstance(result, Refused), result
    return result


def test_the_count_follows_from_the_points_or_is_given(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)

    by_points = treat.needles_in(visit_id=pair.needles, by=cast.wei, points="bl23 b, ashi l4 r x3")
    by_hand = treat.needles_in(visit_id=pair.needles, by=cast.wei, count=2)

    assert (by_points, by_hand) == (Count(5, 0), Count(7, 0))
    assert visit(pair.needles).state == VisitState.IN_TREATMENT


@pytest.mark.parametrize(("count", "points"), [(3, "bl23 b"), (None, ""), (0, ""), (201, ""), (-1, "")])
def test_a_count_that_cannot_be_is_refused(cast: Cast, count: int | None, points: str) -> None:
    prepare(cast)
    pair = trip(cast)

    no = refused(treat.needles_in(visit_id=pair.needles, by=cast.wei, count=count, points=points))

    assert no.reason is Reason.NOT_POSSIBLE
    assert not Event.objects.within(cast.clinic.id).exists()


def test_a_point_that_nobody_knows_is_named(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)

    no = refused(treat.needles_in(visit_id=pair.needles, by=cast.wei, points="bl23 b, bl999"))

    assert '"bl999"' in str(no.words)


def test_another_practitioner_with_the_right_goes_on_with_the_count(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=8)

    treat.needles_out(visit_id=pair.needles, by=cast.ren, count=5)
    now = treat.needles_out(visit_id=pair.needles, by=cast.wei, count=3)

    assert now == Count(8, 8)


def test_more_out_than_in_is_refused(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=8)

    assert refused(treat.needles_out(visit_id=pair.needles, by=cast.wei, count=9)).reason is Reason.NOT_POSSIBLE
    assert treat.needles_out(visit_id=pair.needles, by=cast.wei, count=8) == Count(8, 8)


def test_a_correction_says_how_many_went_in_and_why(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=8)
    treat.needles_out(visit_id=pair.needles, by=cast.wei, count=7)

    silent = treat.correct_count(visit_id=pair.needles, by=cast.wei, count=7, reason=" ")
    too_few = treat.correct_count(visit_id=pair.needles, by=cast.wei, count=6, reason="miscounted")
    right = treat.correct_count(visit_id=pair.needles, by=cast.wei, count=7, reason="miscounted")

    assert refused(silent).reason is Reason.MISSING
    assert refused(too_few).reason is Reason.NOT_POSSIBLE
    assert right == Count(7, 7)
    row = Event.objects.within(cast.clinic.id).get(kind="correction")
    assert (row.note, row.corrects.kind) == ("miscounted", "needles_in")  # type: ignore[union-attr]  # it corrects one


def test_without_needles_there_is_nothing_to_correct(cast: Cast) -> None:
    pair = trip(cast)

    no = refused(treat.correct_count(visit_id=pair.needles, by=cast.wei, count=7, reason="miscounted"))

    assert no.reason is Reason.NOT_POSSIBLE


def test_needles_need_a_live_agreement(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    agree(cast, "needling", given=False, minutes=-10)

    withdrawn = refused(treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4))
    agree(cast, "needling", minutes=-5)

    assert withdrawn.reason is Reason.NOT_AGREED
    assert "agreement" in str(withdrawn.words)
    assert treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4) == Count(4, 0)


def test_electro_needs_an_agreement_of_its_own(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    both = ("needling", "electro_acupuncture")

    assert refused(
        treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4, modalities=both)
    ).reason is Reason.NOT_AGREED  # fmt: skip
    agree(cast, "electro_acupuncture")
    assert treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4, modalities=both) == Count(4, 0)


def test_needles_need_answers_that_clear_them(cast: Cast) -> None:
    pair = trip(cast)
    agree(cast, "needling")

    assert refused(treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)).reason is Reason.MISSING
    prepare(cast, blood_thinner=Answer.UNSURE)
    assert refused(treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)).status == 422


def test_a_modality_of_another_discipline_is_refused(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)

    no = refused(treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4, modalities=("dry_needling",)))

    assert no.reason is Reason.NOT_POSSIBLE


def test_the_first_time_is_short_and_an_impossible_time_is_refused(cast: Cast) -> None:
    prepare(cast)
    first, second = trip(cast), trip(cast, day=2)
    treat.needles_in(visit_id=first.needles, by=cast.wei, count=4)
    treat.needles_out(visit_id=first.needles, by=cast.wei, count=4)
    with clock.at(at(0, day=2)):
        treat.needles_in(visit_id=second.needles, by=cast.wei, count=4)
        no = treat.needles_in(visit_id=second.needles, by=cast.wei, count=1, minutes=41)

    rows = Event.objects.within(cast.clinic.id).filter(kind="needles_in").order_by("visit__starts")
    assert [row.details["minutes"] for row in rows] == [10, 20]
    assert refused(no).reason is Reason.NOT_POSSIBLE


def test_a_bed_of_another_clinic_is_refused(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)

    no = refused(treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4, place=cast.other_bed.id))
    moved = treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4, place=cast.beds[2].id)

    assert no.reason is Reason.NOT_POSSIBLE
    assert moved == Count(4, 0)
    assert Event.objects.within(cast.clinic.id).get().place == cast.beds[2]


def test_a_missing_needle_is_reported_with_a_second_name(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=6, out=5)
    story = "Bed, floor and clothes searched."

    with clock.at(at(25)):
        nobody = treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story=story)
        oneself = treat.report_missing_needle(
            visit_id=pair.needles, by=cast.wei, story=story, second_by=cast.wei.user_id
        )
        stranger = treat.report_missing_needle(
            visit_id=pair.needles, by=cast.wei, story=story, second_by=cast.otto.user_id
        )
        silent = treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story=" ", working_alone=True)
        told = treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story=story, second_by=cast.noor.user_id)

    assert [refused(each).reason for each in (nobody, silent)] == [Reason.MISSING, Reason.MISSING]
    assert [refused(each).reason for each in (oneself, stranger)] == [Reason.NOT_POSSIBLE, Reason.NOT_POSSIBLE]
    row = MissingNeedleReport.objects.within(cast.clinic.id).get()
    assert row.id == told
    assert (row.needles_in, row.needles_out, row.second_by_id, row.working_alone) == (6, 5, cast.noor.user_id, False)
    assert Task.objects.within(cast.clinic.id).filter(kind="incident").exists()


def test_who_works_alone_reports_alone(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=6, out=5)

    treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story="Searched twice.", working_alone=True)

    assert MissingNeedleReport.objects.within(cast.clinic.id).get().working_alone


def test_none_is_missing_when_all_are_out(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)

    no = refused(treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story="?", working_alone=True))

    assert no.reason is Reason.NOT_POSSIBLE


def test_a_report_does_not_cover_needles_put_in_after_it(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=6, out=5)
    treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story="Searched.", working_alone=True)
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=1)

    assert refused(treat.sign_needles(visit_id=pair.needles, by=cast.wei)).reason is Reason.NEEDLES_IN
    treat.needles_out(visit_id=pair.needles, by=cast.wei, count=1)
    assert refused(treat.sign_needles(visit_id=pair.needles, by=cast.wei)).reason is Reason.NEEDLES_IN
    treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story="Searched again.", working_alone=True)
    assert isinstance(treat.sign_needles(visit_id=pair.needles, by=cast.wei), treat.Signed)
