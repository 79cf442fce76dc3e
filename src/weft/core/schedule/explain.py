"""Why something could not be placed, what can be done about it, and how a proposal came about."""

from collections.abc import Iterable, Sequence
from datetime import date

from weft.core.schedule.board import Board
from weft.core.schedule.kernel import feasible_starts, practitioner_starts, runs
from weft.core.schedule.proposal import PlacedVisit, Unpaired, Unplaced
from weft.core.schedule.request import Bools, DisciplineSpec, Order, WeekNeed
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import COMMA, Words, counted, joined

WEEKDAYS = tuple(Words(name) for name in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))

MOVE_THE_WEEK = Words("Move the week")
MORE_HOURS = Words("Ask for more hours")
OTHER_PEOPLE = Words("Let somebody else do it")
SPLIT = Words("Split: let the halves lie further apart on one day")
MOVEMENT_ONLY = Words("Book movement only in this week")

Found = tuple[Words, tuple[Words, ...]]


def day_words(days: Iterable[date]) -> Words:
    """Weekdays of one week, as Words: "Mon, Tue, Thu"."""
    return joined((WEEKDAYS[day.weekday()] for day in days), COMMA)


def unplaced(board: Board, visits: Sequence[PlacedVisit]) -> tuple[Unplaced, ...]:
    """Every week and discipline with fewer visits than wanted, each with its reason and ways out."""
    short = []
    for need in board.request.needs:
        for id_ in _wanted_ids(board, need):
            placed = sum(visit.week == need.week and visit.discipline == id_ for visit in visits)
            if placed < need.wanted(id_):
                why, ways_out = _why(board, need, id_, visits)
                short.append(Unplaced(need.week, id_, need.wanted(id_) - placed, why, ways_out))
    return tuple(short)


def unpaired(board: Board, visits: Sequence[PlacedVisit]) -> tuple[Unpaired, ...]:
    """Every week in which both halves are placed but fewer of them are pairs than wanted."""
    short = []
    for need in board.request.needs:
        of_week = [visit for visit in visits if visit.week == need.week]
        made = len({visit.pair_id for visit in of_week} - {None})
        both = min(sum(visit.discipline == id_ for visit in of_week) for id_ in (NEEDLES, MOVEMENT))
        if made < min(both, need.paired):
            why = Words("No same-day pair for all of week {week}: some halves are apart", week=need.week)
            short.append(Unpaired(need.week, min(both, need.paired) - made, why, _pair_ways(board)))
    return tuple(short)


def explain(board: Board, visits: Sequence[PlacedVisit], value: int, best_value: int) -> tuple[Words, ...]:
    """How the proposal came about, for the record."""
    request, weights = board.request, board.request.weights
    wanted = sum(need.wanted(id_) for need in request.needs for id_ in _wanted_ids(board, need))
    best = Words("No other course that keeps the rules is worth more than {value}", value=value)
    chosen = Words("Other places were chosen: worth {value}, the best was {best}", value=value, best=best_value)
    return (
        counted(
            wanted, "{placed} of {count} visit is placed", "{placed} of {count} visits are placed", placed=len(visits)
        ),
        counted(
            len({visit.pair_id for visit in visits} - {None}),
            "{count} pair is inside the window of {minutes} minutes",
            "{count} pairs are inside the window of {minutes} minutes",
            minutes=request.window_minutes,
        ),
        best if value == best_value else chosen,
        Words(
            "Worth: {placed} for a visit, {pair} for a pair inside the window, {primary} for the same person, "
            "less {waiting} for each quarter of an hour between halves",
            placed=weights.placed,
            pair=weights.pair,
            primary=weights.primary,
            waiting=weights.waiting,
        ),
    )


def _wanted_ids(board: Board, need: WeekNeed) -> tuple[str, ...]:
    ids = [spec.id for spec in board.request.disciplines]
    return tuple(dict.fromkeys((*ids, NEEDLES, MOVEMENT, *need.others)))


