"""Ten seconds in which the last step can be taken back: a move, a cancelling, an arrival, lateness, a discharge.

The step keeps how everything was before it and how it left it. Taking it back is an action of its own: it writes all of
that as it was, or nothing when somebody has changed it since.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job, Member, row_of
from weft.records.actions import course_cancel, course_move, late, treat_live, undo_discharge
from weft.records.actions.away import CANNOT_BE_HELD, finish_calls
from weft.records.actions.base import action
from weft.records.actions.course_trip import trip_of
from weft.records.actions.late import Way
from weft.records.actions.prevent import discharge as end_care
from weft.records.actions.undo_messages import is_still_told, unsay
from weft.records.actions.undo_trip import around, follows, put_back, reopen_tasks, rows_of, trip_now
from weft.records.models import Event, EventKind, Visit
from weft.records.refused import Reason, Refused

T = TypeVar("T")
LIMIT = timedelta(seconds=10)
GRACE = timedelta(seconds=5)
"""For the way of the press to the server, by whose clock it counts."""


class What(StrEnum):
    """Which step it was."""

    MOVE = "move"
    CANCEL = "cancel"
    ARRIVE = "arrive"
    LATE = "late"
    MISSED = "missed"
    DISCHARGE = "discharge"


@dataclass(frozen=True, slots=True)
class Undo:
    """A step that can still be taken back."""

    what: What
    at: datetime
    about: UUID
    """The visit; of a discharge the person."""
    who: str
    """Whom it is about, as they are called here."""
    before: Mapping[str, Any]
    """As JSON, as the next one: how it was, and how the step left it."""
    after: Mapping[str, Any]

    @property
    def until(self) -> datetime:
        """When the bar goes."""
        return self.at + LIMIT

    @property
    def is_over(self) -> bool:
        """Whether it can be taken back no more, also by a press that is on its way."""
        return clock.now() > self.until + GRACE

    @property
    def ms_left(self) -> int:
        """How long the bar still stands; 0 or less when it does not."""
        return round((self.until - clock.now()) / timedelta(milliseconds=1))


def move(*, visit_id: UUID, to: datetime, by: Member, seen: str | None = None) -> Undo | Refused:
    """`course_move.move_pair`, so that it can be taken back."""
    course_move.may_change(by)
    trip = trip_of(by, visit_id)
    ids = [visit.id for visit in trip]
    result = _kept(What.MOVE, visit_id, partial(course_move.move_now, ids, to, seen, by=by), by=by)
    return course_move.or_nearest(result, trip, to, by)


def split(
    *, pair_id: UUID, visit_id: UUID, to: datetime, reason: str, by: Member, seen: str | None = None
) -> Undo | Refused:
    """`course_move.split_pair`, so that it can be taken back."""
    course_move.may_change(by)
    half = [visit for visit in trip_of(by, None, pair_id) if visit.id == visit_id]
    work = partial(course_move.split_now, pair_id, visit_id, to, reason.strip(), seen, by=by)
    result = _kept(What.MOVE, visit_id, work, by=by)
    return course_move.or_nearest(result, half, to, by)


def rejoin(*, pair_id: UUID, visit_id: UUID, by: Member) -> Undo | Refused:
    """`course_move.rejoin`, so that it can be taken back."""
    return _kept(What.MOVE, visit_id, partial(course_move.rejoin, pair_id=pair_id, by=by), by=by)


def cancel(
    *, visit_id: UUID, reason: str, by: Member, only_this_half: bool = False, seen: str | None = None
) -> Undo | Refused:
    """`course_cancel.cancel_visit`, so that it can be taken back."""
    off = partial(course_cancel.cancel_visit, visit_id=visit_id, only_this_half=only_this_half)
    return _kept(What.CANCEL, visit_id, partial(off, reason=reason, seen=seen, by=by), by=by)


def settle_late(*, visit_id: UUID, minutes: int, way: Way, by: Member, seen: str | None = None) -> Undo | Refused:
    """`late.settle_late`, so that it can be taken back."""
    work = partial(late.settle_late, visit_id=visit_id, minutes=minutes, way=way, seen=seen, by=by)
    return _kept(What.LATE, visit_id, work, by=by)


def did_not_come(*, visit_id: UUID, by: Member, seen: str | None = None) -> Undo | Refused:
    """`late.did_not_come`, so that it can be taken back."""
    return _kept(What.MISSED, visit_id, partial(late.did_not_come, visit_id=visit_id, seen=seen, by=by), by=by)


@action
def arrive(*, visit_id: UUID, by: Member) -> Undo:
    """`treat_live.arrive`, so that it can be taken back."""
    _done(treat_live.arrive(visit_id=visit_id, by=by))
    return Undo(What.ARRIVE, clock.now(), visit_id, _name(visit_id, by), {}, {})


@action
def discharge(*, by: Member, episode_id: UUID, **said: Any) -> Undo:
    """`prevent.discharge`, so that it can be taken back."""
    before = undo_discharge.before(episode_id, by)
    made = _done(end_care(by=by, episode_id=episode_id, **said))
    person, after = undo_discharge.after(before, made, by)
    return Undo(What.DISCHARGE, clock.now(), person.id, person.known_as or person.name, before, after)


@action
def take_back(undo: Undo, *, by: Member) -> UUID:
    """Everything as it was before the step: times, claims, tasks, messages that have not gone; all or nothing.

    Returns:
        What it was about; or Refused: NOT_POSSIBLE when the time is over, or something else has been written about
        an arrival; ALREADY_DONE when that was taken back elsewhere; CHANGED_MEANWHILE; SLOT_TAKEN when somebody else
        has the old time by now.
    """
    if undo.is_over:
        raise Refused(Reason.NOT_POSSIBLE, Words("The ten seconds are over, so it stays. Change it on its own page."))
    if undo.what is What.ARRIVE:
        return _not_here(undo, by)
    if undo.what is What.DISCHARGE:
        undo_discharge.open_again(undo.before, undo.after, by)
        return undo.about
    by.need(Job.DIARY)
    _take_back_trip(undo, by)
    return undo.about


def _not_here(undo: Undo, by: Member) -> UUID:
    """Of this arrival, not of one that somebody marked after it was taken back on another page."""
    since = Event.objects.within(by.clinic_id).filter(visit_id=undo.about, made_at__gt=undo.at)
    if since.filter(kind=EventKind.NOT_HERE).exists():
        raise Refused(Reason.ALREADY_DONE, Words("This has been taken back already. Look at how it is now."))
    return _done(treat_live.not_here(visit_id=undo.about, by=by))


def _take_back_trip(undo: Undo, by: Member) -> None:
    rows = rows_of(row_of(Visit, by, undo.about).id, by)
    if trip_now(rows) != undo.after["trip"]:
        says = Words("This visit has been changed since, so the step before that stays. Look at how it is now.")
        raise Refused(Reason.CHANGED_MEANWHILE, says)
    put_back(rows, undo.before["trip"], by, since=undo.at)
    reopen_tasks(undo.after["tasks"], by)
    finish_calls([rows[0].person_id], outcome="called off", by=by, kinds=(CANNOT_BE_HELD,))  # meanwhile
    is_still_told(rows, undo.before["changes"], by)
    unsay(undo.after, rows, by, since=undo.at)


@action
def _kept(what: What, visit_id: UUID, work: Callable[[], object], *, by: Member) -> Undo:
    """The step, with how everything was before and after it; in one transaction."""
    person_id, since, rows = row_of(Visit, by, visit_id).person_id, clock.now(), rows_of(visit_id, by)
    before = {"trip": trip_now(rows), "changes": sum(row.changes for row in rows)}
    waits = around(person_id, by)
    _done(work())
    after = follows(waits, person_id, by, since=since, until=since + LIMIT + GRACE)
    return Undo(what, since, visit_id, _name(visit_id, by), before, after | {"trip": trip_now(rows_of(visit_id, by))})


def _done(result: T | Refused) -> T:
    if isinstance(result, Refused):
        raise result
    return result


def _name(visit_id: UUID, by: Member) -> str:
    person = row_of(Visit, by, visit_id).person
    return person.known_as or person.name
