"""The capsule's text twin: the same state in one sentence."""

from weft.core.shared.words import Words
from weft.draw.capsule_data import CapsuleData, CapsuleState, Half, minutes_left


def capsule_words(data: CapsuleData) -> Words:
    """Say what the capsule shows, for a screen reader, a list, a message or a print."""
    return _SENTENCES[data.state](data)


def apart(minutes: int) -> Words:
    """How far apart two halves are, in hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return Words("{minutes} min apart", minutes=rest)
    if not rest:
        return Words("{hours} h apart", hours=hours)
    return Words("{hours} h {minutes} min apart", hours=hours, minutes=rest)


def _with(half: Half) -> Words:
    return Words("{time} with {who}", time=half.clock, who=half.who) if half.who else Words("{time}", time=half.clock)


def _planned(data: CapsuleData) -> Words:
    if data.needles and data.movement:
        return Words(
            "Needles {needles}, then movement {movement}", needles=_with(data.needles), movement=_with(data.movement)
        )
    if data.needles:
        return Words("Needles {needles}", needles=_with(data.needles))
    assert data.movement  # noqa: S101  CapsuleData refuses a trip with no half
    return Words("Movement {movement}", movement=_with(data.movement))


def _needles_in(data: CapsuleData) -> Words:
    left = data.seconds_left
    if left is None:
        said = Words("Needles in: {count}", count=data.count)
    elif left > 0:
        said = Words("Needles in: {count}, {left} left", count=data.count, left=minutes_left(left))
    else:
        said = Words("Needles in: {count}, time is over", count=data.count)
    return Words("{now}; movement {movement}", now=said, movement=_with(data.movement)) if data.movement else said


def _window(data: CapsuleData) -> Words:
    assert data.movement  # noqa: S101  CapsuleData refuses a window without both halves
    movement = _with(data.movement)
    if not data.seconds_left or data.seconds_left <= 0:
        return Words("Needles out, the window has passed; movement {movement} waits", movement=movement)
    minutes = -(-data.seconds_left // 60)
    return Words(
        "Needles out, {minutes} min of the window left; movement {movement}", minutes=minutes, movement=movement
    )


def _moving(data: CapsuleData) -> Words:
    assert data.movement  # noqa: S101  CapsuleData refuses moving without its half
    movement = _with(data.movement)
    if not data.needles:
        return Words("Moving since {movement}", movement=movement)
    if data.in_time:
        return Words("Needles out; moving since {movement}, in the window", movement=movement)
    return Words("Needles out; moving since {movement}, after the window", movement=movement)


def _done(data: CapsuleData) -> Words:
    if data.needles and data.movement:
        said = Words("Needles and movement done") if data.in_time else Words("Needles and movement done, window missed")
    else:
        said = Words("Needles done") if data.needles else Words("Movement done")
    if data.pain is None:
        return said
    return Words("{done}; pain {before} → {after}", done=said, before=data.pain[0], after=data.pain[1])


def _split(data: CapsuleData) -> Words:
    return Words("{halves}; {apart}", halves=_planned(data), apart=apart(data.gap_minutes))


def _cancelled(data: CapsuleData) -> Words:
    said = Words("Cancelled: {trip}", trip=_planned(data))
    return Words("{cancelled}. {reason}", cancelled=said, reason=data.reason) if data.reason else said


_SENTENCES = {
    CapsuleState.PLANNED: _planned,
    CapsuleState.NEEDLES_IN: _needles_in,
    CapsuleState.WINDOW: _window,
    CapsuleState.MOVING: _moving,
    CapsuleState.DONE: _done,
    CapsuleState.SPLIT: _split,
    CapsuleState.CANCELLED: _cancelled,
}
