"""What is due because time has passed: one sweep for each kind, in every clinic. One that fails holds up no other."""

import logging
from collections import Counter
from collections.abc import Callable, MutableMapping
from datetime import date
from uuid import UUID

from weft.records import clock
from weft.records.access import Member, clinic_of, system_of
from weft.records.actions import book_link, message_people, message_tasks, message_timers
from weft.records.actions.base import Refused
from weft.records.reads.outbox import clinics_at_work

Sweep = Callable[..., int | Refused]

SWEEPS: tuple[tuple[str, Sweep], ...] = (
    ("reminders written", message_timers.remind),
    ("asked for news", message_timers.ask_news),
    ("asked if all is settled", message_people.ask_settled),
    ("asked how they are", message_people.ask_check_in),
    ("asked for numbers", message_people.ask_measures),
    ("asked after care", message_people.ask_watched),
    ("unsigned notes found", message_tasks.unsigned_notes),
    ("late calls found", message_tasks.promises_overdue),
    ("silent people found", message_tasks.silent_people),
    ("kept answers forgotten", book_link.forget_kept),
)
"""What is counted, as `weft run-due` says it, and what does it."""
log = logging.getLogger("weft.jobs")


def sweep(looked: MutableMapping[UUID, date] | None = None) -> Counter[str]:
    """Write what is due; how many messages and tasks of each kind.

    Args:
        looked: On which day the rules last looked at everybody in care, by clinic; kept by a worker between its ticks,
            because that is the one long sweep and its rules count in days. None: look now.
    """
    came: Counter[str] = Counter()
    days = {} if looked is None else looked
    for clinic_id in clinics_at_work():
        by = system_of(clinic_id)
        for name, each in SWEEPS:
            came[name] += _safely(name, each, by)
        today = clock.today(clinic_of(clinic_id).zone)
        if days.get(clinic_id) != today:
            days[clinic_id] = today
            _safely("looked again", message_tasks.look_again, by)
    return +came


def _safely(name: str, each: Sweep, by: Member) -> int:
    try:
        found = each(by=by)
    except Exception as trouble:  # noqa: BLE001  a reminder must not wait for a rule that cannot be worked out
        log.error("%s: %s", name, type(trouble).__name__)  # noqa: TRY400  a traceback could hold a name
        return 0
    return 0 if isinstance(found, Refused) else found
