"""From needles to movement: the gate between them, and the window after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from weft.core.shared.explained import Gate, explain
from weft.core.shared.words import Words, counted
from weft.core.treat.count import EventKind, LiveEvent, count_needles

WAITS = {
    EventKind.FAINT: Words("There was a faint. Movement can start when the person is marked steady on their feet."),
    EventKind.NOT_STEADY: Words("Not steady on their feet yet. Movement can start when they are marked steady."),
}
"""What movement waits for, by the last that was told about the person's balance."""


@dataclass(frozen=True, slots=True)
class Window:
    """The window after needles, at one moment. Nothing about it blocks care."""

    opened_at: datetime
    closes_at: datetime
    left: timedelta
    """Never below zero."""

    @property
    def is_open(self) -> bool:
        """Whether time is left."""
        return self.left > timedelta(0)


def may_start_movement(events: Sequence[LiveEvent], has_missing_report: bool) -> Gate:
    """Whether movement may start: no needle in (or a missing-needle report), and steady after a faint.

    Args:
        events: Events of the needle visit, in order; empty when no needles were given.
        has_missing_report: A missing-needle report exists for the needle visit.

    Raises:
        ImpossibleCountError: If the events contradict each other.
    """
    still_in = count_needles(events).still_in
    inputs = {"still_in": still_in, "missing_report": has_missing_report, "balance": last_told_of_balance(events)}
    if still_in and not has_missing_report:
        words = counted(
            still_in,
            "{count} needle is still in. Movement starts when it is out, or when it is reported missing.",
            "{count} needles are still in. Movement starts when none is left, or when a missing needle is reported.",
        )
        return Gate(False, explain("handover.needles_out", words, inputs=inputs, sources=("npsa11",)))
    unsteady = last_told_of_balance(events)
    if unsteady in WAITS:
        return Gate(False, explain("handover.steady", WAITS[unsteady], inputs=inputs))
    return Gate(True, explain("handover.ready", Words("Movement can start."), inputs=inputs))


def window_at(needles_out_at: datetime, now: datetime, minutes: int) -> Window:
    """The window at one moment.

    Args:
        needles_out_at: When the last needle came out (aware).
        now: The moment asked about (aware), not before ``needles_out_at``.
        minutes: Length of the window; the clinic's setting, 30 unless changed.

    Raises:
        ValueError: If ``now`` lies before ``needles_out_at``.
    """
    if now < needles_out_at:
        raise ValueError("the window opens when the needles are out, not before")
    closes_at = needles_out_at + timedelta(minutes=minutes)
    return Window(needles_out_at, closes_at, max(closes_at - now, timedelta(0)))


def window_left(needles_out_at: datetime, now: datetime, minutes: int) -> timedelta:
    """Time left in the window, never below zero (arguments as in :func:`window_at`)."""
    return window_at(needles_out_at, now, minutes).left


def starts_within(needles_out_at: datetime, movement_starts_at: datetime, minutes: int) -> bool:
    """Whether movement began inside the window; the last minute counts.

    Raises:
        ValueError: If movement began before the needles were out.
    """
    window = window_at(needles_out_at, movement_starts_at, minutes)
    return movement_starts_at <= window.closes_at


def last_told_of_balance(events: Sequence[LiveEvent]) -> EventKind | None:
    """FAINT, NOT_STEADY or STEADY, whichever came last; None when nothing was told."""
    told = [event.kind for event in events if event.kind in {*WAITS, EventKind.STEADY}]
    return told[-1] if told else None
