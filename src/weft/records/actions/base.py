"""What every write shares: the transaction, who is writing, a clean no, and forms that count once."""

import functools
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction

from weft.records import speaker
from weft.records.access import Member
from weft.records.models import OneTimeKey
from weft.records.refused import Reason, Refused

__all__ = ["Reason", "Refused", "action", "once"]

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 5
"""How often a write is begun again when PostgreSQL breaks a deadlock."""
DEADLOCK, SERIALIZATION = "40P01", "40001"


def action(body: Callable[P, T]) -> Callable[P, T | Refused]:
    """Make ``body`` a write: one transaction, the actor told to the audit first, all or nothing.

    ``body`` takes ``by: Member`` as a keyword and declines with ``raise Refused(…)``; then nothing is saved and the
    Refused is *returned*. An action may call another: they share the transaction, and an inner Refused undoes the
    inner one only. A deadlock is tried again, from the outermost action.
    """

    @functools.wraps(body)
    def written(*args: P.args, **kwargs: P.kwargs) -> T | Refused:
        by = kwargs.get("by")
        if not isinstance(by, Member):
            raise TypeError(f"{body.__name__} needs by=<Member>")
        return _again_after_deadlock(lambda: _once_through(body, by, args, kwargs))

    return written


def _once_through(body: Callable[..., T], by: Member, args: tuple[Any, ...], kwargs: dict[str, Any]) -> T | Refused:
    try:
        with transaction.atomic(), speaker.speaking(actor=by.actor):
            return body(*args, **kwargs)
    except Refused as no:
        return no


def _again_after_deadlock(write: Callable[[], T]) -> T:
    if connection.in_atomic_block:  # the outermost action begins again, not a part of it
        return write()
    for attempt in range(1, TRIES):
        try:
            return write()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") not in {DEADLOCK, SERIALIZATION}:
                raise
            time.sleep(0.01 * attempt)
    return write()


def once(
    work: Callable[[], T], *, by: Member, name: str, key: str,
    keep: Callable[[T], Any] = lambda result: result, found: Callable[[Any], T],
) -> T:  # fmt: skip
    """Do ``work`` once for this key; sent again, give back the first result. For use inside an action.

    Args:
        work: What to do the first time.
        by: Whose form it is; keys of two clinics do not meet.
        name: The action, so that one key cannot stand for two of them.
        key: From the form's hidden field; empty does the work each time.
        keep: The result as JSON, usually an id; kept with the key.
        found: From what was kept, the result again.

    Returns:
        What ``work`` returned, now or the first time.
    """
    if not key:
        return work()
    claimed = _claim_key(by, name, key)
    if claimed is None:
        first = OneTimeKey.objects.within(by.clinic_id).get(action=name, key=key[:80], by=by.actor)
        return found(first.reference)
    result = work()
    claimed.reference = keep(result)
    claimed.save(update_fields=["reference"])
    return result


def _claim_key(by: Member, name: str, key: str) -> OneTimeKey | None:
    """The key's row, made now, or None when an earlier sending has it (a rival's insert waits for that to end)."""
    try:
        with transaction.atomic():
            return OneTimeKey.objects.create(clinic_id=by.clinic_id, action=name, key=key[:80], by=by.actor)
    except IntegrityError:
        return None
