"""One tap each at the bed: read, bell, said, longer, a current, an area, a faint, the search."""

from uuid import UUID

import pytest
from tests.people import Cast
from tests.records.treat.treat_builders import (
    agree,
    answers,
    assert_done,
    at,
    needled,
    prepare,
    read_first,
    record,
    single,
    trip,
    visit,
)

from weft.core.shared.care import NEEDLES, Answer
from weft.core.treat.count import Count
from weft.core.treat.settings import CurrentSettings, NeedleSettings
from weft.records import clock
from weft.records.actions import screen, treat
from weft.records.live import live
from weft.records.models import Event, EventKind, Score, ScoreMoment, VisitState
from weft.records.reads.treat import bed_strip, needle_page
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db
POINTS = "bl23 b, bl25 b, gb30 r, ashi l4 r x3"


def refused(result: object) -> Refused:
    assert isinstance(result, Refused), result
    return result


def lying(cast: Cast, points: str = POINTS) -> UUID:
    """Marta with needles in since two past nine."""
    prepare(cast)
    pair = trip(cast)
    with clock.at(at(2)):
        assert_done(treat.needles_in(visit_id=pair.needles, by=cast.wei, points=points))
    return pair.needles


def test_an_area_is_counted_out_with_one_tap_and_only_once(cast: Cast) -> None:
    bed = lying(cast)

    with clock.at(at(20)):
        assert treat.needles_out(visit_id=bed, by=cast.wei, area="low_back") == Count(8, 4)
        again = refused(treat.needles_out(visit_id=bed, by=cast.wei, area="low_back"))
        nowhere = refused(treat.needles_out(visit_id=bed, by=cast.wei, area="head"))
        assert treat.needles_out(visit_id=bed, by=cast.wei, count=4) == Count(8, 8)

    assert (again.reason, nowhere.reason) == (Reason.ALREADY_DONE, Reason.ALREADY_DONE)


def test_an_area_with_more_needles_than_are_still_in_is_refused(cast: Cast) -> None:
    bed = lying(cast)

    with clock.at(at(20)):
        treat.needles_out(visit_id=bed, by=cast.wei, count=5)
        no = refused(treat.needles_out(visit_id=bed, by=cast.wei, area="low_back"))

    assert no.reason is Reason.NOT_POSSIBLE
    assert live(visit(bed)).count == Count(8, 5)


def test_a_count_out_that_was_wrong_is_corrected_and_needles_are_in_again(cast: Cast) -> None:
    bed = lying(cast)

    with clock.at(at(20)):
        treat.needles_out(visit_id=bed, by=cast.wei, area="low_back")
        treat.needles_out(visit_id=bed, by=cast.wei, count=4)
        silent = treat.recount_out(visit_id=bed, by=cast.wei, count=7, reason=" ")
        too_many = treat.recount_out(visit_id=bed, by=cast.wei, count=9, reason="tapped twice")
        right = treat.recount_out(visit_id=bed, by=cast.wei, count=7, reason="tapped twice")
        page = needle_page(bed, by=cast.wei)

    assert (refused(silent).reason, refused(too_many).reason) == (Reason.MISSING, Reason.NOT_POSSIBLE)
    assert right == Count(8, 7)
    assert page.stage == "over"
    assert page.bed.areas[0].id == "low_back"
    assert len(bed_strip(cast.wei)) == 1


def test_nothing_out_is_nothing_to_correct(cast: Cast) -> None:
    bed = lying(cast)

    assert refused(treat.recount_out(visit_id=bed, by=cast.wei, count=0, reason="?")).reason is Reason.NOT_POSSIBLE


