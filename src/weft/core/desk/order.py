"""Who on the day's board needs a person soonest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from weft.core.treat.facts import Retention
from weft.core.treat.next_step import StepKind


class Group(IntEnum):
    """Needles in somebody come before those who wait, they before paper, paper before what is over."""

    SAFETY = 0
    PERSON = 1
    PAPER = 2
    OVER = 3


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """How soon a row needs somebody: smaller is sooner."""

    group: Group
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """When things of one visit fall due (all aware)."""

    starts: datetime
    """As booked."""
    ends: datetime
    """As booked, or the true start and the booked minutes once it has begun."""
    answer_due: datetime | None = None
    """Until when an answer must be read."""
    look_in_at: datetime | None = None
    """The check that is due, else the next one."""
    retention_ends: datetime | None = None
    last_out: datetime | None = None
    """When needles last came out, of this visit or of the first half of its pair."""


def need_of(step: StepKind, moments: Moments) -> Need:
    """How soon a visit with this next step needs somebody."""
    return Need(_GROUPS.get(step, Group.PERSON), _moment(step, moments))


def look_in_at(facts: Retention, in_at: datetime, due_minutes: int | None, now: datetime) -> datetime | None:
    """The moment of the check that is due (as `core.treat.checks.check_due` says it), else of the next one; or None."""
    if due_minutes is not None:
        return in_at + timedelta(minutes=due_minutes)
    coming = [at for minutes in facts.check_minutes if (at := in_at + timedelta(minutes=minutes)) > now]
    return min(coming, default=None)


def _moment(step: StepKind, moments: Moments) -> datetime:
    match step:
        case StepKind.READ_ANSWER:
            return min(moments.answer_due or moments.starts, moments.starts)
        case StepKind.CHECK | StepKind.WATCH:
            known = [at for at in (moments.look_in_at, moments.retention_ends) if at]
            return min(known, default=moments.starts)
        case StepKind.TAKE_OUT:
            return moments.retention_ends or moments.starts
        case StepKind.FIND_NEEDLE | StepKind.STEADY | StepKind.START_MOVEMENT | StepKind.WAIT:
            return moments.last_out or moments.starts
        case StepKind.SIGN_MOVEMENT | StepKind.SIGN_NEEDLES:
            return moments.ends
        case _:
            return moments.starts


_GROUPS = {
    StepKind.CHECK: Group.SAFETY,
    StepKind.TAKE_OUT: Group.SAFETY,
    StepKind.FIND_NEEDLE: Group.SAFETY,
    StepKind.STEADY: Group.SAFETY,
    StepKind.SIGN_NEEDLES: Group.PAPER,
    StepKind.NOTHING: Group.OVER,
}
"""The movement record is signed at the end of the session: until then somebody is with the person."""
