"""The clinic's day around this hour: one person for each thing that can be going on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from weft.demo import cast, visits
from weft.demo.care import InCare, asked_today, done, in_care, scored
from weft.demo.cast import Somebody
from weft.demo.clinics import House
from weft.demo.visits import Felt, Pair
from weft.records import clock
from weft.records.actions import course_move

BEGAN = 10
"""Days ago on which those of today began: no review of their plans is due yet."""
SEVEN_OUT = 7
"""Of eight needles."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A pair of today as it was booked: minutes around now, who gives it, and where."""

    needles: int
    movement: int
    by: tuple[str, str]
    bed: int
    room: int
    earlier: str
    """Wall time of the pairs before: everybody has an hour of their own."""


PEOPLE: tuple[tuple[Somebody, Booked], ...] = (
    (cast.MEILING, Booked(-150, -100, ("wei", "dana"), 0, 0, "08:00")),
    (cast.JONAS, Booked(-65, 5, ("ren", "dana"), 3, 0, "09:00")),
    (cast.SOFIA, Booked(-85, -35, ("wei", "dana"), 1, 0, "10:00")),
    (cast.OWEN, Booked(-40, 10, ("wei", "elena"), 0, 1, "11:00")),
    (cast.LENA, Booked(-15, 50, ("ren", "elena"), 2, 1, "12:00")),
    (cast.PRIYA, Booked(15, 90, ("wei", "elena"), 1, 1, "13:00")),
    (cast.ANA, Booked(75, 130, ("wei", "elena"), 2, 1, "14:00")),
    (cast.HAROLD, Booked(90, 145, ("wei", "dana"), 1, 0, "15:00")),
)
"""Bed 1 is free for Marta from half past on, and so are Wei's and Dana's hands."""


def walk(house: House, tell: Callable[[str], None]) -> None:
    """Everybody of today, each as far as they have come."""
    steps: dict[str, Callable[[House, Pair], None]] = {
        cast.MEILING.name: _note_unsigned,
        cast.JONAS.name: _count_mismatch,
        cast.SOFIA.name: _movement_started,
        cast.OWEN.name: _window_open,
        cast.LENA.name: _needles_in,
        cast.PRIYA.name: _arrived,
        cast.ANA.name: _pulled_apart,
        cast.HAROLD.name: _to_come,
    }
    for who, wanted in PEOPLE:
        tell(who.known_as)
        steps[who.name](house, _booked_today(house, who, wanted))


def _booked_today(house: House, who: Somebody, wanted: Booked) -> Pair:
    """Somebody who has been here once, with the pair of today."""
    by = (house[wanted.by[0]], house[wanted.by[1]])
    care = _harold(house) if who is cast.HAROLD else in_care(house, who, BEGAN, by=by)
    felt = Felt(who.pain, who.pain - 1, who.pain - 2)
    visits.earlier(house, care, -4, wanted.earlier, felt, by=by, bed=wanted.bed, room=wanted.room)
    scored(care, house.hour.on(-4, "18:30"), by[1], {"nprs": str(who.pain - 1), "psfs": "4.3"})
    places = (house.beds[wanted.bed], house.rooms[wanted.room])
    slots = (house.hour.slot(wanted.needles), house.hour.slot(wanted.movement))
    return visits.booked(house, care, *slots, by=by, places=places)


def _harold(house: House) -> InCare:
    from weft.demo.longer import harold

    return harold(house, BEGAN)


def _note_unsigned(house: House, pair: Pair) -> None:
    """Both halves are over, and nobody has signed the needles."""
    at = house.hour.at
    _comes(house, pair, -152)
    visits.needled(pair, at(-145), at(-125))
    visits.moved(pair, at(-98), at(-62), Felt(after=pair.care.who.pain - 3))


def _count_mismatch(house: House, pair: Pair) -> None:
    """Eight went in and seven came out: nobody goes on before the eighth is found."""
    _comes(house, pair, -66)
    visits.needles_go_in(pair, house.hour.at(-62), check=house.hour.at(-57))
    with clock.at(house.hour.at(-41)):
        visits.take_out(pair, SEVEN_OUT)


def _movement_started(house: House, pair: Pair) -> None:
    at = house.hour.at
    _comes(house, pair, -87)
    visits.needled(pair, at(-82), at(-61))
    visits.signs_needles(pair, at(-45), Felt(pair.care.who.pain - 1, pair.care.who.pain - 2))
    visits.starts_movement(pair, at(-33))


def _window_open(house: House, pair: Pair) -> None:
    """Out and steady: movement may start for so many minutes more."""
    at = house.hour.at
    _comes(house, pair, -43)
    visits.needled(pair, at(-34), at(-13))
    visits.signs_needles(pair, at(-6), Felt(pair.care.who.pain - 1, pair.care.who.pain - 2))


def _needles_in(house: House, pair: Pair) -> None:
    """The timer runs."""
    _comes(house, pair, -18)
    visits.needles_go_in(pair, house.hour.at(-8), check=house.hour.at(-3))


def _arrived(house: House, pair: Pair) -> None:
    _comes(house, pair, -4)


def _pulled_apart(house: House, pair: Pair) -> None:
    """The movement half had to go to another day, with a reason."""
    to = house.hour.on(3, "16:00")
    with clock.at(house.hour.on(-1, "15:10")):
        moved = course_move.split_pair(
            pair_id=pair.id,
            visit_id=pair.movement_id,
            to=to,
            reason="Has to leave early for her son's school",
            by=house.desk,
        )
        done(moved)


def _to_come(house: House, pair: Pair) -> None:
    """Booked for later today."""


def _comes(house: House, pair: Pair, minutes: int) -> None:
    """Arrives, after the few questions of every visit."""
    at = house.hour.at(minutes)
    asked_today(pair.care.id, at - timedelta(seconds=20), house.desk)
    visits.arrives(house, pair, at)