def test_two_minutes_more_move_the_end_up_to_the_longest_time(cast: Cast) -> None:
    bed = lying(cast)  # the first time: ten minutes

    with clock.at(at(5)):
        assert treat.longer(visit_id=bed, by=cast.wei, key="k") == 12
        assert treat.longer(visit_id=bed, by=cast.ren, key="other") == 14
        assert treat.longer(visit_id=bed, by=cast.wei, key="k") == 12
        assert bed_strip(cast.dana)[0].ends_at == at(16)
        for _ in range(13):
            assert_done(treat.longer(visit_id=bed, by=cast.wei))
        no = refused(treat.longer(visit_id=bed, by=cast.wei))

    assert no.reason is Reason.NOT_POSSIBLE
    assert live(visit(bed)).minutes == 40


@pytest.mark.parametrize("tap", [treat.bell, treat.longer])
def test_without_needles_there_is_nothing_to_tap(cast: Cast, tap: object) -> None:
    prepare(cast)
    bed = trip(cast).needles

    assert refused(tap(visit_id=bed, by=cast.wei)).reason is Reason.NOT_POSSIBLE  # type: ignore[operator]


def test_what_is_said_at_the_bed_is_kept_at_once_and_the_last_is_signed_by_whoever_signs(cast: Cast) -> None:
    prepare(cast)
    bed = trip(cast).needles
    for value in ("7", "6"):
        assert_done(treat.say(visit_id=bed, by=cast.wei, what="nprs", moment="before_needles", value=value))
    assert_done(treat.say(visit_id=bed, by=cast.wei, what="relaxation", moment="after_needles", value="10"))
    assert_done(treat.say(visit_id=bed, by=cast.wei, what="deqi", value="yes"))
    needled(cast, bed)

    assert_done(treat.sign_needles(visit_id=bed, by=cast.ren))

    kept = Score.objects.within(cast.clinic.id).values_list("measure", "moment", "value")
    assert {(measure, moment, int(value)) for measure, moment, value in kept} == {
        ("nprs", ScoreMoment.BEFORE_NEEDLES, 6), ("relaxation", ScoreMoment.AFTER_NEEDLES, 10),
    }  # fmt: skip
    assert record(bed).content["felt"] == "yes"


@pytest.mark.parametrize(
    ("what", "moment", "value"),
    [("nprs", "before_needles", "11"), ("nprs", "", "3"), ("mood", "before_needles", "3"), ("deqi", "", "3")],
)
def test_what_is_not_on_the_scale_is_refused(cast: Cast, what: str, moment: str, value: str) -> None:
    bed = trip(cast).needles

    no = refused(treat.say(visit_id=bed, by=cast.wei, what=what, moment=moment, value=value))

    assert no.reason is Reason.NOT_POSSIBLE


def test_what_was_read_is_unread_again_when_something_new_is_to_be_heeded(cast: Cast) -> None:
    prepare(cast, antiplatelet=Answer.YES)
    bed = trip(cast).needles
    heed = needle_page(bed, by=cast.wei).heed
    assert heed.is_unread

    assert_done(treat.read_heed(visit_id=bed, by=cast.wei, digest=heed.digest))
    read = needle_page(bed, by=cast.wei).heed.read
    with clock.at(at(1)):
        assert_done(
            screen.answer(
                by=cast.wei, person_id=cast.marta_id, answers=answers(antiplatelet=Answer.YES, fainting=Answer.YES)
            )
        )

    assert read
    assert read.by == "Wei"
    assert needle_page(bed, by=cast.wei).heed.is_unread


def test_nothing_to_heed_asks_nobody_to_read(cast: Cast) -> None:
    prepare(cast)
    bed = trip(cast).needles

    assert not needle_page(bed, by=cast.wei).heed.is_unread
    assert refused(treat.read_heed(visit_id=bed, by=cast.wei, digest=" ")).reason is Reason.MISSING


