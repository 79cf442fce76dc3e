"""Three other places for each trip of a course, each with what it costs, the rest held fixed."""

from collections.abc import Callable
from datetime import date
from itertools import chain

from weft.core.schedule.board import Board
from weft.core.schedule.course import account
from weft.core.schedule.explain import WEEKDAYS
from weft.core.schedule.places import Place, placed_visits, places
from weft.core.schedule.proposal import Alternative, PlacedVisit, Proposal, TripChoices
from weft.core.schedule.request import CourseRequest
from weft.core.schedule.supply import Supply
from weft.core.shared.words import Words

Trip = tuple[PlacedVisit, ...]


def alternatives(
    request: CourseRequest, supply: Supply, proposal: Proposal, *, only: Trip | None = None, at_most: int = 3
) -> tuple[TripChoices, ...]:
    """Other places for the trips of a proposal, in the order of its trips.

    Offered first, where they exist: the same people at another time of that day, other people at the
    same time, another day of the week; then whatever costs least. Each keeps every rule with the rest
    of the course as it is. A trip with fewer than ``at_most`` other places gets fewer.

    Args:
        request: The request that the proposal was made for.
        supply: Free time now. A trip whose own time has been taken meanwhile still gets its choices:
            so the loser of a race is offered the nearest ones. To be offered times that overlap the
            trip's own, show its held slots as free.
        proposal: From ``propose`` or :func:`choose`.
        only: One trip of the proposal, when the others are not asked about.
        at_most: Choices a trip.

    Raises:
        ValueError: As :func:`weft.core.schedule.course.propose`.
    """
    board = Board(request, supply)
    trips = proposal.trips() if only is None else (only,)
    return tuple(TripChoices(trip, _choices(board, proposal, trip, at_most)) for trip in trips)


def choose(request: CourseRequest, supply: Supply, proposal: Proposal, trip: Trip, choice: Alternative) -> Proposal:
    """The proposal with one trip held at another place, as offered by :func:`alternatives`."""
    rest = [visit for visit in proposal.visits if visit not in trip]
    value = proposal.value + choice.difference
    board = Board(request, supply)
    return account(board, (*rest, *choice.visits), proposal.primaries, value, best_value=proposal.best_value)


def _choices(board: Board, proposal: Proposal, trip: Trip, at_most: int) -> tuple[Alternative, ...]:
    rows = _rows(board)
    primaries = {id_: rows[who] for id_, who in proposal.primaries.items()}
    now = _Now(board, trip, primaries)
    kind = tuple(visit.discipline for visit in trip)
    every = chain.from_iterable(places(board, day, kind, primaries) for day in _days(board, proposal, trip))
    picked = _varied(now, [place for place in every if not now.is_this(place)], at_most)
    pair_id = trip[0].pair_id or _unused_pair_id(proposal, trip)
    return tuple(_alternative(board, now, place, pair_id, proposal) for place in picked)


def _rows(board: Board) -> dict[str, int]:
    return {person.id: row for row, person in enumerate(board.supply.practitioners)}


def _unused_pair_id(proposal: Proposal, trip: Trip) -> int:
    """A pair id that no choice for another trip gets either."""
    return len(proposal.visits) + proposal.visits.index(trip[0]) + 1


def _days(board: Board, proposal: Proposal, trip: Trip) -> list[int]:
    """Days of the trip's week on which it may be held, given the rest of the course."""
    request, rest = board.request, [visit for visit in proposal.visits if visit not in trip]
    before = {id_: [day] for id_, day in request.last_visits.items()}
    taken = {visit.day for visit in rest}
    held = {
        half.discipline: [v.day for v in rest if v.discipline == half.discipline] + before.get(half.discipline, [])
        for half in trip
    }

    def may_be(day: date) -> bool:
        apart = all(abs((day - other).days) >= request.apart(id_) for id_, days in held.items() for other in days)
        return apart and day not in taken and request.week_of(day) == trip[0].week

    return [at for at, day in enumerate(request.days) if may_be(day)]


