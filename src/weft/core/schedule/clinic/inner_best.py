"""One person's best visits, over flat arrays: what `best.py` does in bits. Compiled with `inner.py`."""

from weft.core.schedule.clinic.arrays import Rules, State, Worths
from weft.core.schedule.clinic.inner_floor import DAY, ROOM, ROW, SLOT, WHO, draw, pick

EXACT = 1 << 14
"""As in `best.py`."""


def room_starts(rules: Rules, state: State, at: int, row: int, day: int) -> int:
    """Starts of one day at which somebody can come and a room is free."""
    found: int = 0
    for kind in range(rules.kinds[at, row]):
        found |= state.whole[row, rules.rooms[at, row, kind], day]
    found &= rules.may[at, row, day]
    return found


def lay_ways(rules: Rules, worths: Worths, state: State, at: int, row: int) -> None:
    """The starts that one person has in one discipline, by class and day, and last in any class."""
    tag, last = worths.of[at, row], state.ways.shape[1] - 1
    classes = worths.classes[tag]
    for day in range(rules.may.shape[2]):
        for one in range(classes):
            state.ways[row, one, day] = 0
        base = room_starts(rules, state, at, row, day)
        if base:
            for turn in range(rules.staff[at, row]):
                free = base & state.ready[row, rules.people[at, row, turn], day]
                if free:
                    for one in range(classes):
                        state.ways[row, one, day] |= free & worths.masks[tag, turn, day, one]
        found = 0
        for one in range(classes):
            found |= state.ways[row, one, day]
        state.ways[row, last, day] = found


def lay_singles(rules: Rules, worths: Worths, state: State, at: int, row: int) -> None:
    """The best single visit of each day."""
    tag = worths.of[at, row]
    last = state.ways.shape[1] - 1
    for day in range(rules.may.shape[2]):
        state.single[row, day] = 0
    for one in range(worths.classes[tag]):
        for day in range(rules.may.shape[2]):
            if state.ways[row, last, day] and not state.single[row, day] and state.ways[row, one, day]:
                state.single[row, day] = state.ways[row, one, day]
                added = (rules.placed[at] + worths.points[tag, one]) * EXACT + draw(state) % 1000
                state.added[day, row] = max(1, added)


def may_share(rules: Rules, state: State, at: int, turn: int, day: int) -> bool:
    """Whether any two halves fit on a day."""
    last = state.ways.shape[1] - 1
    one = state.ways[rules.pairs[at, turn, 0], last, day]
    other = state.ways[rules.pairs[at, turn, 1], last, day]
    if one and other:
        for shift in range(rules.shifts[at, turn, 0], rules.shifts[at, turn, 1] + 1):
            if one & other >> shift:
                return True
    return False


def lay_pairs(rules: Rules, worths: Worths, state: State, at: int, turn: int) -> None:
    """The best two halves of each day."""
    first, second = rules.pairs[at, turn, 0], rules.pairs[at, turn, 1]
    days, order, left = rules.may.shape[2], worths.order[at, turn], 0
    for day in range(days):
        if rules.pair_days[at, turn, day]:
            is_open = may_share(rules, state, at, turn, day)
            state.both[day, 0] = -1 if is_open else 0
            left += is_open
    way = worths.first[order]
    while left:
        one, other, shift = worths.ways[way, 1], worths.ways[way, 2], worths.ways[way, 3]
        for day in range(days):
            if state.both[day, 0] == -1 and rules.pair_days[at, turn, day]:
                starts = state.ways[first, one, day] & state.ways[second, other, day] >> shift
                if starts:
                    left -= 1
                    state.both[day, 0], state.both[day, 1], state.both[day, 2] = starts, turn, way
                    added = (2 * rules.placed[at] + worths.ways[way, 0]) * EXACT + draw(state) % 1000
                    state.added[day, rules.may.shape[1]] = max(1, added)
        way += 1


