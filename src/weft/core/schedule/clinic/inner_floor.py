"""What is free, over flat arrays: what `floor.py` does in bits. Compiled with `inner.py`."""

from weft.core.schedule.clinic.arrays import Rules, State

NOISE, TOTAL, MOST, SIZE = range(4)
"""Of `State.meta`: numbers used of the noise, points of all, points of the best so far, people in the group."""
ROW, DAY, SLOT, WHO, ROOM = range(5)
"""Of a spot."""


def draw(state: State) -> int:
    """The next number of the noise."""
    at = state.meta[NOISE]
    state.meta[NOISE] = at + 1
    number: int = state.noise[at]
    return number


def lowest(bits: int) -> int:
    """Which bit is the lowest of some."""
    at = 0
    while not bits & 255:
        bits >>= 8
        at += 8
    while not bits & 1:
        bits >>= 1
        at += 1
    return at


def pick(rules: Rules, state: State, starts: int) -> int:
    """One of some starts of one day: the next after a place that noise chooses."""
    at = draw(state) % rules.slots[-1]
    later = starts >> at << at
    return lowest(later or starts)


def tell_hands(rules: Rules, state: State, who: int, day: int) -> None:
    """Starts of one day at which somebody is free whenever hands are needed."""
    free = state.free[who, day]
    for row in range(len(rules.hands)):
        hands, found, slot = rules.hands[row], -1, 0
        while hands:
            if hands & 1:
                found &= free >> slot
            hands >>= 1
            slot += 1
        state.ready[row, who, day] = found


def tell_room(rules: Rules, state: State, room: int, day: int) -> None:
    """Starts of one day at which a room of a kind is free long enough."""
    bits = state.open[room, day]
    for row in range(len(rules.hands)):
        found = bits
        for slot in range(1, rules.slots[row]):
            found &= bits >> slot
        state.whole[row, room, day] = found


def take(rules: Rules, state: State, at: int, one: int) -> None:
    """Book a visit."""
    row, day, start = state.spots[at, one, ROW], state.spots[at, one, DAY], state.spots[at, one, SLOT]
    who, room = state.spots[at, one, WHO], state.spots[at, one, ROOM]
    state.free[who, day] &= ~(rules.hands[row] << start)
    for slot in range(rules.slots[row]):
        state.left[room, day, start + slot] -= 1
        if state.left[room, day, start + slot] <= 0:
            state.open[room, day] &= ~(1 << start + slot)
        if rules.hands[row] >> slot & 1:
            state.holder[who, day, start + slot] = at
    tell_hands(rules, state, who, day)
    tell_room(rules, state, room, day)


def release(rules: Rules, state: State, at: int, one: int) -> None:
    """Take a booked visit back."""
    row, day, start = state.spots[at, one, ROW], state.spots[at, one, DAY], state.spots[at, one, SLOT]
    who, room = state.spots[at, one, WHO], state.spots[at, one, ROOM]
    state.free[who, day] |= rules.hands[row] << start
    state.open[room, day] |= (1 << rules.slots[row]) - 1 << start
    for slot in range(rules.slots[row]):
        state.left[room, day, start + slot] += 1
        if rules.hands[row] >> slot & 1:
            state.holder[who, day, start + slot] = -1
    tell_hands(rules, state, who, day)
    tell_room(rules, state, room, day)
