"""How often the front door may be knocked at: a script books no hundred talks, and no address is kept for that.

Each knock is counted under keyed marks: of the mail address, of the number, of the network it came from, of the clinic.
Marks are written first and counted then, so that a hundred at once are counted too; they are forgotten after a day.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.utils.crypto import salted_hmac

from weft.core.book.contact import digits
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.actions.base import action
from weft.records.models import Knock, OneTimeKey
from weft.records.refused import Reason, Refused

T = TypeVar("T")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LAST_DIGITS = 9
"""With or without a country code it is the same number."""


@dataclass(frozen=True, slots=True)
class Most:
    """How many in how long."""

    number: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Caller:
    """Who knocks, as far as they said it."""

    email: str = ""
    phone: str = ""
    network: str = ""
    """The part of the net that they came from; empty when nobody can say."""


TALKS = {"address": Most(5, DAY), "number": Most(5, DAY), "network": Most(10, HOUR), "clinic": Most(60, HOUR)}
"""Free talks that may be asked for."""
TEXTS = {"network": Most(5, HOUR), "clinic": Most(30, HOUR)}
"""Text messages that visitors may have sent to themselves; each costs the clinic money."""

MAILS = {"network": Most(20, HOUR)}
"""Mails that visitors may have sent to an address. Counted for the clinic, a stranger could hold up everybody."""


def limited(
    work: Callable[[], T | Refused], *, by: Member, caller: Caller, what: str, most: dict[str, Most], name: str = "",
    key: str = "",
) -> T | Refused:  # fmt: skip
    """Do the work unless too much was asked for; what is refused is not counted. The staff are never held up.

    Args:
        work: An action.
        by: Who asks.
        caller: Under what it is counted.
        what: Kind of thing; each is counted by itself.
        most: By mark.
        name: The work's name for one-time keys.
        key: Sent before, it is the same knock.
    """
    if by.is_staff or _was_sent(by, name, key):
        return work()
    asked = _marks(by.clinic_id, what, caller, most)
    ids = _knock(by=by, marks=tuple(asked))
    too_many = any(_count(by.clinic_id, mark, limit.within) > limit.number for mark, limit in asked.items())
    result: T | Refused = Refused(Reason.TOO_MANY, _says(clinic_of(by.clinic_id))) if too_many else work()
    if isinstance(result, Refused) and not isinstance(ids, Refused):
        _take_back(by=by, ids=ids)
    return result


@action
def forget_knocks(*, by: Member) -> int:
    """Forget the marks of yesterday; how many."""
    return Knock.objects.within(by.clinic_id).filter(made_at__lte=clock.now() - DAY).delete()[0]


@action
def _knock(*, by: Member, marks: Iterable[str]) -> tuple[UUID, ...]:
    rows = [Knock(clinic_id=by.clinic_id, mark=mark) for mark in marks]
    return tuple(row.id for row in Knock.objects.within(by.clinic_id).bulk_create(rows))


@action
def _take_back(*, by: Member, ids: Iterable[UUID]) -> None:
    Knock.objects.within(by.clinic_id).filter(id__in=ids).delete()


def _count(clinic_id: UUID, mark: str, within: timedelta) -> int:
    return Knock.objects.within(clinic_id).filter(mark=mark, made_at__gt=clock.now() - within).count()


def _marks(clinic_id: UUID, what: str, caller: Caller, most: dict[str, Most]) -> dict[str, Most]:
    known = {
        "address": caller.email.strip().casefold(), "number": digits(caller.phone)[-LAST_DIGITS:],
        "network": caller.network, "clinic": str(clinic_id),
    }  # fmt: skip
    return {_mark(what, kind, known[kind]): limit for kind, limit in most.items() if known[kind]}


def _mark(*said: str) -> str:
    return salted_hmac("weft.knock", "\n".join(said), algorithm="sha256").hexdigest()[:32]


def _was_sent(by: Member, name: str, key: str) -> bool:
    rows = OneTimeKey.objects.within(by.clinic_id).filter(action=name, key=key[:80], by=by.actor)
    return bool(key) and rows.exists()


def _says(clinic: ClinicSeen) -> Words:
    if clinic.phone:
        return Words("A lot was asked for in a short time, so this page rests. Ring {phone}.", phone=clinic.phone)
    return Words("A lot was asked for in a short time, so this page rests. Try again tomorrow, or let us ring you.")