def value(rules: Rules, state: State, at: int) -> None:
    """By day and state: the most that the rest can still add."""
    days, base = rules.may.shape[2], rules.base[rules.program[at]]
    state.values[days, 0] = 0
    for day in range(days - 1, -1, -1):
        for now in range(base[day + 1] - base[day]):
            here = base[day] + now
            best = state.values[day + 1, rules.stay[here]]
            for move in range(rules.moves[here], rules.moves[here + 1]):
                added = state.added[day, rules.trip[move]]
                if added:
                    best = max(best, added + state.values[day + 1, rules.then[move]])
            state.values[day, now] = best


def walk(rules: Rules, worths: Worths, state: State, at: int) -> None:
    """Lay down the best visits."""
    now, base = 0, rules.base[rules.program[at]]
    for day in range(rules.may.shape[2]):
        here, worth = base[day] + now, state.values[day, now]
        if state.values[day + 1, rules.stay[here]] == worth:
            now = rules.stay[here]
            continue
        move = rules.moves[here]
        while not state.added[day, rules.trip[move]] or (
            state.added[day, rules.trip[move]] + state.values[day + 1, rules.then[move]] != worth
        ):
            move += 1
        now = rules.then[move]
        lay(rules, worths, state, at, day, rules.trip[move])


def lay(rules: Rules, worths: Worths, state: State, at: int, day: int, trip: int) -> None:
    """Lay down one trip."""
    if trip < rules.may.shape[1]:
        lay_spot(rules, worths, state, at, trip, day, pick(rules, state, state.single[trip, day]))
    else:
        turn, way = state.both[day, 1], state.both[day, 2]
        first, second = rules.pairs[at, turn, 0], rules.pairs[at, turn, 1]
        start = pick(rules, state, state.both[day, 0])
        lay_spot(rules, worths, state, at, first, day, start)
        lay_spot(rules, worths, state, at, second, day, start + worths.ways[way, 3])


def lay_spot(rules: Rules, worths: Worths, state: State, at: int, row: int, day: int, start: int) -> None:
    """The practitioner who is worth most then, any of equals; the best room that is free."""
    span, kind = (1 << rules.slots[row]) - 1, 0
    while state.open[rules.rooms[at, row, kind], day] >> start & span != span:
        kind += 1
    number, tag = rules.staff[at, row], worths.of[at, row]
    turn, best, most = draw(state) % number, -1, 0
    for later in range(number):
        one = (turn + later) % number
        worth = worths.exact[tag, one, day, start]
        if best < 0 or worth > most:
            who = rules.people[at, row, one]
            if state.free[who, day] >> start & rules.hands[row] == rules.hands[row]:
                best, most = who, worth
    last = state.number[at]
    state.spots[at, last, ROW], state.spots[at, last, DAY], state.spots[at, last, SLOT] = row, day, start
    state.spots[at, last, WHO], state.spots[at, last, ROOM] = best, rules.rooms[at, row, kind]
    state.number[at] = last + 1


def points_of(rules: Rules, state: State, at: int) -> int:
    """What one person's visits are worth."""
    number, points = state.number[at], 0
    for one in range(number):
        row, day, start = state.spots[at, one, ROW], state.spots[at, one, DAY], state.spots[at, one, SLOT]
        points += rules.placed[at]
        if state.spots[at, one, WHO] == rules.own[at, row]:
            points += rules.primary
        last = -1
        for other in range(number):
            before = state.spots[at, other, SLOT]
            if state.spots[at, other, DAY] == day and before < start:
                last = max(last, before + rules.slots[state.spots[at, other, ROW]])
        if last >= 0:
            points += worth_of_gap(rules, start - last)
    return points


def worth_of_gap(rules: Rules, gap: int) -> int:
    """What two halves of one day gain."""
    quarters = -(-(gap - rules.gap) * rules.minutes // 15)
    pair = rules.pair if gap <= rules.window else 0
    return pair - rules.waiting * max(0, quarters)