def test_a_caution_that_did_not_speak_last_time_is_new(cast: Cast) -> None:
    prepare(cast)
    first, second = trip(cast), trip(cast, day=2)
    needled(cast, first.needles)
    with clock.at(at(30)):
        assert_done(treat.sign_needles(visit_id=first.needles, by=cast.wei))
    with clock.at(at(60)):
        assert_done(screen.answer(by=cast.wei, person_id=cast.marta_id, answers=answers(antiplatelet=Answer.YES)))

    with clock.at(at(0, day=2)):
        heed = needle_page(second.needles, by=cast.wei).heed

    assert len(heed.new) == 1
    assert str(heed.new_since) == "2027-03-02"


def test_a_faint_drops_the_count_until_they_are_safe_and_signing_waits_for_steady(cast: Cast) -> None:
    bed = lying(cast)
    early = refused(treat.clear_area(visit_id=bed, by=cast.wei, area="low_back"))

    with clock.at(at(5)):
        treat.faint(visit_id=bed, by=cast.dana)
        assert bed_strip(cast.noor)[0].is_faint
        assert_done(treat.clear_area(visit_id=bed, by=cast.wei, area="low_back"))
        nowhere = refused(treat.clear_area(visit_id=bed, by=cast.wei, area="head"))
        page = needle_page(bed, by=cast.wei)
        assert page.stage == "faint"
        assert page.count == Count(8, 0)
        assert [area.id for area in page.bed.cleared] == ["low_back"]
    with clock.at(at(10)):
        treat.steady(visit_id=bed, by=cast.wei, yes=False)
        assert needle_page(bed, by=cast.wei).stage == "in"
        treat.needles_out(visit_id=bed, by=cast.wei, count=8)
        waits = refused(treat.sign_needles(visit_id=bed, by=cast.wei))
        treat.steady(visit_id=bed, by=cast.wei, yes=True)
        assert_done(treat.sign_needles(visit_id=bed, by=cast.wei))

    assert (early.reason, nowhere.reason, waits.reason) == (Reason.NOT_POSSIBLE, Reason.NOT_POSSIBLE, Reason.MISSING)


def test_somebody_who_was_taken_away_after_a_faint_is_signed_with_a_note(cast: Cast) -> None:
    bed = lying(cast)
    with clock.at(at(5)):
        treat.faint(visit_id=bed, by=cast.wei)
        treat.needles_out(visit_id=bed, by=cast.wei, count=8)

        assert_done(treat.sign_needles(visit_id=bed, by=cast.wei, content={"note": "Ambulance at 9:20."}))


def test_that_was_all_begins_a_search_which_ends_when_needles_are_found_or_reported(cast: Cast) -> None:
    bed = lying(cast)
    with clock.at(at(20)):
        treat.needles_out(visit_id=bed, by=cast.wei, count=6)
        assert treat.that_was_all(visit_id=bed, by=cast.wei) == 2
        assert needle_page(bed, by=cast.wei).stage == "search"
        treat.needles_out(visit_id=bed, by=cast.wei, count=1)
        assert needle_page(bed, by=cast.wei).stage == "over"
        treat.that_was_all(visit_id=bed, by=cast.wei)
        assert refused(treat.sign_needles(visit_id=bed, by=cast.wei)).reason is Reason.NEEDLES_IN
        treat.report_missing_needle(visit_id=bed, by=cast.wei, story="Looked: bed, floor.", working_alone=True)
        assert needle_page(bed, by=cast.wei).stage == "out"
        assert_done(treat.sign_needles(visit_id=bed, by=cast.wei))


def test_none_missing_is_nothing_to_search(cast: Cast) -> None:
    prepare(cast)
    bed = trip(cast).needles
    needled(cast, bed)

    assert refused(treat.that_was_all(visit_id=bed, by=cast.wei)).reason is Reason.NOT_POSSIBLE


