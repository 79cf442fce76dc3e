"""Visits of the demo: booked as single pairs, and lived through event by event."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from weft.core.shared.care import MOVEMENT, NEEDLES, Effort
from weft.core.treat.session import ItemDone, NextTime
from weft.core.treat.settings import Depth, NeedleSettings, Stimulation
from weft.demo.care import BACK, InCare, done
from weft.demo.clinics import House
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import Member
from weft.records.actions import treat
from weft.records.actions.schedule import book_pair
from weft.records.reads.treat import needle_page
from weft.records.wanted import VisitWanted

POINTS = "bl23 b, bl25 b, gb30 b, bl40 b"
"""Eight needles."""
COUNT = 8
SET_AS = NeedleSettings(
    technique="manual", size="0.25 \u00d7 40", depth=Depth.MUSCLE.value, stimulation=Stimulation.ONCE.value
)
NEEDLE_MINUTES, MOVEMENT_MINUTES = 45, 40
DONE_IN = {
    "settle": (
        (
            ItemDone(id="pelvic_tilt", sets=2, reps=8, effort=Effort.GENTLE),
            ItemDone(id="knee_rocks", sets=2, reps=10, effort=Effort.GENTLE),
            ItemDone(id=f"{BACK}.settle_myofascial", modality="manual_therapy", minutes=10),
        ),
        ("relaxed_breathing", "pelvic_tilt"),
    ),
    "rebuild": (
        (
            ItemDone(id="bird_dog", sets=3, reps=6, effort=Effort.MODERATE),
            ItemDone(id="bridging", sets=2, reps=10, effort=Effort.MODERATE),
            ItemDone(id="cat_camel", sets=1, reps=10, effort=Effort.GENTLE),
        ),
        ("bird_dog", "bridging", "cat_camel"),
    ),
}
"""What a movement visit of a phase holds, and what is done at home from then on."""
PHASE, NEEDLES_LINE, MOVEMENT_LINE = "settle", f"{BACK}.settle_needles", f"{BACK}.settle_posture"


@dataclass(frozen=True, slots=True)
class Pair:
    """One trip of the demo: who gives its halves."""

    care: InCare
    needles_id: UUID
    movement_id: UUID
    id: UUID
    needles_by: Member
    movement_by: Member


@dataclass(frozen=True, slots=True)
class Felt:
    """Pain of one trip, as the person says it."""

    before: int | None = None
    after_needles: int | None = None
    after: int | None = None


def booked(
    house: House, care: InCare, starts: datetime, movement: datetime, *, by: tuple[Member, Member],
    places: tuple[UUID, UUID],
) -> Pair:  # fmt: skip
    """Book one pair without a course, two days ahead.

    Args:
        house: The clinic.
        care: Whose.
        starts: Of the needles.
        movement: Start of the movement half.
        by: Who gives needles, who gives movement.
        places: Bed and room.
    """
    hands = knowledge().disciplines[NEEDLES].hands_on
    first, second = by
    halves = (
        VisitWanted(
            NEEDLES, _works(first), starts, NEEDLE_MINUTES, places[0], hands, phase=PHASE, line=NEEDLES_LINE
        ),
        VisitWanted(MOVEMENT, _works(second), movement, MOVEMENT_MINUTES, places[1], phase=PHASE, line=MOVEMENT_LINE),
    )  # fmt: skip
    with clock.at(starts - timedelta(days=2)):
        made = done(book_pair(care.id, *halves, by=house.desk))
    assert made.pair is not None  # noqa: S101  two halves make one
    needles_id, movement_id = made.visits
    return Pair(care, needles_id, movement_id, made.pair, first, second)


def earlier(
    house: House, care: InCare, day: int, at: str, felt: Felt, *, by: tuple[Member, Member], bed: int, room: int = 0
) -> Pair:
    """A pair of an earlier day from booking to both signatures; one pair of hands stays at the bed."""
    starts = house.hour.on(day, at)
    place = house.beds[bed] if by[0] == by[1] else house.rooms[room]
    pair = booked(house, care, starts, starts + timedelta(minutes=50), by=by, places=(house.beds[bed], place))
    lived(house, pair, starts, starts + timedelta(minutes=50), felt)
    return pair


def lived(house: House, pair: Pair, starts: datetime, movement: datetime, felt: Felt, *, phase: str = PHASE) -> None:
    """A whole pair as it usually goes, from arriving to the second signature."""
    arrives(house, pair, starts - timedelta(minutes=5))
    needled(pair, starts + timedelta(minutes=5), starts + timedelta(minutes=25))
    signs_needles(pair, starts + timedelta(minutes=40), felt)
    moved(pair, movement + timedelta(minutes=2), movement + timedelta(minutes=38), felt, phase=phase)


def arrives(house: House, pair: Pair, at: datetime) -> None:
    """The person is here."""
    with clock.at(at):
        done(treat.arrive(visit_id=pair.needles_id, by=house.desk))


def needles_go_in(pair: Pair, at: datetime, *, points: str = POINTS, check: datetime | None = None) -> None:
    """Needles in, after what is to be heeded was read; and somebody looks in."""
    with clock.at(at):
        heed = needle_page(pair.needles_id, by=pair.needles_by).heed
        if heed.is_unread:
            done(treat.read_heed(visit_id=pair.needles_id, by=pair.needles_by, digest=heed.digest))
        done(treat.needles_in(visit_id=pair.needles_id, by=pair.needles_by, points=points, settings=SET_AS))
    if check is not None:
        with clock.at(check):
            done(treat.check(visit_id=pair.needles_id, by=pair.needles_by, finding="fine"))


def needled(pair: Pair, in_at: datetime, out_at: datetime, *, count: int = COUNT) -> None:
    """Needles in and out; the person is steady."""
    needles_go_in(pair, in_at, check=in_at + (out_at - in_at) / 4)
    with clock.at(out_at):
        done(treat.needles_out(visit_id=pair.needles_id, by=pair.needles_by, count=count))
        done(treat.steady(visit_id=pair.needles_id, by=pair.needles_by, yes=True))


def take_out(pair: Pair, count: int) -> None:
    """Needles come out and are counted."""
    done(treat.needles_out(visit_id=pair.needles_id, by=pair.needles_by, count=count))


def signs_needles(pair: Pair, at: datetime, felt: Felt) -> None:
    """The needle record, with a line for movement."""
    with clock.at(at):
        done(
            treat.sign_needles(
                visit_id=pair.needles_id,
                by=pair.needles_by,
                pain_before=felt.before,
                pain_after=felt.after_needles,
                content={
                    "traditional": "Move what is stuck in the back; local points and far ones along the channel",
                    "functional": "Calm the nerves of the low back and hip, ease the tight muscle beside them",
                    "response": "Warm and heavy",
                },
                hand_over="Hip looser, left side still guards. Keep it light.",
            )
        )


def starts_movement(pair: Pair, at: datetime) -> None:
    """Movement begins."""
    with clock.at(at):
        done(treat.start_movement(visit_id=pair.movement_id, by=pair.movement_by))


def moved(pair: Pair, starts: datetime, ends: datetime, felt: Felt, *, phase: str = PHASE) -> None:
    """The movement half, begun and signed."""
    starts_movement(pair, starts)
    signs_movement(pair.movement_id, pair.movement_by, ends, felt, phase=phase)


def signs_movement(visit_id: UUID, by: Member, at: datetime, felt: Felt, *, phase: str = PHASE) -> None:
    """The movement record: what the plan asks for in this phase, under its ceiling."""
    items, home = DONE_IN[phase]
    with clock.at(at):
        done(
            treat.sign_movement(
                visit_id=visit_id,
                by=by,
                items=items,
                pain_after=felt.after,
                next_time=NextTime.LOAD,
                tell_needles="Bends further than last time.",
                note="Went well.",
                home=home,
            )
        )


def _works(member: Member) -> UUID:
    assert member.membership_id is not None  # noqa: S101  the staff has memberships
    return member.membership_id
