"""What is due because time has passed: one sweep for each kind, in every clinic. One that fails holds up no other."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence

from weft.jobs.day_sheets import save_day_sheet
from weft.records.access import Member, system_of
from weft.records.actions import (
    away_ask,
    book_fresh_link,
    book_knock,
    book_link,
    message_people,
    message_tasks,
    message_timers,
    old_keys,
    old_sessions,
    password_reset,
    waitlist_round,
)
from weft.records.actions.base import Refused
from weft.records.reads.outbox import clinics_at_work

Sweep = Callable[..., int | Refused]

MESSAGES: tuple[tuple[str, Sweep], ...] = (
    ("reminders written", message_timers.remind),
    ("asked for news", message_timers.ask_news),
    ("asked if all is settled", message_people.ask_settled),
    ("asked how they are", message_people.ask_check_in),
    ("asked for numbers", message_people.ask_measures),
    ("asked after care", message_people.ask_watched),
    ("earlier times offered", waitlist_round.carry_on),
)
"""What writes to people: only where something can be sent, or it would wait until its time has passed."""

WITHOUT_MAIL: tuple[tuple[str, Sweep], ...] = (
    ("unsigned notes found", message_tasks.unsigned_notes),
    ("late calls found", message_tasks.promises_overdue),
    ("questions about a time ended", away_ask.lapse),
    ("silent people found", message_tasks.silent_people),
    ("fresh links sent", book_fresh_link.send_fresh_links),
    ("new passwords offered", password_reset.send_resets),
    ("kept answers forgotten", book_link.forget_kept),
    ("knocks forgotten", book_knock.forget_knocks),
    ("old sessions forgotten", old_sessions.forget_sessions),
    ("old keys forgotten", old_keys.forget_keys),
    ("freed times found", waitlist_round.look_for_freed),
    ("looked again", message_tasks.look_again),
    ("day sheets saved", save_day_sheet),
)
"""Tasks for the clinic, and what must be forgotten in time: health answers and marks of visitors."""

SWEEPS = (*MESSAGES, *WITHOUT_MAIL)
"""What is counted, as `weft run-due` says it, and what does it."""
log = logging.getLogger("weft.jobs")


def sweep(sweeps: Sequence[tuple[str, Sweep]] = SWEEPS) -> Counter[str]:
    """Write what is due; how many messages and tasks of each kind, and how many people the rules looked at."""
    came: Counter[str] = Counter()
    for clinic_id in clinics_at_work():
        by = system_of(clinic_id)
        for name, each in sweeps:
            came[name] += _safely(name, each, by)
    return +came


def _safely(name: str, each: Sweep, by: Member) -> int:
    try:
        found = each(by=by)
    except Exception as trouble:  # noqa: BLE001  a reminder must not wait for a rule that cannot be worked out
        log.error("%s: %s", name, type(trouble).__name__)  # noqa: TRY400  a traceback could hold a name
        return 0
    return 0 if isinstance(found, Refused) else found