class _Now:
    """The trip as it stands, to compare other places with."""

    def __init__(self, board: Board, trip: Trip, primaries: dict[str, int]) -> None:
        rows = _rows(board)
        self.day = board.request.days.index(trip[0].day)
        self.people = [rows[visit.practitioner] for visit in trip]
        self.starts = [visit.start_slot for visit in trip]
        weights, first = board.request.weights, board.lanes[trip[0].discipline].spec
        kept = sum(primaries[visit.discipline] == row for visit, row in zip(trip, self.people, strict=True))
        self.worth, self.gap_minutes = weights.placed + weights.primary * kept, 0
        if len(trip) == 2:
            gap = self.starts[1] - self.starts[0] - first.slots
            self.worth = int(board.pair_worth(first, gap)) + weights.primary * kept
            self.gap_minutes = int(board.gap_minutes(first, gap))

    def is_this(self, place: Place) -> bool:
        return self.same_people(place) and self.same_time(place)

    def same_people(self, place: Place) -> bool:
        return [half.person for half in place.halves] == self.people

    def same_time(self, place: Place) -> bool:
        return place.day == self.day and [half.start for half in place.halves] == self.starts

    def nearness(self, place: Place) -> tuple[int, int, int]:
        """Least loss first, then the nearest day and the nearest time."""
        return -place.worth, abs(place.day - self.day), abs(place.halves[0].start - self.starts[0])


def _varied(now: _Now, others: list[Place], at_most: int) -> list[Place]:
    """One of each sort where there is one, then the nearest of all."""
    nearest = sorted(others, key=now.nearness)
    sorts: tuple[Callable[[Place], bool], ...] = (
        lambda place: place.day == now.day and now.same_people(place),
        now.same_time,
        lambda place: place.day != now.day,
    )
    first = [next(filter(sort, nearest), None) for sort in sorts]
    wanted = [place for place in (*first, *nearest) if place is not None]
    return sorted(list(dict.fromkeys(wanted))[:at_most], key=now.nearness)


def _alternative(board: Board, now: _Now, place: Place, pair_id: int, proposal: Proposal) -> Alternative:
    return Alternative(
        visits=placed_visits(board, place, pair_id),
        difference=place.worth - now.worth,
        what=Words("{people}, {when}", people=_people(board, now, place), when=_when(board, now, place)),
        costs=_costs(board, now, place, proposal),
    )


def _people(board: Board, now: _Now, place: Place) -> Words:
    if now.same_people(place):
        return Words("same person") if len(set(now.people)) == 1 else Words("same people")
    new = [half.person for half, who in zip(place.halves, now.people, strict=True) if half.person != who]
    names = [board.supply.practitioners[row].name for row in dict.fromkeys(new)]
    if len(names) == 1:
        return Words("{name}", name=names[0])
    return Words("{name} and {other}", name=names[0], other=names[1])


def _when(board: Board, now: _Now, place: Place) -> Words:
    request, start = board.request, place.halves[0].start
    if place.day != now.day:
        minute = request.minute_of(start)
        weekday = WEEKDAYS[request.days[place.day].weekday()]
        return Words("{weekday} {time}", weekday=weekday, time=f"{minute // 60:02}:{minute % 60:02}")
    minutes = (start - now.starts[0]) * request.slot_minutes
    if minutes:
        later = "{minutes} min later" if minutes > 0 else "{minutes} min earlier"
        return Words(later, minutes=abs(minutes))
    return Words("same time") if now.same_time(place) else Words("same start")


def _costs(board: Board, now: _Now, place: Place, proposal: Proposal) -> tuple[Words, ...]:
    rows = _rows(board)
    primaries = [rows[proposal.primaries[half.discipline]] for half in place.halves]
    costs = [
        Words("Not with {name}", name=board.supply.practitioners[primary].name)
        for half, who, primary in zip(place.halves, now.people, primaries, strict=True)
        if primary == who != half.person
    ]
    longer = (place.gap_minutes or 0) - now.gap_minutes
    if longer > 0:
        costs.append(Words("{minutes} min more between the halves", minutes=longer))
    window = board.request.window_minutes
    if (place.gap_minutes or 0) > window >= now.gap_minutes:
        costs.append(Words("The halves are outside the window"))
    return tuple(dict.fromkeys(costs))