def _pair_ways(board: Board) -> tuple[Words, ...]:
    return (MOVE_THE_WEEK, MOVEMENT_ONLY) if board.request.allow_split else (SPLIT, MOVE_THE_WEEK, MOVEMENT_ONLY)


def _why(board: Board, need: WeekNeed, id_: str, visits: Sequence[PlacedVisit]) -> Found:
    name, spec = Words(id_), board.request.spec(id_)
    if id_ not in board.request.cleared:
        return Words("{discipline} is not cleared for this person", discipline=name), (Words("Ask the clinician"),)
    if spec is None or not board.lanes[id_].people:
        return Words("Nobody here does {discipline}", discipline=name), (Words("Ask another clinic"),)
    days = [at for at, day in enumerate(board.request.days) if board.request.week_of(day) == need.week]
    if not board.supply.free[:, days].any():
        return _closed(board, days), (MOVE_THE_WEEK,)
    return _shut_out(board, spec, days) or _crowded(board, need, spec, days, visits)


def _closed(board: Board, days: list[int]) -> Words:
    if not days:
        return Words("The clinic is closed all week")
    return Words("The clinic is closed on {days}", days=_named(board, days))


def _named(board: Board, days: Iterable[int]) -> Words:
    return day_words(board.request.days[at] for at in days)


def _shut_out(board: Board, spec: DisciplineSpec, days: list[int]) -> Found | None:
    """The first of hours, people and rooms that rules out every open day of the week, if one does."""
    supply, name = board.supply, Words(spec.id)
    days = [at for at in days if supply.free[:, at].any()]
    hours = runs(board.request.available, spec, ((0, spec.slots),))
    hands = _of_primaries(board, spec, practitioner_starts(supply, spec) & hours)
    starts = _of_primaries(board, spec, feasible_starts(board.request.available, supply, spec))
    if not hours[days].any():
        said = Words("No hours long enough for {discipline} on {days}", discipline=name, days=_named(board, days))
        return said, (MORE_HOURS, MOVE_THE_WEEK)
    if not hands[:, days].any():
        said = Words("No {discipline} free on {days}", discipline=name, days=_named(board, days))
        return said, _more_people(board, (MORE_HOURS, MOVE_THE_WEEK))
    if not starts[:, days].any():
        said = Words("No room for {discipline} on {days}", discipline=name, days=_named(board, days))
        return said, _more_people(board, (MORE_HOURS, MOVE_THE_WEEK))
    return None


def _of_primaries(board: Board, spec: DisciplineSpec, starts: Bools) -> Bools:
    """Leave out everybody but a named primary when nobody else may be booked."""
    named = board.request.primaries.get(spec.id)
    if named is None or not board.request.keep_same_people:
        return starts
    others = [row for row, person in enumerate(board.supply.practitioners) if person.id != named]
    kept = starts.copy()
    kept[others] = False
    return kept


def _more_people(board: Board, ways: tuple[Words, ...]) -> tuple[Words, ...]:
    return (OTHER_PEOPLE, *ways) if board.request.keep_same_people else ways


def _crowded(
    board: Board, need: WeekNeed, spec: DisciplineSpec, days: list[int], visits: Sequence[PlacedVisit]
) -> Found:
    """Days would suit, but the other half or the days between visits stand in the way."""
    lane = board.lanes[spec.id]
    own = {visit.day for visit in visits if visit.discipline == spec.id}
    taken = {visit.day for visit in visits} - own
    suits = {board.request.days[at] for at in days if lane.starts[:, at].any()}
    if spec.id in (NEEDLES, MOVEMENT) and need.order is not Order.OTHER_DAY and suits & taken:
        return Words("No same-day pair in week {week}", week=need.week), _more_people(board, _pair_ways(board))
    said = Words(
        "Only {placed} of {wanted} {discipline} fit, {apart} or more days apart and one trip a day",
        placed=sum(visit.week == need.week and visit.discipline == spec.id for visit in visits),
        wanted=need.wanted(spec.id),
        discipline=Words(spec.id),
        apart=board.request.apart(spec.id),
    )
    return said, _more_people(board, (MORE_HOURS, MOVE_THE_WEEK))
