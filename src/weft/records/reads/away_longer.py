"""A longer look at an absence: offered, going on, and what came of it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists

from weft.core.shared.words import Words, counted
from weft.library.stored import from_json
from weft.records import clock
from weft.records.access import Job, Member, row_of
from weft.records.actions.away_longer import looks_of
from weft.records.actions.run import GOING_ON
from weft.records.away_offer import Came, CameOf, KeptOffer, kept_of
from weft.records.models import Closure, RunEnd, RunState, ScheduleRun
from weft.records.reads.runs import in_hand, is_silent

STANDS = {
    RunEnd.CANCELLED: Words("The longer look was stopped. What was looked at before stands."),
    RunEnd.LOST: Words("The longer look lost its worker. What was looked at before stands."),
    RunEnd.FAILED: Words("The longer look broke off. What was looked at before stands."),
}
OVER = Words("The absence was called off while it looked, so nothing was kept.")
NO_MORE = Words("A longer look brought no more back.")
A_MOMENT = Words("Looked for half a second; a longer look may bring more back.")


@dataclass(frozen=True, slots=True)
class LongerSeen:
    """A longer look."""

    closure_id: UUID
    is_going_on: bool
    is_waiting: bool
    """No worker has it yet."""
    is_silent: bool
    """No worker comes for it, or its worker gives no sign of life."""
    is_cancelled: bool
    """Somebody asked it to stop."""
    seconds: int
    """Since it was taken up, or asked for."""
    says: Words | None
    """What came of the last one, unless somebody has looked anew since."""
    is_kept: bool
    """What the page shows is what it gave."""
    may_bring_more: bool
    """Something has no place yet, and there was no time to try everything."""

    @property
    def is_shown(self) -> bool:
        """There is something to say of it."""
        return self.is_going_on or self.may_bring_more or self.says is not None


def longer_seen(closure_id: UUID, by: Member) -> LongerSeen:
    """How far it is, in two queries: asked again and again while it goes on.

    Raises:
        NotFound: Unknown, or another clinic's.
    """
    by.need(Job.DIARY)
    return longer_of(row_of(Closure, by, closure_id), is_short=True)


def longer_of(row: Closure, *, is_short: bool, has_changed: bool = False) -> LongerSeen:
    """The same for a row that was read.

    Args:
        row: The absence.
        is_short: Something in it has no new time.
        has_changed: Not everything that was looked at is as it was.
    """
    run, kept = looks_of(row).annotate(is_busy=Exists(in_hand())).first(), kept_of(row)
    begun = run and (run.started_at or run.made_at)
    going = run if run is not None and run.state in GOING_ON else None
    over = run if run is not None and going is None and _is_newest(run, kept) else None
    came = from_json(Came, over.answer) if over is not None and over.answer else None
    no_more = came is not None and came.of is CameOf.NO_MORE
    may = kept is not None and (kept.is_cut or (bool(kept.seconds) and has_changed)) and is_short and not no_more
    return LongerSeen(
        closure_id=row.id, is_going_on=going is not None,
        is_waiting=going is not None and going.state == RunState.WAITING,
        is_silent=going is not None and run is not None and is_silent(going, is_busy=run.is_busy),
        is_cancelled=going is not None and going.cancel_asked_at is not None,
        seconds=max(0, int((clock.now() - begun).total_seconds())) if begun else 0,
        says=_came(over, came) or _looked(kept, may_bring_more=may), may_bring_more=may,
        is_kept=came is not None and came.of is CameOf.KEPT,
    )  # fmt: skip


def _is_newest(run: ScheduleRun, kept: KeptOffer | None) -> bool:
    """Nobody has looked anew since it ended."""
    return run.ended_at is not None and (kept is None or kept.at <= run.ended_at)


def _came(run: ScheduleRun | None, came: Came | None) -> Words | None:
    """What is to be said of a look that changed nothing."""
    if run is None:
        return None
    if came is None:
        return STANDS.get(RunEnd(run.end))
    return {
        CameOf.NO_MORE: NO_MORE, CameOf.OVER: OVER,
        CameOf.CHANGED: Words(
            "A longer look gave {back} of {lost} visits a place, but something had changed meanwhile. It was not kept.",
            back=came.back, lost=came.lost,
        ),
    }.get(came.of)  # fmt: skip


def _looked(kept: KeptOffer | None, *, may_bring_more: bool) -> Words | None:
    """How long what the page shows was looked for."""
    if kept is not None and kept.seconds:
        return counted(kept.seconds, "Looked for {count} second.", "Looked for {count} seconds.")
    return A_MOMENT if may_bring_more else None
