"""No needle is lost sight of: sent twice, put in after a no, after an old report, or on another day."""

from datetime import timedelta

import pytest
from tests.care import got, opened
from tests.people import Cast
from tests.records.treat.treat_builders import (
    agree,
    answers,
    assert_done,
    at,
    needled,
    prepare,
    single,
    trip,
    visit,
)

from weft.core.screen.order import every_question
from weft.core.shared.care import MOVEMENT, NEEDLES, Answer
from weft.core.treat.count import Count
from weft.library.knowledge import knowledge
from weft.records import clock, live
from weft.records.actions import prevent, screen, treat
from weft.records.models import Visit
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db


def refused(result: object) -> Refused:
    assert isinstance(result, Refused), result
    return result


def test_a_form_sent_twice_counts_once_and_another_form_counts_again(cast: Cast) -> None:
    prepare(cast)
    bed = trip(cast).needles
    with clock.at(at(2)):
        into = [treat.needles_in(visit_id=bed, by=cast.wei, count=5, key=key) for key in ("a", "a", "b")]
        out = [treat.needles_out(visit_id=bed, by=cast.wei, count=5, key=key) for key in ("a", "a")]

    assert into == [Count(5, 0), Count(5, 0), Count(10, 0)]
    assert out == [Count(10, 5), Count(10, 5)]
    assert live.live(visit(bed)).count == Count(10, 5)


def test_a_form_without_a_key_counts_each_time(cast: Cast) -> None:
    prepare(cast)
    bed = trip(cast).needles
    with clock.at(at(2)):
        treat.needles_in(visit_id=bed, by=cast.wei, count=5)
        assert treat.needles_in(visit_id=bed, by=cast.wei, count=5) == Count(10, 0)


def test_a_key_of_one_visit_does_not_stand_for_another(cast: Cast) -> None:
    prepare(cast)
    first, second = trip(cast).needles, single(cast, NEEDLES, person_id=cast.marta_id, minutes=120)
    with clock.at(at(2)):
        treat.needles_in(visit_id=first, by=cast.wei, count=5, key="a")
        assert treat.needles_in(visit_id=second, by=cast.wei, count=4, key="a") == Count(4, 0)


def test_no_more_needles_go_in_after_the_yes_is_withdrawn_but_what_was_done_is_signed(cast: Cast) -> None:
    prepare(cast)
    bed = trip(cast).needles
    needled(cast, bed, count=4)
    agree(cast, "needling", given=False, minutes=21)

    with clock.at(at(22)):
        assert refused(treat.needles_in(visit_id=bed, by=cast.wei, count=1)).reason is Reason.NOT_AGREED
        assert_done(treat.sign_needles(visit_id=bed, by=cast.wei))


def test_no_more_needles_go_in_after_a_stop_but_what_was_done_is_signed(cast: Cast) -> None:
    prepare(cast)
    bed = trip(cast).needles
    needled(cast, bed, count=4)
    alarming = answers(**{each.id: Answer.YES for each in every_question(knowledge().screen)})
    with clock.at(at(21)):
        got(screen.answer(by=cast.wei, person_id=cast.marta_id, answers=alarming))

    with clock.at(at(22)):
        assert refused(treat.needles_in(visit_id=bed, by=cast.wei, count=1)).reason in (Reason.BLOCKED, Reason.MISSING)
        assert_done(treat.sign_needles(visit_id=bed, by=cast.wei))


def test_an_old_report_does_not_cover_a_needle_put_in_later_even_at_the_same_moment(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=6, out=5)
    with clock.at(at(25)):
        got(treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story="bed", working_alone=True))
        assert live.live(visit(pair.needles)).has_report
        treat.needles_out(visit_id=pair.needles, by=cast.wei, count=1)
        treat.needles_in(visit_id=pair.needles, by=cast.wei, count=1)

        assert not live.live(visit(pair.needles)).has_report
        assert refused(treat.sign_needles(visit_id=pair.needles, by=cast.wei)).reason is Reason.NEEDLES_IN
        assert refused(treat.start_movement(visit_id=pair.movement, by=cast.dana)).reason is Reason.NEEDLES_IN


def test_a_report_holds_while_needles_only_come_out_and_a_new_one_counts_again(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=6, out=4)
    with clock.at(at(25)):
        got(treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story="bed", working_alone=True))
        treat.needles_out(visit_id=pair.needles, by=cast.wei, count=1)
        assert live.live(visit(pair.needles)).has_report
        treat.correct_count(visit_id=pair.needles, by=cast.wei, count=6, reason="six it was")
        assert not live.live(visit(pair.needles)).has_report
        got(treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story="bed", working_alone=True))

        assert_done(treat.sign_needles(visit_id=pair.needles, by=cast.wei))


