"""What the point picker offers at one visit, and how each point stands with the person."""

from uuid import UUID

import pytest
from tests.people import Cast
from tests.records.treat.treat_builders import assert_done, at, prepare, trip

from weft.core.shared.care import Answer
from weft.core.treat.session import needles_of, read_points
from weft.draw.body_data import SpotState, View
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.actions import treat
from weft.records.reads.treat_needles import needle_page
from weft.records.reads.treat_points import Picker, PointChoice

pytestmark = pytest.mark.django_db


def offered(cast: Cast, **yes: Answer) -> Picker:
    prepare(cast, None, **yes)
    return picker_at(cast, trip(cast).needles)


def picker_at(cast: Cast, visit_id: UUID, day: int = 0) -> Picker:
    with clock.at(at(0, day)):
        picker = needle_page(visit_id, by=cast.wei).picker
    assert picker
    return picker


def point(picker: Picker, code: str) -> PointChoice:
    return next(one for one in picker.points if one.code == code)


def test_every_point_is_in_the_list_with_both_vocabularies_and_its_place(cast: Cast) -> None:
    picker = offered(cast)

    assert len(picker.points) > 40
    assert all(one.traditional and one.functional and one.place for one in picker.points)
    assert {one.state for one in picker.points} == {SpotState.FREE}


def test_what_the_chart_shows_is_in_the_list_too(cast: Cast) -> None:
    picker = offered(cast)

    drawn = {one.code for plate in picker.plates for area in plate.areas for one in area.points}

    assert [plate.view for plate in picker.plates] == list(View)
    assert drawn == {one.code for one in picker.points} - {"ASHI"}


def test_a_point_on_the_midline_has_no_sides(cast: Cast) -> None:
    picker = offered(cast)

    assert (point(picker, "GV3").is_sided, point(picker, "BL23").is_sided) == (False, True)


def test_points_that_pregnancy_holds_back_are_blocked_with_the_reason(cast: Cast) -> None:
    picker = offered(cast, pregnancy=Answer.YES)

    assert point(picker, "LI4").state is SpotState.BLOCKED
    assert "pregnancy" in str(point(picker, "LI4").why[0])
    assert point(picker, "BL23").state is SpotState.FREE


def test_a_blood_thinner_asks_for_care_at_points_over_vessels_only(cast: Cast) -> None:
    picker = offered(cast, blood_thinner=Answer.YES)

    assert point(picker, "BL40").state is SpotState.CAUTION
    assert point(picker, "BL40").why
    assert (point(picker, "BL57").state, point(picker, "BL57").why) == (SpotState.FREE, ())


def test_a_risk_of_everybody_is_told_and_asks_nothing(cast: Cast) -> None:
    one = point(offered(cast), "BL23")

    assert (one.state, [str(words) for words in one.cautions]) == (
        SpotState.FREE, ["Over a kidney or another organ: mind the depth."],
    )  # fmt: skip


def test_rules_about_a_place_of_the_body_are_read_before_the_points(cast: Cast) -> None:
    picker = offered(cast, skin_infection=Answer.YES)

    assert any("Mark the place on the body chart" in str(words) for words in picker.places)


def test_nothing_was_done_before_so_nothing_is_offered_again(cast: Cast) -> None:
    assert offered(cast).last is None


def test_the_points_of_the_last_signed_session_come_back_as_they_would_be_typed(cast: Cast) -> None:
    prepare(cast)
    first = trip(cast).needles
    signed(cast, first, "bl23 b, gb30 r, ashi l4 r x3")

    again = picker_at(cast, trip(cast, day=7).needles, 7).last

    assert again is not None
    assert (again.typed, again.needles, again.left_out) == ("bl23 b, gb30 r, ashi l4 r x3", 6, ())


def test_what_is_blocked_by_now_is_left_out_of_last_time_and_of_sets(cast: Cast) -> None:
    prepare(cast)
    signed(cast, trip(cast).needles, "bl23 b, bl60 b")
    with clock.at(at(60)):
        prepare(cast, None, pregnancy=Answer.YES)

    picker = picker_at(cast, trip(cast, day=7).needles, 7)
    levels = next(one for one in picker.sets if "level" in one.name)

    assert picker.last is not None
    assert (picker.last.typed, picker.last.left_out) == ("bl23 b", ("BL60",))
    assert "bl60" not in levels.given.typed
    assert levels.given.left_out == ("BL60",)


def test_what_is_to_be_read_first_stands_beside_the_tap_that_takes_it_over(cast: Cast) -> None:
    first = next(one for one in offered(cast, blood_thinner=Answer.YES).sets if one.name == "First time, few needles")
    ((codes, why),) = first.given.read_first

    assert codes == "BL40"
    assert "no points over vessels" in str(why[0])


def test_a_set_for_the_painful_side_is_offered_for_either(cast: Cast) -> None:
    sets = [one for one in offered(cast).sets if one.name == "Pain down one leg"]

    assert [(one.side, one.given.typed.split(", ")[0]) for one in sets] == [("left", "bl54 l"), ("right", "bl54 r")]


def test_a_clinic_that_refuses_drafts_is_offered_none(cast: Cast) -> None:
    prepare(cast)
    needles = trip(cast).needles
    cast.clinic.work_with_drafts_at = cast.clinic.work_with_drafts_by_id = None
    cast.clinic.save()

    picker = picker_at(cast, needles)

    assert (picker.points, picker.plates, picker.sets) == ((), (), ())


def signed(cast: Cast, visit_id: UUID, points: str) -> None:
    with clock.at(at(2)):
        assert_done(treat.needles_in(visit_id=visit_id, by=cast.wei, points=points))
    with clock.at(at(20)):
        count = needles_of(read_points(knowledge().treat, points))
        assert_done(treat.needles_out(visit_id=visit_id, by=cast.wei, count=count))
        assert_done(treat.steady(visit_id=visit_id, by=cast.wei, yes=True))
        assert_done(treat.sign_needles(visit_id=visit_id, by=cast.wei))
