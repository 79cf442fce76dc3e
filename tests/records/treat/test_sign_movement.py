"""The movement half: after the needles, under the ceiling, signed."""

import pytest
from tests.people import Cast
from tests.records.treat.treat_builders import agree, assert_done, at, needled, prepare, record, single, trip, visit

from weft.core.shared.care import MOVEMENT, Answer, Effort
from weft.core.treat.hands_on import HandsOn, Skin
from weft.core.treat.session import ItemDone, NextTime
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions import treat
from weft.records.models import Aftercare, Event, HandOver, Score, VisitState
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db

ON_SKIN = HandsOn(site="low back", skin_before=Skin.FINE, skin_after=Skin.FINE)
BRIDGE = ItemDone(id="bridging", sets=3, reps=10, effort=Effort.GENTLE)


def refused(result: object) -> Refused:
    assert isinstance(result, Refused), result
    return result


def done(cast: Cast, *, day: int = 0) -> None:
    """A whole pair, signed."""
    pair = trip(cast, day=day)
    with clock.at(at(5, day)):
        treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)
        treat.needles_out(visit_id=pair.needles, by=cast.wei, count=4)
        assert_done(treat.sign_needles(visit_id=pair.needles, by=cast.wei))
        assert_done(treat.sign_movement(visit_id=pair.movement, by=cast.dana))


def test_movement_waits_until_the_needles_are_out(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)

    waiting = treat.start_movement(visit_id=pair.movement, by=cast.dana)
    signing = treat.sign_movement(visit_id=pair.movement, by=cast.dana)
    treat.needles_out(visit_id=pair.needles, by=cast.wei, count=4)
    started = treat.start_movement(visit_id=pair.movement, by=cast.dana)

    assert [refused(each).reason for each in (waiting, signing)] == [Reason.NEEDLES_IN, Reason.NEEDLES_IN]
    assert started == pair.movement
    assert visit(pair.movement).state == VisitState.IN_TREATMENT


def test_a_reported_needle_does_not_hold_movement(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles, count=6, out=5)
    treat.report_missing_needle(visit_id=pair.needles, by=cast.wei, story="Searched.", working_alone=True)

    assert treat.start_movement(visit_id=pair.movement, by=cast.dana) == pair.movement


def test_movement_may_start_before_the_needle_note_is_signed(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)

    assert treat.start_movement(visit_id=pair.movement, by=cast.dana) == pair.movement
    assert refused(treat.start_movement(visit_id=pair.movement, by=cast.dana)).reason is Reason.ALREADY_DONE


@pytest.mark.parametrize(("minutes", "inside"), [(50, True), (51, False)])
def test_the_record_says_whether_it_began_inside_the_window(cast: Cast, minutes: int, inside: bool) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)  # out at twenty past
    with clock.at(at(minutes)):
        treat.start_movement(visit_id=pair.movement, by=cast.dana)
        assert_done(treat.sign_movement(visit_id=pair.movement, by=cast.dana, items=[BRIDGE], pain_after=1))

    assert record(pair.movement).content["in_window"] is inside
    score = Score.objects.within(cast.clinic.id).get()
    assert (score.moment, int(score.value)) == ("after_movement", 1)


def test_the_first_pair_stays_gentle_whatever_the_reason(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)
    harder = ItemDone(id="bridging", effort=Effort.MODERATE)

    no = treat.sign_movement(visit_id=pair.movement, by=cast.dana, items=[harder], override_reason="strong")

    assert refused(no).reason is Reason.NOT_POSSIBLE
    assert visit(pair.movement).state != VisitState.DONE
    assert_done(treat.sign_movement(visit_id=pair.movement, by=cast.dana, items=[BRIDGE]))


def test_hard_effort_opens_with_a_reason_on_the_day_of_needles(cast: Cast) -> None:
    prepare(cast)
    done(cast)
    pair = trip(cast, day=2)
    with clock.at(at(5, 2)):
        treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)
        treat.needles_out(visit_id=pair.needles, by=cast.wei, count=4)
    hard = [ItemDone(id="bridging", effort=Effort.HARD)]

    with clock.at(at(40, 2)):
        without = treat.sign_movement(visit_id=pair.movement, by=cast.dana, items=hard)
        with_one = treat.sign_movement(
            visit_id=pair.movement, by=cast.dana, items=hard, override_reason="works on building sites"
        )

    assert refused(without).reason is Reason.MISSING
    assert_done(with_one)
    assert record(pair.movement).content["ceiling"]["effort"] == "hard"


def test_on_a_day_without_needles_there_is_no_ceiling(cast: Cast) -> None:
    prepare(cast, cast.harold_id)
    alone = single(cast, MOVEMENT, person_id=cast.harold_id)

    assert_done(treat.sign_movement(visit_id=alone, by=cast.dana, items=[ItemDone(id="bridging", effort=Effort.HARD)]))

    assert record(alone).content["ceiling"] is None
    assert record(alone).content["in_window"] is None