def test_needles_of_another_day_hold_movement_until_they_are_out(cast: Cast) -> None:
    prepare(cast)
    old, new = trip(cast), trip(cast, day=2)
    with clock.at(at(2)):
        treat.needles_in(visit_id=old.needles, by=cast.wei, count=6)

    with clock.at(at(41, day=2)):
        waits = refused(treat.start_movement(visit_id=new.movement, by=cast.dana))
        signs = refused(treat.sign_movement(visit_id=new.movement, by=cast.dana))
        late = "counted on the day, not written"
        assert_done(treat.needles_out(visit_id=old.needles, by=cast.wei, count=6, reason=late))
        assert_done(treat.start_movement(visit_id=new.movement, by=cast.dana))

    assert (waits.reason, signs.reason) == (Reason.NEEDLES_IN, Reason.NEEDLES_IN)
    assert "2 Mar 2027" in str(waits.words)


def test_movement_begun_by_dry_needles_is_not_signed_while_the_bed_has_needles_in(cast: Cast) -> None:
    prepare(cast, None, "needling", "dry_needling")
    pair = trip(cast)
    with clock.at(at(2)):
        treat.needles_in(visit_id=pair.needles, by=cast.wei, count=6)
        treat.needles_in(visit_id=pair.movement, by=cast.ren, count=2)
        treat.needles_out(visit_id=pair.movement, by=cast.ren, count=2)
    with clock.at(at(30)):
        early = treat.sign_movement(visit_id=pair.movement, by=cast.ren)
        treat.needles_out(visit_id=pair.needles, by=cast.wei, count=6)
        assert_done(treat.sign_movement(visit_id=pair.movement, by=cast.ren))

    assert refused(early).reason is Reason.NEEDLES_IN


def test_a_faint_after_movement_began_does_not_hold_its_note(cast: Cast) -> None:
    prepare(cast)
    alone = single(cast, MOVEMENT, person_id=cast.marta_id)
    with clock.at(at(2)):
        assert_done(treat.start_movement(visit_id=alone, by=cast.dana))
        treat.faint(visit_id=alone, by=cast.dana)

        assert_done(treat.sign_movement(visit_id=alone, by=cast.dana))


def test_nobody_leaves_care_with_needles_in_whatever_the_visit_belongs_to(cast: Cast) -> None:
    prepare(cast)
    bed = single(cast, NEEDLES, person_id=cast.marta_id)
    care = opened(cast)
    assert visit(bed).episode_id is None
    with clock.at(at(2)):
        treat.needles_in(visit_id=bed, by=cast.wei, count=6)
        early = prevent.discharge(by=cast.ren, episode_id=care.episode_id, said_no_goals=True)
        treat.needles_out(visit_id=bed, by=cast.wei, count=6)
        assert_done(prevent.discharge(by=cast.ren, episode_id=care.episode_id, said_no_goals=True))

    assert refused(early).reason is Reason.NEEDLES_IN


@pytest.mark.parametrize("days", [-1, 1, 2])
def test_a_visit_of_another_day_takes_no_needles_and_nobody_arrives_for_it(cast: Cast, days: int) -> None:
    prepare(cast)
    bed = trip(cast).needles

    with clock.at(at(2, day=days)):
        arrives = treat.arrive(visit_id=bed, by=cast.noor)
        goes_in = treat.needles_in(visit_id=bed, by=cast.wei, count=4)

    assert (refused(arrives).reason, refused(goes_in).reason) == (Reason.NOT_POSSIBLE, Reason.NOT_POSSIBLE)
    assert "2 Mar 2027" in str(refused(goes_in).words)


@pytest.mark.parametrize(("minutes", "is_taken"), [(-9 * 60, True), (15 * 60 - 1, True), (15 * 60, False)])
def test_the_whole_day_of_the_clinic_is_the_day_of_a_visit(cast: Cast, minutes: int, is_taken: bool) -> None:
    prepare(cast)
    bed = trip(cast).needles

    with clock.at(at(minutes)):
        assert isinstance(treat.arrive(visit_id=bed, by=cast.noor), Refused) is not is_taken


def test_a_visit_that_runs_past_midnight_is_still_the_same_visit(cast: Cast) -> None:
    prepare(cast)
    bed = trip(cast).needles
    midnight = at(15 * 60)
    late = {"starts": midnight - timedelta(minutes=20), "ends": midnight + timedelta(minutes=20)}
    Visit.objects.within(cast.clinic.id).filter(id=bed).update(**late)

    with clock.at(midnight + timedelta(minutes=10)):
        assert treat.needles_in(visit_id=bed, by=cast.wei, count=4) == Count(4, 0)
    with clock.at(midnight + timedelta(minutes=21)):
        assert refused(treat.needles_in(visit_id=bed, by=cast.wei, count=4)).reason is Reason.NOT_POSSIBLE
