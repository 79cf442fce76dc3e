"""Who read what: one row a request, with the people shown. (Changes are written by triggers: `guards.py`.)"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from weft.records import clock, speaker
from weft.records.member import Member
from weft.records.models import AuditRead

POLL = timedelta(minutes=15)
"""The same list, shown again to the same session within this time, is not written down again."""


@dataclass(slots=True)
class Shown:
    """What one request has shown so far."""

    path: str = ""
    request: str = ""
    by_purpose: dict[str, set[UUID]] = field(default_factory=dict)
    member: Member | None = None
    opened: tuple[str, str] | None = None
    """Why (and in which words) this member opened a record that is not theirs, when one was shown."""


_shown: ContextVar[Shown | None] = ContextVar("weft_shown", default=None)


@contextmanager
def request(request_id: str, path: str) -> Iterator[None]:
    """Collect what one request shows and write it down at its end; writes say the request's id too.

    ``path`` is the pattern of the route. Reads outside any request are written down at once.
    """
    shown = Shown(path=path, request=request_id)
    token = _shown.set(shown)
    try:
        with speaker.speaking(request=request_id):
            yield
    finally:
        _shown.reset(token)
        _write(shown)


def shown(by: Member, people: Iterable[UUID], purpose: str) -> None:
    """Note that ``by`` is shown these people."""
    collected = _shown.get()
    fresh = collected or Shown()
    fresh.member = by
    fresh.by_purpose.setdefault(purpose, set()).update(people)
    if collected is None:
        _write(fresh)


def opened(why: str, words: str) -> None:
    """Note that the record of this request is open by a reason: its page says so."""
    if collected := _shown.get():
        collected.opened = (why, words)


def opened_now() -> tuple[str, str] | None:
    """The reason with which the record of this request was opened; None for the care team."""
    collected = _shown.get()
    return collected.opened if collected else None


def _write(shown: Shown) -> None:
    if shown.member is None or not any(shown.by_purpose.values()):
        return
    people = sorted({person.hex for group in shown.by_purpose.values() for person in group})
    purpose = ",".join(sorted(name for name, group in shown.by_purpose.items() if group))
    digest = hashlib.sha256("|".join([purpose, shown.path, *people]).encode()).hexdigest()
    session = hashlib.sha256(shown.member.session.encode()).hexdigest() if shown.member.session else ""
    if session and _written_lately(session, digest, shown.member.actor):
        return
    AuditRead.objects.create(
        at=clock.now(), actor=shown.member.actor, clinic=shown.member.clinic_id.hex, purpose=purpose,
        request=shown.request, path=shown.path[:200], session=session, people=people, digest=digest,
    )  # fmt: skip


def _written_lately(session: str, digest: str, actor: str) -> bool:
    since = clock.now() - POLL
    return AuditRead.objects.filter(session=session, digest=digest, actor=actor, at__gt=since).exists()
