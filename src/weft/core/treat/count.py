"""Needles in and needles out. The count belongs to the bed: it is worked out from events, never typed twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from weft.core.shared.explained import Gate, explain
from weft.core.shared.words import Words, counted
from weft.core.treat.facts import NeedleCount


class EventKind(StrEnum):
    """What can happen in a live visit. Only the first four count; a faint, or "not steady yet", waits for "steady"."""

    NEEDLES_IN = "needles_in"
    NEEDLES_OUT = "needles_out"
    CORRECTION = "correction"
    """``count`` is the right number of needles put in so far; the action asks for a reason."""
    RECOUNT = "recount"
    """``count`` is the right number of needles that are out so far; the action asks for a reason."""
    FAINT = "faint"
    STEADY = "steady"
    NOT_STEADY = "not_steady"
    """Asked, and not steady yet: movement waits."""
    ARRIVED = "arrived"
    STARTED = "started"
    CHECK = "check"
    BLEEDING = "bleeding"
    HAND_OVER = "hand_over"
    WINDOW = "window"
    FINISHED = "finished"
    LEFT = "left"
    NOTE = "note"
    READ = "read"
    """What is to be heeded was read."""
    BELL = "bell"
    """The call bell is in the person's hand."""
    LONGER = "longer"
    """The needles stay in some minutes more than planned."""
    SAID = "said"
    """A number, or a yes or no, that the person said."""
    CURRENT = "current"
    """A current between needles began."""
    CLEARED = "cleared"
    """In a faint: an area was cleared of needles, uncounted."""
    SEARCH = "search"
    """Somebody said that was all, and the count says otherwise."""
    NOT_HERE = "not_here"
    """Marked as here by mistake."""


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """One event of a live visit."""

    kind: EventKind
    at: datetime
    """Aware."""
    count: int = 0
    """Needles; only for the kinds that count."""


class ImpossibleCountError(ValueError):
    """More needles out than in, or a count below zero: no such history can exist."""


@dataclass(frozen=True, slots=True)
class Count:
    """Needles that went in and came out so far."""

    needles_in: int = 0
    needles_out: int = 0

    @property
    def still_in(self) -> int:
        """Needles in the person now; never below zero."""
        return self.needles_in - self.needles_out


class SecondCheck(StrEnum):
    """Who counts again before signing."""

    NONE = "none"
    SECOND_PERSON = "second_person"
    COUNT_TWICE = "count_twice"
    """Nobody else is here: the same person counts again, as an entry of its own."""


def count_needles(events: Sequence[LiveEvent]) -> Count:
    """Add up the events of one visit, in the order in which they happened.

    Raises:
        ImpossibleCountError: If an event takes out more than is in, or counts below zero.
    """
    count = Count()
    for event in events:
        count = _after(count, event)
    return count


def may_count(events: Sequence[LiveEvent], next_event: LiveEvent) -> Gate:
    """Whether ``next_event`` fits what has happened so far; asked before it is saved."""
    count = count_needles(events)
    try:
        _after(count, next_event)
    except ImpossibleCountError:
        words = counted(
            count.still_in,
            "{count} needle is in, so this number cannot be right. Count again, or correct how many went in.",
            "{count} needles are in, so this number cannot be right. Count again, or correct how many went in.",
        )
        return _gate("needle_count.possible", words, count, is_open=False)
    return _gate("needle_count.possible", Words("The count fits."), count, is_open=True)


def may_sign(events: Sequence[LiveEvent], has_missing_report: bool) -> Gate:
    """Whether the needle record may be signed: as many out as in, or a missing-needle report exists.

    Args:
        events: All events of the visit, in order.
        has_missing_report: A missing-needle report exists for this visit.

    Raises:
        ImpossibleCountError: If the events contradict each other.
    """
    count = count_needles(events)
    if count.still_in == 0:
        words = counted(count.needles_in, "The needle is out.", "All {count} needles are out.")
        return _gate("needle_count.sign", words, count, is_open=True)
    if has_missing_report:
        words = Words("{n} not found; a missing-needle report exists.", n=count.still_in)
        return _gate("needle_count.sign", words, count, is_open=True)
    words = counted(
        count.needles_in,
        "{count} needle went in, {needles_out} came out. Find it, or report it missing; then sign.",
        "{count} needles went in, {needles_out} came out. Find the rest, or report a missing needle; then sign.",
        needles_out=count.needles_out,
    )
    return _gate("needle_count.sign", words, count, is_open=False)


def second_check(facts: NeedleCount, count: Count, *, others_present: bool) -> SecondCheck:
    """Whether somebody counts again: above the limit, a second person, or the same one twice when alone."""
    if count.needles_in <= facts.second_check_above:
        return SecondCheck.NONE
    return SecondCheck.SECOND_PERSON if others_present else SecondCheck.COUNT_TWICE


def _after(count: Count, event: LiveEvent) -> Count:
    match event.kind:
        case EventKind.NEEDLES_IN:
            new = Count(count.needles_in + event.count, count.needles_out)
        case EventKind.NEEDLES_OUT:
            new = Count(count.needles_in, count.needles_out + event.count)
        case EventKind.CORRECTION:
            new = Count(event.count, count.needles_out)
        case EventKind.RECOUNT:
            new = Count(count.needles_in, event.count)
        case _:
            return count
    if event.count < 0 or new.still_in < 0:
        raise ImpossibleCountError(f"{event.kind} {event.count} after {count}")
    return new


def _gate(rule: str, words: Words, count: Count, *, is_open: bool) -> Gate:
    inputs = {"needles_in": count.needles_in, "needles_out": count.needles_out}
    return Gate(is_open, explain(rule, words, inputs=inputs, sources=("npsa11",)))
