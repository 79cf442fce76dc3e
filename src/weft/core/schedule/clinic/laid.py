"""A timetable laid out as flat arrays, for `inner.py`."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from weft.core.schedule.clinic.arrays import Ints, Rules, State, Worths
from weft.core.schedule.clinic.best import CUTS, Found, Program, Tags
from weft.core.schedule.clinic.floor import Floor
from weft.core.schedule.clinic.inner_floor import MOST, TOTAL, tell_hands, tell_room
from weft.core.schedule.clinic.member import Member, MemberLane
from weft.core.schedule.clinic.timetable import Timetable
from weft.core.schedule.clinic.weeks import PAIR, Day


def _ints(numbers: Sequence[object], *shape: int) -> Ints:
    found = np.array(numbers, dtype=np.int64)
    return found.reshape(shape) if shape else found


def _zeros(*shape: int) -> Ints:
    return np.zeros(shape, dtype=np.int64)


def _padded(rows: Sequence[Sequence[int]]) -> Ints:
    most = max(1, *(len(row) for row in rows))
    return _ints([[*row, *[-1] * (most - len(row))] for row in rows])


def by_day(floor: Floor, number: int) -> list[int]:
    """A number of the floor, a number for each day."""
    days, span = len(floor.clinic.days), (1 << floor.clinic.slots) - 1
    return [number >> day * floor.stride & span for day in range(days)]


def _bits(floor: Floor) -> list[int]:
    return [day * floor.stride + slot for day in range(len(floor.clinic.days)) for slot in range(floor.clinic.slots)]


def laid_rules(timetable: Timetable) -> Rules:
    """What stays as it is."""
    floor, members, clinic = timetable.floor, timetable.members, timetable.clinic
    lanes, worth = floor.lanes, clinic.worth
    programs = list({id(one.days): one.days for one in members}.values())
    base, stay, moves, trip, then = _laid_days(programs, len(lanes))
    number = {id(days): at for at, days in enumerate(programs)}
    pairs, pair_days, shifts = _laid_pairs(timetable)

    def lists(of: Callable[[MemberLane], Sequence[int]]) -> Ints:
        return _padded([of(lane) for one in members for lane in one.lanes]).reshape(len(members), len(lanes), -1)

    def each(of: Callable[[MemberLane], int]) -> Ints:
        return _ints([[of(lane) for lane in one.lanes] for one in members])

    return Rules(
        may=_ints([[by_day(floor, lane.may) for lane in one.lanes] for one in members]),
        reach=each(lambda lane: lane.may.bit_length() if lane.people else 0),
        stride=floor.stride,
        slots=_ints([*(lane.treatment.slots for lane in lanes), clinic.slots]),
        hands=_ints([lane.hand_bits for lane in lanes]),
        people=lists(lambda lane: lane.people),
        staff=each(lambda lane: len(lane.people)),
        own=each(lambda lane: lane.own),
        rooms=lists(lambda lane: lane.rooms),
        kinds=each(lambda lane: len(lane.rooms)),
        placed=_ints([one.placed for one in members]),
        most=_ints([one.most for one in members]),
        bare=_ints([timetable.bare(one) for one in members]),
        kept=_ints([len(one.kept) for one in members]),
        pairs=pairs,
        pair_days=pair_days,
        shifts=shifts,
        program=_ints([number[id(one.days)] for one in members]),
        base=base,
        stay=stay,
        moves=moves,
        trip=trip,
        then=then,
        primary=worth.primary,
        pair=worth.pair,
        waiting=worth.waiting,
        gap=clinic.min_gap_slots,
        window=clinic.window_slots,
        minutes=clinic.slot_minutes,
    )


def _laid_days(programs: Iterable[Sequence[Day]], pair: int) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    base, stay, moves, trip, then = [], list[int](), list[int](), list[int](), list[int]()
    for days in programs:
        first = []
        for day in days:
            first.append(len(stay))
            stay += day.stay
            for found in day.moves:
                moves.append(len(trip))
                trip += [pair if one == PAIR else one for one, _ in found]
                then += [state for _, state in found]
        base.append([*first, len(stay)])
    return _ints(base), _ints(stay), _ints([*moves, len(trip)]), _ints(trip), _ints(then)


def _laid_pairs(timetable: Timetable) -> tuple[Ints, Ints, Ints]:
    floor, members, clinic = timetable.floor, timetable.members, timetable.clinic
    most = max(1, *(len(one.pairs) for one in members))
    rows, days, shifts = (_zeros(len(members), most, size) for size in (2, len(clinic.days), 2))
    rows -= 1
    for one in members:
        last = clinic.slots - 1 if one.person.allow_split else clinic.window_slots
        for turn, (first, second, bits) in enumerate(one.pairs):
            slots = floor.lanes[first].treatment.slots
            rows[one.at, turn] = first, second
            days[one.at, turn] = [bool(day) for day in by_day(floor, bits)]
            shifts[one.at, turn] = slots + clinic.min_gap_slots, min(slots + last, clinic.slots - 1)
    return rows, days, shifts


def laid_worths(timetable: Timetable, program: Program) -> Worths:
    """What starts are worth at the prices of the program."""
    floor, members = timetable.floor, timetable.members
    laid: dict[int, tuple[MemberLane, Tags]] = {}
    of = []
    for one in members:
        for lane in one.lanes:
            tags = program.tags_of(lane)
            laid.setdefault(id(tags), (lane, tags))
            of.append(id(tags))
    row = {id_: at for at, id_ in enumerate(laid)}
    masks, exact = _laid_masks(floor, list(laid.values()))
    order, first, ways = _laid_orders(timetable, program)
    return Worths(
        of=_ints([row[id_] for id_ in of], len(members), -1),
        classes=_ints([len(tags.classes) for _, tags in laid.values()]),
        points=_padded([[points for points, _ in tags.classes] for _, tags in laid.values()]),
        masks=masks,
        exact=exact,
        order=order,
        first=first,
        ways=ways,
    )


def _laid_masks(floor: Floor, laid: Sequence[tuple[MemberLane, Tags]]) -> tuple[Ints, Ints]:
    days, bits = len(floor.clinic.days), _bits(floor)
    most = max(len(lane.people) for lane, _ in laid)
    masks = _zeros(len(laid), most, days, len(CUTS) + 1)
    exact = _zeros(len(laid), most, days, floor.clinic.slots)
    for at, (lane, tags) in enumerate(laid):
        turns = {who: turn for turn, who in enumerate(lane.people)}
        for number, (_, found) in enumerate(tags.classes):
            for who, mask in found:
                masks[at, turns[who], :, number] = by_day(floor, mask)
        for who, turn in turns.items():
            exact[at, turn] = _ints(tags.exact[who])[bits].reshape(days, -1) if tags.exact else int(who == lane.own)
    return masks, exact


def _laid_orders(timetable: Timetable, program: Program) -> tuple[Ints, Ints, Ints]:
    """Every way to be a pair, most points first; those that do not fit into a day are left out."""
    members, slots = timetable.members, timetable.clinic.slots
    order = _zeros(len(members), max(1, *(len(one.pairs) for one in members)))
    known, first, ways = dict[object, int](), list[int](), list[tuple[int, ...]]()
    for one, turn, key in _pair_keys(members, program):
        if key not in known:
            known[key] = len(first)
            first.append(len(ways))
            row, _, firsts, seconds = key
            ways += [way[:4] for way in program.order(one, row, firsts, seconds) if way[3] < slots]
        order[one.at, turn] = known[key]
    return order, _ints(first), _ints(ways, -1, 4)


_Key = tuple[int, bool, tuple[int, ...], tuple[int, ...]]


def _pair_keys(members: Iterable[Member], program: Program) -> Iterator[tuple[Member, int, _Key]]:
    for one in members:
        for turn, (first, second, _) in enumerate(one.pairs):
            firsts, seconds = (
                tuple(points for points, _ in program.tags_of(one.lanes[row]).classes) for row in (first, second)
            )
            yield one, turn, (first, one.person.allow_split, firsts, seconds)


def laid_state(timetable: Timetable, rules: Rules, best: Sequence[Found]) -> State:
    """The timetable as it is now, and everybody's visits at their best so far."""
    floor, found = timetable.floor, timetable.found()
    days, slots, lanes = len(timetable.clinic.days), timetable.clinic.slots, len(floor.lanes)
    people, staff, rooms = len(found), len(floor.free), len(floor.open)
    most = int(rules.kept.max()) + max(2 * days, *(len(spots) for _, spots in (*found, *best)))
    group = 2 + 4 * int(rules.slots[:-1].max())
    left = [[floor.left(room, bit) for bit in _bits(floor)] for room in range(rooms)]
    state = State(
        meta=_zeros(4),
        noise=_zeros(0),
        free=_ints([by_day(floor, bits) for bits in floor.free], -1, days),
        left=_ints(left, -1, days, slots),
        open=_ints([by_day(floor, bits) for bits in floor.open], -1, days),
        ready=_zeros(lanes, staff, days),
        whole=_zeros(lanes, rooms, days),
        holder=_zeros(staff, days, slots) - 1,
        number=_zeros(people),
        spots=_zeros(people, most, 5),
        points=_ints(timetable.points),
        best_number=_zeros(people),
        best_spots=_zeros(people, most, 5),
        best_points=_ints([points for points, _ in best]),
        ways=_zeros(lanes, len(CUTS) + 2, days),
        single=_zeros(lanes, days),
        both=_zeros(days, 3),
        added=_zeros(days, lanes + 1),
        values=_zeros(days + 1, int(np.diff(rules.base).max()) + 1),
        group=_zeros(group),
        old_number=_zeros(group),
        old_spots=_zeros(group, most, 5),
        old_points=_zeros(group),
    )
    state.meta[TOTAL], state.meta[MOST] = timetable.total, state.best_points.sum()
    for (who, bit), at in timetable.holder.items():
        state.holder[who, bit // floor.stride, bit % floor.stride] = at
    _lay_spots(timetable, found, state.spots, state.number)
    _lay_spots(timetable, best, state.best_spots, state.best_number)
    for day in range(days):
        for who in range(staff):
            tell_hands(rules, state, who, day)
        for room in range(rooms):
            tell_room(rules, state, room, day)
    return state


def _lay_spots(timetable: Timetable, found: Sequence[Found], laid: Ints, number: Ints) -> None:
    stride = timetable.floor.stride
    for one, (_, spots) in zip(timetable.members, found, strict=True):
        for turn, (row, start, who, room) in enumerate((*one.kept, *spots)):
            laid[one.at, turn] = row, start // stride, start % stride, who, room
            number[one.at] = turn + 1
