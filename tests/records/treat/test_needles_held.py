"""What keeps needles out: something unread, a danger sign, a bed in which a needle is not accounted for."""

from uuid import UUID

import pytest
from tests.people import Cast
from tests.records.treat.treat_builders import (
    answers,
    assert_done,
    at,
    cares,
    needled,
    prepare,
    read_first,
    single,
    trip,
    visit,
)

from weft.core.shared.care import NEEDLES, Answer
from weft.core.treat.session import NextTime
from weft.records import clock
from weft.records.actions import screen, treat
from weft.records.beds_held import beds_held
from weft.records.models import Event, EventKind
from weft.records.reads.treat import NeedlePage, needle_page
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db


def refused(result: object) -> Refused:
    assert isinstance(result, Refused), result
    return result


def page(bed: UUID, cast: Cast) -> NeedlePage:
    return needle_page(bed, by=cast.wei)


def put_in(cast: Cast, bed: UUID, **more: UUID) -> object:
    return treat.needles_in(visit_id=bed, by=cast.wei, count=4, **more)  # type: ignore[arg-type]


def test_needles_wait_until_what_is_to_be_heeded_was_read(cast: Cast) -> None:
    prepare(cast, antiplatelet=Answer.YES)
    bed = trip(cast).needles

    unread = refused(put_in(cast, bed))
    treat.read_heed(visit_id=bed, by=cast.wei, digest="of another text")
    other = refused(put_in(cast, bed))
    read_first(bed, cast.wei)

    assert unread.reason is other.reason is Reason.MISSING
    assert "I have read this" in str(unread)
    assert_done(put_in(cast, bed))


def test_a_line_from_movement_is_read_before_the_next_needles(cast: Cast) -> None:
    prepare(cast)
    first, second = trip(cast), trip(cast, day=2)
    with clock.at(at(45)):
        treat.start_movement(visit_id=first.movement, by=cast.dana)
        assert_done(
            treat.sign_movement(
                visit_id=first.movement, by=cast.dana, items=(), next_time=NextTime.HOLD, tell_needles="Fewer ashi."
            )
        )

    with clock.at(at(1, day=2)):
        seen, unread = page(second.needles, cast), refused(put_in(cast, second.needles))
        read_first(second.needles, cast.wei)
        assert_done(put_in(cast, second.needles))

    assert (seen.heed.is_unread, seen.may_put_in) == (True, False)
    assert unread.reason is Reason.MISSING


@pytest.mark.parametrize(
    ("yes", "is_emergency", "may_lift"), [("saddle_numbness", True, False), ("fever_now", False, True)]
)
def test_a_sign_or_a_block_keeps_needles_out_and_says_who_decides(
    cast: Cast, yes: str, is_emergency: bool, may_lift: bool
) -> None:
    prepare(cast, None, **{yes: Answer.YES})
    bed = trip(cast).needles

    seen, no = page(bed, cast), refused(put_in(cast, bed))

    assert (seen.is_stopped, seen.may_put_in) == (True, False)
    assert (seen.heed.is_emergency, seen.heed.may_lift) == (is_emergency, may_lift)
    assert str(seen.heed.stops) == str(no)
    assert no.reason is Reason.BLOCKED
    assert not Event.objects.within(cast.clinic.id).filter(kind=EventKind.NEEDLES_IN).exists()


def test_who_may_not_give_needles_is_told_who_lifts_it(cast: Cast) -> None:
    prepare(cast, fever_now=Answer.YES)

    heed = needle_page(trip(cast).needles, by=cast.dana).heed

    assert not heed.may_lift
    assert "Wei" in str(heed.stops)


def test_old_answers_are_asked_again_and_not_lifted(cast: Cast) -> None:
    prepare(cast, fever_now=Answer.YES)
    bed = trip(cast, day=210).needles

    with clock.at(at(0, day=210)):
        heed = page(bed, cast).heed

    assert "too old" in str(heed.stops)
    assert (heed.is_emergency, heed.may_lift) == (False, False)


def lying(cast: Cast) -> tuple[UUID, UUID]:
    """Harold has four in and three out on bed 2; Marta comes to the same bed."""
    prepare(cast)
    prepare(cast, cast.harold_id)
    cares(cast.wei, cast.marta_id)
    his, hers = single(cast, NEEDLES, person_id=cast.harold_id), trip(cast, first=cast.ren, bed=2).needles
    needled(cast, his, count=4, out=3)
    return his, hers


def test_no_needles_go_into_a_bed_in_which_one_is_not_accounted_for(cast: Cast) -> None:
    his, hers = lying(cast)
    bed = cast.beds[1].id

    with clock.at(at(25)):
        held = refused(put_in(cast, hers, place=bed))
        seen = page(hers, cast)
        assert_done(put_in(cast, hers))

    assert held.reason is Reason.NEEDLES_IN
    assert str(held).startswith("Bed 2: 1 of 4 needles not accounted for (Harold).")
    assert bed not in dict(seen.places)
    assert seen.held is None
    assert beds_held(visit(his)).keys() == {cast.beds[2].id}


@pytest.mark.parametrize("how", ["found", "given up"])
def test_the_bed_is_free_when_the_needle_is_found_or_reported(cast: Cast, how: str) -> None:
    his, hers = lying(cast)
    with clock.at(at(25)):
        treat.that_was_all(visit_id=his, by=cast.wei)
        assert refused(put_in(cast, hers, place=cast.beds[1].id)).reason is Reason.NEEDLES_IN
        if how == "found":
            assert_done(treat.needles_out(visit_id=his, by=cast.wei, count=1))
        else:
            told = treat.report_missing_needle(visit_id=his, by=cast.wei, story="Looked twice.", working_alone=True)
            assert_done(told)

        assert_done(put_in(cast, hers, place=cast.beds[1].id))


def test_no_more_needles_go_in_while_one_of_the_same_visit_is_looked_for(cast: Cast) -> None:
    his, _ = lying(cast)
    with clock.at(at(25)):
        treat.that_was_all(visit_id=his, by=cast.wei)

        assert "is being looked for" in str(refused(put_in(cast, his)))


def test_a_bed_in_which_somebody_lies_is_taken(cast: Cast) -> None:
    prepare(cast)
    prepare(cast, cast.harold_id)
    hers, his = trip(cast).needles, single(cast, NEEDLES, person_id=cast.harold_id, minutes=120, bed=0)
    assert_done(put_in(cast, hers))

    assert str(refused(put_in(cast, his))) == "Bed 1 is taken: the needles of Marta are in. Choose another bed."
    treat.that_was_all(visit_id=hers, by=cast.wei)
    assert "4 of 4 needles not accounted for" in str(refused(put_in(cast, his)))


def test_needles_of_a_day_to_come_hold_no_bed(cast: Cast) -> None:
    _, hers = lying(cast)
    with clock.at(at(-24 * 60)):
        assert beds_held(visit(hers)) == {}
    assert beds_held(visit(hers)).keys() == {cast.beds[1].id}


def test_answers_that_change_while_needles_are_in_close_the_way_for_more(cast: Cast) -> None:
    prepare(cast)
    bed = trip(cast).needles
    assert_done(put_in(cast, bed))
    with clock.at(at(3)):
        screen.answer(by=cast.wei, person_id=cast.marta_id, answers=answers(fever_now=Answer.YES))
        seen = page(bed, cast)

    assert (seen.is_stopped, seen.may_put_in) == (False, False)
    assert refused(put_in(cast, bed)).reason is Reason.BLOCKED
