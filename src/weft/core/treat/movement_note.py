"""The note of a movement session, written from what was tapped: whole sentences, and nothing that was not tapped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from weft.core.shared.care import Effort
from weft.core.shared.words import Words
from weft.core.treat.dose_said import SaidDose, dose_words
from weft.core.treat.hands_on import HandsOn, details_of
from weft.core.treat.home_set import HomeChange, listed
from weft.core.treat.session import ItemDone, NextTime, Version
from weft.core.treat.since import SINCE_WORDS, Since

_EFFORT = {Effort.GENTLE: Words("gentle"), Effort.MODERATE: Words("moderate"), Effort.HARD: Words("hard")}
_NEXT = {
    NextTime.LOAD: Words("Next time a little more."),
    NextTime.HOLD: Words("Next time the same."),
    NextTime.EASE: Words("Next time a little less."),
}
_HOME = {
    HomeChange.MORE: "More of: {names}.",
    HomeChange.NEW: "New at home: {names}.",
    HomeChange.STOP: "No longer at home: {names}.",
}
_VERSION = {Version.EASIER: Words("an easier version"), Version.HARDER: Words("a harder version")}


@dataclass(frozen=True, slots=True)
class ItemTapped:
    """One thing done, beside what the plan asks."""

    name: Words
    done: ItemDone
    planned: SaidDose | None = None
    """None when the plan did not name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tapped:
    """Everything that was tapped on the page."""

    items: tuple[ItemTapped, ...] = ()
    left_out: tuple[Words, ...] = ()
    """Planned and not done."""
    in_window: bool | None = None
    since: tuple[Since, ...] = ()
    since_said: str = ""
    tests: tuple[tuple[Words, Words], ...] = ()
    """Name of each test with what today's value says."""
    pain: int | None = None
    opened: str = ""
    """Why hard effort was opened."""
    next_time: NextTime | None = None
    home: tuple[tuple[Words, HomeChange], ...] = ()
    taught: bool = False


def note_from(tapped: Tapped) -> tuple[Words, ...]:
    """The note in sentences, in the order in which a colleague reads it."""
    return (*_since(tapped), *_done(tapped), *_measured(tapped), *_onward(tapped))


def merged(note: Sequence[str], before: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """A note that somebody typed in, after more was tapped.

    Args:
        note: Its lines as they stand.
        before: The sentences from taps that it was given.
        now: The sentences that the taps give now.

    Returns:
        The sentences of now, without those that were taken out by hand, and every typed line near where it stood.
    """
    taken_out = set(before) - set(note)
    lines = [line for line in now if line not in taken_out]
    for place, line in enumerate(note):
        if line not in before and line not in lines:
            lines.insert(place, line)
    return tuple(lines)


def _since(tapped: Tapped) -> Iterator[Words]:
    said = [SINCE_WORDS[each] for each in Since if each in tapped.since]
    if tapped.since_said:
        said.append(Words("{text}", text=tapped.since_said))
    if said:
        yield Words("Since last time: {what}.", what=listed(said))


def _done(tapped: Tapped) -> Iterator[Words]:
    lines = [_line(item) for item in tapped.items]
    if lines and tapped.in_window:
        yield Words("Done inside the window: {what}.", what=listed(lines))
    elif lines:
        yield Words("Done: {what}.", what=listed(lines))
    if lines and tapped.left_out:
        yield Words("Left out: {what}.", what=listed(tapped.left_out))
    if tapped.opened:
        yield Words("Hard effort was opened: {reason}.", reason=tapped.opened.rstrip("."))


def _line(item: ItemTapped) -> Words:
    done, planned = item.done, item.planned
    parts = [dose_words(done.sets, done.reps, done.minutes), _EFFORT.get(done.effort) if done.effort else None]
    parts.append(_VERSION.get(done.version))
    if planned and _differs(done, planned):
        asked = dose_words(planned.sets, planned.reps, planned.minutes)
        parts.append(Words("planned {dose}", dose=asked) if asked else None)
    details = details_of(done.given) if done.given != HandsOn() else ()
    said = [part for part in (*parts, *details) if part]
    return Words("{name} ({how})", name=item.name, how=listed(said)) if said else item.name


def _differs(done: ItemDone, planned: SaidDose) -> bool:
    return (done.sets, done.reps, done.minutes) != (planned.sets, planned.reps, planned.minutes)


def _measured(tapped: Tapped) -> Iterator[Words]:
    for name, says in tapped.tests:
        yield Words("{test}: {says}", test=name, says=says)
    if tapped.pain is not None:
        yield Words("Pain now {pain} of 10.", pain=tapped.pain)


def _onward(tapped: Tapped) -> Iterator[Words]:
    if tapped.next_time:
        yield _NEXT[tapped.next_time]
    for change, says in _HOME.items():
        names = [name for name, what in tapped.home if what is change]
        if names:
            yield Words(says, names=listed(names))
    if tapped.taught:
        yield Words("The home exercises were taught.")
