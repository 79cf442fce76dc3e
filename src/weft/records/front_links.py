"""Links that let a visitor come back without an account: 128 bits, only their hash in the database, one thing each."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

from weft.records import clock, sealed
from weft.records.links import to_clinic
from weft.records.models import FrontLink, LinkPurpose

_KIND = sealed.Kind("/b/", "weft.front-link")
token_of, with_tokens = _KIND.token_of, _KIND.with_tokens


def make(
    clinic_id: UUID, purpose: LinkPurpose, *, expires: datetime, enquiry_id: UUID | None = None, answers: Any = None,
    person_id: UUID | None = None, user_id: UUID | None = None,
) -> FrontLink:  # fmt: skip
    """A new link. For use inside an action."""
    link_id = uuid4()
    return FrontLink.objects.create(
        id=link_id, clinic_id=clinic_id, purpose=purpose, hash=sealed.hash_of(token_of(link_id)), expires=expires,
        enquiry_id=enquiry_id, answers=answers, person_id=person_id,
        user_id=user_id,
    )  # fmt: skip


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
    return f"{_KIND.path}{token_of(link_id)}"


def address(clinic_id: UUID, link: FrontLink) -> str:
    """The address for a message that waits: `with_tokens` makes it work when the message goes out."""
    return to_clinic(clinic_id, _KIND.waiting_path(link.id))


def _live(clinic_id: UUID, *, for_update: bool = False, **which: Any) -> FrontLink | None:
    rows = FrontLink.objects.within(clinic_id).filter(ended_at__isnull=True, expires__gt=clock.now(), **which)
    return (rows.select_for_update(no_key=True) if for_update else rows).first()