def test_a_count_of_another_day_is_closed_with_a_reason_and_says_no_minutes(cast: Cast) -> None:
    bed = lying(cast)

    with clock.at(at(0, day=1)):
        assert needle_page(bed, by=cast.wei).stage == "late"
        silent = refused(treat.needles_out(visit_id=bed, by=cast.wei, count=8))
        assert_done(treat.needles_out(visit_id=bed, by=cast.wei, count=8, reason="Counted at half past nine."))
        assert refused(treat.needles_in(visit_id=bed, by=cast.wei, count=1)).reason is Reason.NOT_POSSIBLE
        assert_done(treat.sign_needles(visit_id=bed, by=cast.wei))

    said = record(bed).content
    assert silent.reason is Reason.MISSING
    assert (said["minutes"], said["counted_late"]) == (0, ["Counted at half past nine."])


def test_a_needle_missing_since_yesterday_can_be_reported_today(cast: Cast) -> None:
    bed = lying(cast)

    with clock.at(at(0, day=1)):
        assert_done(treat.report_missing_needle(visit_id=bed, by=cast.wei, story="Searched.", working_alone=True))
        assert_done(treat.sign_needles(visit_id=bed, by=cast.wei))


def electro(cast: Cast, *, comfortable: bool = True, hertz: int = 2, bed: UUID) -> object:
    return treat.start_current(
        visit_id=bed, by=cast.wei, settings=CurrentSettings(2, hertz, 20), comfortable=comfortable
    )  # fmt: skip


def test_a_current_needs_its_own_agreement_its_ranges_and_the_persons_word(cast: Cast) -> None:
    bed = lying(cast)
    with clock.at(at(5)):
        without = refused(electro(cast, bed=bed))
        agree(cast, "electro_acupuncture")
        too_fast = refused(electro(cast, hertz=101, bed=bed))
        hurts = refused(electro(cast, comfortable=False, bed=bed))
        assert_done(electro(cast, bed=bed))
        treat.needles_out(visit_id=bed, by=cast.wei, count=8)
        assert_done(treat.sign_needles(visit_id=bed, by=cast.wei))

    assert [each.reason for each in (without, too_fast, hurts)] == [
        Reason.NOT_AGREED, Reason.NOT_POSSIBLE, Reason.MISSING,
    ]  # fmt: skip
    said = record(bed).content
    assert said["modalities"] == ["needling", "electro_acupuncture"]
    assert (said["current"]["pairs"], said["current"]["hertz"]) == (2, 2)


def test_a_current_is_refused_where_a_precaution_blocks_it(cast: Cast) -> None:
    prepare(cast, None, "needling", "electro_acupuncture", pacemaker=Answer.YES)
    bed = trip(cast).needles
    with clock.at(at(2)):
        by_technique = treat.needles_in(
            visit_id=bed, by=cast.wei, count=8, settings=NeedleSettings(technique="electro")
        )
        read_first(bed, cast.wei)
        assert_done(treat.needles_in(visit_id=bed, by=cast.wei, count=8))
        no = refused(electro(cast, bed=bed))

    assert refused(by_technique).reason is Reason.BLOCKED
    assert no.reason is Reason.BLOCKED
    assert not Event.objects.within(cast.clinic.id).filter(kind=EventKind.CURRENT).exists()


def test_settings_are_kept_in_the_record_with_the_reasons_of_the_points(cast: Cast) -> None:
    prepare(cast)
    bed = trip(cast).needles
    chosen = NeedleSettings(
        technique="manual", size="0.25 \u00d7 40", depth="into the muscle", stimulation="stirred once"
    )
    with clock.at(at(2)):
        treat.needles_in(visit_id=bed, by=cast.wei, points="bl23 b", settings=chosen, bell=True)
        treat.needles_out(visit_id=bed, by=cast.wei, count=2)
        written = {"traditional": "Tonify the Kidney.", "functional": "Calm the segment."}
        assert_done(treat.sign_needles(visit_id=bed, by=cast.wei, content=written))

    said = record(bed).content
    assert said["settings"]["size"] == "0.25 \u00d7 40"
    assert (said["technique_name"], said["bell"]) == ("Needles by hand", True)
    assert (said["traditional"], said["functional"]) == ("Tonify the Kidney.", "Calm the segment.")
    assert said["reasons"][0]["code"] == "BL23"


