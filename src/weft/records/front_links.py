"""Links that let a visitor come back without an account: 128 bits, only their hash in the database, one thing each.

The token is worked out from the link's id with the server's secret when a message goes out; a message that waits in the
outbox carries the id alone, with which nothing can be opened.
"""

import re
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

from weft.records import clock, sealed
from weft.records.links import to_clinic
from weft.records.models import FrontLink, LinkPurpose

_PATH = "/b/"
_WAITING = re.compile(rf"(?<={re.escape(_PATH)})[0-9a-f]{{32}}\b")
"""The id of a link where its token will stand."""


def make(
    clinic_id: UUID, purpose: LinkPurpose, *, expires: datetime, enquiry_id: UUID | None = None, answers: Any = None,
    person_id: UUID | None = None,
) -> FrontLink:  # fmt: skip
    """A new link. For use inside an action."""
    link_id = uuid4()
    return FrontLink.objects.create(
        id=link_id, clinic_id=clinic_id, purpose=purpose, hash=sealed.hash_of(token_of(link_id)), expires=expires,
        enquiry_id=enquiry_id, answers=answers, person_id=person_id,
    )  # fmt: skip


def token_of(link_id: UUID) -> str:
    """What stands in the address."""
    return sealed.token_of("weft.front-link", link_id.hex)


def found(clinic_id: UUID, token: str) -> FrontLink | None:
    """The link of this token that still holds in this clinic."""
    return _live(clinic_id, hash=sealed.hash_of(token))


def by_id(clinic_id: UUID, link_id: UUID, purpose: LinkPurpose, *, for_update: bool = False) -> FrontLink | None:
    """The link that a session came in with, while it holds."""
    return _live(clinic_id, for_update=for_update, id=link_id, purpose=purpose)


def open_ones(clinic_id: UUID, **which: Any) -> QuerySet[FrontLink]:
    """Links that nobody has ended, too old or not."""
    return FrontLink.objects.within(clinic_id).filter(ended_at__isnull=True, **which)


def end(clinic_id: UUID, **which: Any) -> None:
    """Let links hold no longer, and forget what was kept for them."""
    open_ones(clinic_id, **which).update(ended_at=clock.now(), answers=None)


def forget_old(clinic_id: UUID) -> int:
    """What was answered is not kept longer than its link holds; from how many links it went."""
    rows = FrontLink.objects.within(clinic_id).filter(expires__lte=clock.now(), answers__isnull=False)
    return rows.update(answers=None)


def path(link_id: UUID) -> str:
    """Where the link leads, on the clinic's own host."""
    return f"{_PATH}{token_of(link_id)}"


def address(clinic_id: UUID, link: FrontLink) -> str:
    """The address for a message that waits: `with_tokens` makes it work when the message goes out."""
    return to_clinic(clinic_id, f"{_PATH}{link.id.hex}")


def with_tokens(body: str) -> str:
    """The text of a message as it goes out."""
    return _WAITING.sub(lambda said: token_of(UUID(said.group())), body)


def _live(clinic_id: UUID, *, for_update: bool = False, **which: Any) -> FrontLink | None:
    rows = FrontLink.objects.within(clinic_id).filter(ended_at__isnull=True, expires__gt=clock.now(), **which)
    return (rows.select_for_update(no_key=True) if for_update else rows).first()
