"""Propose one person's whole course: the best there is, and why anything is missing."""

from collections.abc import Iterable, Mapping
from itertools import count

from weft.core.schedule.board import Board
from weft.core.schedule.explain import explain, unpaired, unplaced
from weft.core.schedule.places import Place, placed_visits, places
from weft.core.schedule.program import best_course
from weft.core.schedule.proposal import PlacedVisit, Proposal
from weft.core.schedule.request import CourseRequest
from weft.core.schedule.supply import Supply


def propose(request: CourseRequest, supply: Supply) -> Proposal:
    """Place a course so that its value is the highest that the rules allow.

    value = 1000 x placed + 200 x pairs inside the window + 30 x visits with the primary
    - 2 x quarter hours of waiting between halves (`Weights`). One day holds one trip: a visit, or the
    two halves in their order at one site. Among equals the course begins early, in the day and in the week.

    Args:
        request: The person's course, over the same days and slots as ``supply``.
        supply: The clinic's free time.

    Returns:
        The visits, the value, every visit and pair that is missing with the reason and the ways out.

    Raises:
        ValueError: If request and supply cover different days or slots, or a named primary is not
            registered for the discipline.
    """
    board = Board(request, supply)
    value, team, trips = best_course(board)
    at = dict(zip(board.lanes, team, strict=True))
    primaries = {id_: board.lanes[id_].people[who] for id_, who in at.items() if who >= 0}
    numbers = count(1)
    visits: list[PlacedVisit] = []
    for trip in trips:
        best = max(places(board, trip.day, trip.disciplines, primaries), key=_early)
        visits.extend(placed_visits(board, best, next(numbers)))
    names = {id_: supply.practitioners[row].id for id_, row in primaries.items()}
    return account(board, visits, names, value, best_value=value)


def account(
    board: Board, visits: Iterable[PlacedVisit], primaries: Mapping[str, str], value: int, *, best_value: int
) -> Proposal:
    """A proposal of these visits, with everything that must be said about them."""
    placed = tuple(sorted(visits, key=lambda visit: (visit.day, visit.start_slot)))
    return Proposal(
        visits=placed,
        value=value,
        best_value=best_value,
        unplaced=unplaced(board, placed),
        unpaired=unpaired(board, placed),
        primaries=primaries,
        people={id_: len({v.practitioner for v in placed if v.discipline == id_}) for id_ in board.lanes},
        explanation=explain(board, placed, value, best_value),
    )


def _early(place: Place) -> tuple[int, int]:
    """The most worth, then the earliest start."""
    return place.worth, -place.halves[0].start