@pytest.mark.parametrize("name", ["technique", "size", "depth", "stimulation"])
def test_a_setting_of_no_list_is_refused(cast: Cast, name: str) -> None:
    prepare(cast)
    bed = trip(cast).needles

    no = treat.needles_in(visit_id=bed, by=cast.wei, count=2, settings=NeedleSettings(**{name: "sharp"}))

    assert refused(no).reason is Reason.NOT_POSSIBLE


def test_last_time_comes_without_the_points_that_are_blocked_now(cast: Cast) -> None:
    prepare(cast)
    first, second = trip(cast), trip(cast, day=2)
    with clock.at(at(2)):
        treat.needles_in(visit_id=first.needles, by=cast.wei, points="bl23 b, li4 b")
        treat.needles_out(visit_id=first.needles, by=cast.wei, count=4)
        treat.sign_needles(visit_id=first.needles, by=cast.wei)
    prepare(cast, pregnancy=Answer.YES)

    with clock.at(at(0, day=2)):
        last = needle_page(second.needles, by=cast.wei).last

    assert (last.points, last.needles, last.left_out) == ("bl23 b", 2, ("LI4",))


def test_arriving_can_be_undone_while_nothing_else_has_happened(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    treat.arrive(visit_id=pair.needles, by=cast.noor)

    assert_done(treat.not_here(visit_id=pair.movement, by=cast.noor))
    assert {visit(each).state for each in (pair.needles, pair.movement)} == {VisitState.BOOKED}
    assert refused(treat.not_here(visit_id=pair.needles, by=cast.noor)).reason is Reason.NOT_POSSIBLE
    assert_done(treat.arrive(visit_id=pair.needles, by=cast.noor))
    assert needle_page(pair.needles, by=cast.wei).here_since
    treat.say(visit_id=pair.needles, by=cast.wei, what="nprs", moment="before_needles", value="3")
    assert refused(treat.not_here(visit_id=pair.needles, by=cast.noor)).reason is Reason.NOT_POSSIBLE


def test_a_single_visit_is_undone_by_itself(cast: Cast) -> None:
    prepare(cast)
    bed = single(cast, NEEDLES, person_id=cast.marta_id)
    treat.arrive(visit_id=bed, by=cast.noor)

    assert_done(treat.not_here(visit_id=bed, by=cast.noor))

    assert visit(bed).state == VisitState.BOOKED


def test_dry_needles_are_counted_in_a_movement_visit_with_its_own_right_and_agreement(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    with clock.at(at(41)):
        without = refused(treat.needles_in(visit_id=pair.movement, by=cast.dana, count=2))
        agree(cast, "dry_needling")
        page = needle_page(pair.movement, by=cast.dana)
        assert_done(treat.needles_in(visit_id=pair.movement, by=cast.dana, count=2))
        early = refused(treat.sign_movement(visit_id=pair.movement, by=cast.dana))

    assert without.reason is Reason.NOT_AGREED
    assert page.is_dry
    assert [each.id for each in page.techniques] == ["trigger_point"]
    assert early.reason is Reason.NEEDLES_IN
    assert bed_strip(cast.dana)[0].discipline == "movement"


def test_a_movement_record_says_its_dry_needles(cast: Cast) -> None:
    prepare(cast, None, "needling", "dry_needling")
    pair = trip(cast)
    with clock.at(at(41)):
        treat.needles_in(visit_id=pair.movement, by=cast.dana, points="ashi glute r x2")
        treat.needles_out(visit_id=pair.movement, by=cast.dana, count=2)
        assert_done(treat.sign_movement(visit_id=pair.movement, by=cast.dana))

    said = record(pair.movement).content
    assert (said["needles_in"], said["needles_out"]) == (2, 2)
    assert said["points"][0]["where"] == "glute"
