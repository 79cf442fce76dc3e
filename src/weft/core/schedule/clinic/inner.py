"""Ruin and recreate over flat arrays: what `ruin.py` does in bits, step for step the same.

A day is one number of 64 bits. Only what numba compiles is used, with reference counts off (`weft.library.compiled`):
so nothing here makes an array or cuts a part out of one. Once compiled, nothing looks whether a place lies inside an
array; tests do, with what is not compiled. The three files are compiled as one: no name means two things in them.
"""

from math import log

from weft.core.schedule.clinic.arrays import Ints, Rules, State, Worths
from weft.core.schedule.clinic.inner_best import lay_pairs, lay_singles, lay_ways, points_of, value, walk
from weft.core.schedule.clinic.inner_floor import MOST, NOISE, SIZE, TOTAL, draw, lowest, release, take


def clear(rules: Rules, state: State, at: int) -> None:
    """Take one person's visits from the floor."""
    for one in range(rules.kept[at], state.number[at]):
        release(rules, state, at, one)
    state.meta[TOTAL] += rules.bare[at] - state.points[at]
    state.points[at] = rules.bare[at]
    state.number[at] = rules.kept[at]


def put(rules: Rules, state: State, at: int, points: int) -> None:
    """Book all visits that are laid down for one person."""
    for one in range(rules.kept[at], state.number[at]):
        take(rules, state, at, one)
    state.meta[TOTAL] += points - state.points[at]
    state.points[at] = points


def place(rules: Rules, worths: Worths, state: State, at: int) -> None:
    """Find one person's best visits now, and book them."""
    for day in range(rules.may.shape[2]):
        for trip in range(rules.may.shape[1] + 1):
            state.added[day, trip] = 0
    for row in range(rules.may.shape[1]):
        lay_ways(rules, worths, state, at, row)
    for row in range(rules.may.shape[1]):
        lay_singles(rules, worths, state, at, row)
    for turn in range(rules.pairs.shape[1]):
        if rules.pairs[at, turn, 0] >= 0:
            lay_pairs(rules, worths, state, at, turn)
    value(rules, state, at)
    walk(rules, worths, state, at)
    put(rules, state, at, points_of(rules, state, at))


def somebody(rules: Rules, state: State) -> int:
    """Of three people the one who loses most points against having everything."""
    found, most = -1, -1
    for turn in range(3):
        at = draw(state) % len(rules.most)
        lost = rules.most[at] - state.points[at]
        if turn == 0 or lost > most:
            found, most = at, lost
    return found


def join(state: State, at: int) -> None:
    """One more of the group."""
    size = state.meta[SIZE]
    for one in range(size):
        if state.group[one] == at:
            return
    state.group[size] = at
    state.meta[SIZE] = size + 1


def kin(rules: Rules, state: State, first: int) -> None:
    """One person, and up to a few who hold slots that this one could use."""
    state.meta[SIZE] = 0
    join(state, first)
    lanes = 0
    for row in range(rules.may.shape[1]):
        lanes += rules.reach[first, row] > 0
    if lanes:
        for _ in range(1 + draw(state) % 4):
            nth = draw(state) % lanes
            row = 0
            while nth or rules.reach[first, row] == 0:
                nth -= rules.reach[first, row] > 0
                row += 1
            join_holders(rules, state, first, row)


def join_holders(rules: Rules, state: State, first: int, row: int) -> None:
    """Those who hold slots at one start that a person could have."""
    at = draw(state) % rules.reach[first, row]
    day, slot = at // rules.stride, at % rules.stride
    bits = rules.may[first, row, day] >> min(slot, 62) << min(slot, 62)
    while not bits:
        day += 1
        bits = rules.may[first, row, day]
    start, turn = lowest(bits), draw(state)
    which = 0 if turn & 1 else (turn >> 1) % rules.staff[first, row]
    for slot in range(rules.slots[row]):
        holder = state.holder[rules.people[first, row, which], day, start + slot]
        if holder >= 0:
            join(state, holder)


def copy(spots: Ints, number: Ints, at: int, to_spots: Ints, to_number: Ints, to: int) -> None:
    """The visits of one person, from one place to another."""
    to_number[to] = number[at]
    for one in range(number[at]):
        for part in range(5):
            to_spots[to, one, part] = spots[at, one, part]


def step(rules: Rules, worths: Worths, state: State, slack: int) -> None:
    """Ruin and recreate once; what is worse by up to ``slack`` points is kept too."""
    kin(rules, state, somebody(rules, state))
    before, size, group = state.meta[TOTAL], state.meta[SIZE], state.group
    for one in range(size):
        at = group[one]
        state.old_points[one] = state.points[at]
        copy(state.spots, state.number, at, state.old_spots, state.old_number, one)
        clear(rules, state, at)
    turn = 1 + draw(state) % max(1, size - 1)
    place(rules, worths, state, group[0])
    for one in range(1, size):  # the first stays first; the others in any order
        place(rules, worths, state, group[1 + (turn - 1 + one - 1) % (size - 1)])
    if state.meta[TOTAL] >= before - slack:
        keep(state)
        return
    for one in range(size):
        clear(rules, state, group[one])
    for one in range(size):
        at = group[one]
        copy(state.old_spots, state.old_number, one, state.spots, state.number, at)
        put(rules, state, at, state.old_points[one])


def keep(state: State) -> None:
    """What is better than anything before is the best."""
    if state.meta[TOTAL] > state.meta[MOST]:
        state.meta[MOST] = state.meta[TOTAL]
        for at in range(len(state.points)):
            state.best_points[at] = state.points[at]
            copy(state.spots, state.number, at, state.best_spots, state.best_number, at)


def steps(rules: Rules, worths: Worths, state: State, heat: float, number: int, needs: int) -> int:
    """So many steps, or fewer when there is less noise left than a step may need; gives how many were done."""
    for done in range(number):
        if state.meta[NOISE] + needs > len(state.noise):
            return done
        step(rules, worths, state, int(-heat * log((draw(state) + 1) / (1 << 30))))
    return number
