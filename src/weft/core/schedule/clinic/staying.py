"""Visits that stand where they stood go back into their rooms: nobody is asked for a change that helps nobody."""

from collections.abc import Sequence

from weft.core.schedule.clinic.floor import Floor, Spot
from weft.core.schedule.clinic.timetable import Timetable


def rooms_back(timetable: Timetable, before: Sequence[Sequence[Spot]]) -> None:
    """Give back the rooms that visits had at the same time with the same practitioner, but for those that are taken.

    Args:
        timetable: As it is now; changed in place.
        before: Everybody's visits as they stood, by row of the person.
    """
    had = [(at, {spot[:3]: spot for spot in spots}) for at, spots in enumerate(before)]
    changed = [
        (at, spot, was[spot[:3]]) for at, was in had for spot in timetable.spots[at] if was.get(spot[:3], spot) != spot
    ]
    for _, spot, _ in changed:
        timetable.floor.release(spot)
    while (stuck := _first_stuck(timetable.floor, [was for *_, was in changed])) is not None:
        timetable.floor.take(changed.pop(stuck)[1])
    for at, spot, was in changed:
        timetable.floor.take(was)
        timetable.spots[at] = tuple(was if one == spot else one for one in timetable.spots[at])


def has_room(floor: Floor, spot: Spot) -> bool:
    """Whether a room is free for a visit that is not on the floor."""
    row, start, _, room = spot
    return bool(floor.room_starts(room, floor.lanes[row].treatment.slots) >> start & 1)


def _first_stuck(floor: Floor, spots: Sequence[Spot]) -> int | None:
    """Which of some visits finds no room beside those before it; the floor is left as it was."""
    stuck = None
    for at, spot in enumerate(spots):
        if not has_room(floor, spot):
            stuck = at
            break
        floor.take(spot)
    for spot in spots[:stuck]:
        floor.release(spot)
    return stuck