def test_thrust_needs_an_agreement_of_its_own(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    thrust = [ItemDone(id="thrust", modality="thrust", given=HandsOn(level="L4", grade="V"))]

    without = treat.sign_movement(visit_id=pair.movement, by=cast.dana, items=thrust)
    agree(cast, "thrust")

    assert refused(without).reason is Reason.NOT_AGREED
    assert_done(treat.sign_movement(visit_id=pair.movement, by=cast.dana, items=thrust))


def test_dry_needles_are_counted_like_all_others(cast: Cast) -> None:
    prepare(cast, None, "dry_needling")
    alone = single(cast, MOVEMENT, person_id=cast.marta_id)
    item = [ItemDone(id="dry_needling", modality="dry_needling")]

    uncounted = treat.sign_movement(visit_id=alone, by=cast.dana, items=item)
    treat.needles_in(visit_id=alone, by=cast.dana, count=2)
    still_in = treat.sign_movement(visit_id=alone, by=cast.dana, items=item)
    treat.needles_out(visit_id=alone, by=cast.dana, count=2)

    assert refused(uncounted).reason is Reason.MISSING
    assert refused(still_in).reason is Reason.NEEDLES_IN
    assert_done(treat.sign_movement(visit_id=alone, by=cast.dana, items=item))


@pytest.mark.parametrize(
    ("bleeding", "why", "reason"),
    [
        (None, "stiff", Reason.MISSING),
        (Answer.YES, "stiff", Reason.BLOCKED),
        (Answer.NO, "", Reason.MISSING),
        (Answer.NO, "stiff", None),
    ],
)
def test_heat_on_the_day_of_needles_asks_first(
    cast: Cast, bleeding: Answer | None, why: str, reason: Reason | None
) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)

    result = treat.sign_movement(
        visit_id=pair.movement, by=cast.dana, items=[ItemDone(id="heat", modality="heat", minutes=10, given=ON_SKIN)],
        sites_bleed=bleeding, thermal_reason=why,
    )  # fmt: skip

    assert (result.reason if isinstance(result, Refused) else None) is reason


@pytest.mark.parametrize(("count", "fits"), [(4, True), (5, False)])
def test_at_most_four_exercises_go_home(cast: Cast, count: int, fits: bool) -> None:
    prepare(cast)
    pair = trip(cast)

    result = treat.sign_movement(visit_id=pair.movement, by=cast.dana, home=[f"exercise_{n}" for n in range(count)])

    assert isinstance(result, Refused) is not fits


def test_signing_keeps_the_next_load_and_tells_the_needles(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)
    needled(cast, pair.needles)

    treat.sign_movement(
        visit_id=pair.movement, by=cast.dana, items=[BRIDGE], next_time=NextTime.LOAD, tell_needles="Fewer ashi.",
        key="k",
    )  # fmt: skip
    again = treat.sign_movement(visit_id=pair.movement, by=cast.dana, key="other")

    row = record(pair.movement)
    assert row.content["next"] == "load"
    assert row.content["items"][0] | {"sets": 3, "reps": 10} == row.content["items"][0]
    assert HandOver.objects.within(cast.clinic.id).get().content["words"] == "Fewer ashi."
    assert Aftercare.objects.within(cast.clinic.id).get().content["situations"] == ["movement_done_today", "needles"]
    assert refused(again).reason is Reason.SIGNED
    assert visit(pair.movement).state == VisitState.DONE


def test_only_the_movement_half_and_only_by_who_may(cast: Cast) -> None:
    pair = trip(cast)

    with pytest.raises(NotFound):
        treat.start_movement(visit_id=pair.needles, by=cast.dana)
    with pytest.raises(NotAllowed):
        treat.start_movement(visit_id=pair.movement, by=cast.wei)


def test_a_modality_that_the_lane_does_not_give_is_refused(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast)

    no = treat.sign_movement(visit_id=pair.movement, by=cast.dana, items=[ItemDone(id="x", modality="needling")])

    assert refused(no).reason is Reason.NOT_POSSIBLE


def test_ren_does_a_whole_pair_alone_in_one_bed(cast: Cast) -> None:
    prepare(cast)
    pair = trip(cast, first=cast.ren, second=cast.ren)
    with clock.at(at(0)):
        treat.arrive(visit_id=pair.needles, by=cast.noor)
    needled(cast, pair.needles, by=cast.ren, count=12)

    with clock.at(at(22)):
        nobody = treat.hand_over(visit_id=pair.needles, by=cast.ren, words="Looser.")
        assert_done(
            treat.sign_needles(
                visit_id=pair.needles, by=cast.ren, pain_before=5, pain_after=3, hand_over="to myself",
                counted_again=12, working_alone=True,
            )
        )  # fmt: skip
    with clock.at(at(40)):
        treat.start_movement(visit_id=pair.movement, by=cast.ren)
        assert_done(treat.sign_movement(visit_id=pair.movement, by=cast.ren, items=[BRIDGE], pain_after=2))

    assert refused(nobody).reason is Reason.NOT_POSSIBLE
    assert not HandOver.objects.within(cast.clinic.id).exists()
    assert {visit(each).state for each in (pair.needles, pair.movement)} == {VisitState.DONE}
    assert {visit(each).place_id for each in (pair.needles, pair.movement)} == {cast.beds[0].id}
    assert Score.objects.within(cast.clinic.id).count() == 3
    assert Event.objects.within(cast.clinic.id).filter(kind="window").exists()
