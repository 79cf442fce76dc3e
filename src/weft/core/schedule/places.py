"""From the program's "needles and movement on Tuesday" to who, when and where."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from weft.core.schedule.board import Board, Lane, Pairing
from weft.core.schedule.kernel import FAR, room_rows
from weft.core.schedule.proposal import PlacedVisit
from weft.core.schedule.states import NEVER


@dataclass(frozen=True, slots=True)
class Half:
    """One visit on a day that is known: discipline, row of the practitioner, start slot."""

    discipline: str
    person: int
    start: int


@dataclass(frozen=True, slots=True)
class Place:
    """One way to hold one trip on one day."""

    worth: int
    day: int
    halves: tuple[Half, ...]
    gap_minutes: int | None = None
    """True minutes between two halves."""


def places(board: Board, day: int, disciplines: tuple[str, ...], primaries: dict[str, int]) -> Iterator[Place]:
    """Every place for a trip on one day.

    For two halves: every first half with every second practitioner, the second half as near as possible.
    ``primaries`` are rows of `Supply.practitioners` by discipline.
    """
    lanes = [board.lanes[id_] for id_ in disciplines]
    if len(lanes) == 1:
        return _single_places(board, day, lanes[0], primaries)
    pairing = next(p for p in board.pairings.values() if p.first is lanes[0])
    return _pair_places(board, day, pairing, primaries)


def _bonus(board: Board, lane: Lane, person: int, primaries: dict[str, int]) -> int:
    """Points for the primary; NEVER for anybody else when only primaries may."""
    if primaries.get(lane.spec.id) == person:
        return board.request.weights.primary
    return NEVER if board.request.keep_same_people else 0


def _single_places(board: Board, day: int, lane: Lane, primaries: dict[str, int]) -> Iterator[Place]:
    for at, start in np.argwhere(lane.starts[:, day]).tolist():
        person = lane.people[at]
        worth = board.request.weights.placed + _bonus(board, lane, person, primaries)
        if worth >= 0:
            yield Place(worth, day, (Half(lane.spec.id, person, start),))


def _pair_places(board: Board, day: int, pairing: Pairing, primaries: dict[str, int]) -> Iterator[Place]:
    first, second = pairing.first, pairing.second
    for one, two in product(range(len(first.people)), range(len(second.people))):
        people = first.people[one], second.people[two]
        bonus = sum(_bonus(board, lane, who, primaries) for lane, who in zip((first, second), people, strict=True))
        if bonus < 0 or pairing.gaps[one, two, day] == FAR:
            continue
        gaps = pairing.after[two, day]
        worths = board.pair_worth(first.spec, gaps) + bonus
        for start in np.flatnonzero(first.starts[one, day] & (worths > 0)).tolist():
            gap = int(gaps[start])
            halves = (
                Half(first.spec.id, people[0], start),
                Half(second.spec.id, people[1], start + first.spec.slots + gap),
            )
            yield Place(int(worths[start]), day, halves, int(board.gap_minutes(first.spec, gap)))


def placed_visits(board: Board, place: Place, pair_id: int) -> tuple[PlacedVisit, ...]:
    """The visits of a place. ``pair_id`` is given to both halves when they are a pair inside the window."""
    paired = place.gap_minutes is not None and place.gap_minutes <= board.request.window_minutes
    return tuple(_visit(board, place.day, half, pair_id if paired else None) for half in place.halves)


def _visit(board: Board, day: int, half: Half, pair_id: int | None) -> PlacedVisit:
    request, supply = board.request, board.supply
    need = request.need_on(request.days[day])
    assert need is not None  # noqa: S101  the program places visits only where a week asks for them
    site = int(supply.site_of[half.person, day])
    spec = board.lanes[half.discipline].spec
    slots = slice(half.start, half.start + spec.slots)
    rows = (row for row in room_rows(supply, spec) if supply.rooms[row].site == site)
    room = supply.rooms[next(row for row in rows if (supply.capacity[row, day, slots] > 0).all())]
    return PlacedVisit(
        day=request.days[day],
        start_slot=half.start,
        discipline=half.discipline,
        practitioner=supply.practitioners[half.person].id,
        room_kind=room.kind,
        room=room.id,
        site=supply.sites[site],
        pair_id=pair_id,
        week=need.week,
        phase=need.phase,
    )
