"""Where a visit with needles stands: what its page leads with, and the one thing that comes next."""

from collections.abc import Sequence
from enum import StrEnum

from weft.core.shared.words import Words
from weft.core.treat.count import EventKind, LiveEvent, count_needles
from weft.core.treat.handover import WAITS, last_told_of_balance

COUNTING = frozenset({EventKind.NEEDLES_IN, EventKind.NEEDLES_OUT, EventKind.CORRECTION, EventKind.RECOUNT})


class BedStage(StrEnum):
    """What the page leads with."""

    NOT_TODAY = "not_today"
    """No needles went in, and it is another day."""
    READY = "ready"
    IN = "in"
    OVER = "over"
    """The planned time is over; nobody has taken them out by that."""
    FAINT = "faint"
    """Out with the needles first; count when they are safe."""
    SEARCH = "search"
    """Somebody said that was all, and the count says otherwise."""
    LATE = "late"
    """Needles of another day that were never counted out."""
    OUT = "out"
    """None is in, or the rest is reported missing."""
    SIGNED = "signed"


NEXT = {
    BedStage.READY: Words("Place the needles"),
    BedStage.IN: Words("Look in"),
    BedStage.OVER: Words("Take them out"),
    BedStage.FAINT: Words("All out, now"),
    BedStage.SEARCH: Words("Find the needle"),
    BedStage.LATE: Words("Close the count"),
    BedStage.OUT: Words("Sign"),
}
"""The one thing that comes next."""


def bed_stage(
    events: Sequence[LiveEvent], *, is_signed: bool, has_report: bool, is_now: bool, is_over: bool
) -> BedStage:
    """Where the visit stands.

    Args:
        events: All of it, in order.
        is_signed: Its record is signed.
        has_report: The needles still in are reported missing.
        is_now: It is the day of the visit.
        is_over: The planned time of the needles is over.
    """
    count = count_needles(events)
    if is_signed:
        return BedStage.SIGNED
    if not count.needles_in:
        return BedStage.READY if is_now else BedStage.NOT_TODAY
    if not count.still_in or has_report:
        return BedStage.OUT
    return _while_in(events, is_over=is_over) if is_now else BedStage.LATE


def _while_in(events: Sequence[LiveEvent], *, is_over: bool) -> BedStage:
    if last_told_of_balance(events) is EventKind.FAINT:
        return BedStage.FAINT
    if is_searching(events):
        return BedStage.SEARCH
    return BedStage.OVER if is_over else BedStage.IN


def is_searching(events: Sequence[LiveEvent]) -> bool:
    """Whether somebody said that was all, and nothing was counted since."""
    told = [event.kind for event in events if event.kind in COUNTING or event.kind is EventKind.SEARCH]
    return bool(told) and told[-1] is EventKind.SEARCH


def is_unsteady(events: Sequence[LiveEvent]) -> bool:
    """Whether a faint, or "not steady yet", is open."""
    return last_told_of_balance(events) in WAITS
