"""One's own private calendar address: made, made anew (the old one ends), ended."""

from typing import Any
from uuid import UUID, uuid4

from weft.records import clock, feeds, sealed
from weft.records.access import Member, NotAllowed, row_of
from weft.records.actions.base import action
from weft.records.models import CalendarFeed, Membership, Person


@action
def renew(*, by: Member, as_staff: bool) -> UUID:
    """Make a new address; the one before stops working at once.

    Args:
        by: Whose times.
        as_staff: What they have to do as a clinician, not their visits as a patient.

    Returns:
        Id of the feed.
    """
    whose = _whose(by, as_staff)
    _end(by, whose)
    feed_id = uuid4()
    CalendarFeed.objects.create(
        id=feed_id, clinic_id=by.clinic_id, token_hash=sealed.hash_of(feeds.token_of(feed_id)),
        expires=clock.now() + feeds.HOLDS, **whose,
    )  # fmt: skip
    return feed_id


@action
def end(*, by: Member, as_staff: bool) -> bool:
    """End one's address; whether there was one."""
    return _end(by, _whose(by, as_staff))


def _whose(by: Member, as_staff: bool) -> dict[str, Any]:
    """Whose feed it is, locked: two presses at once make one feed.

    Raises:
        NotAllowed: They are not that.
    """
    if as_staff and by.membership_id:
        return {"membership_id": row_of(Membership, by, by.membership_id, for_update=True).id}
    if not as_staff and by.person_id:
        return {"person_id": row_of(Person, by, by.person_id, for_update=True).id}
    raise NotAllowed("a calendar feed is somebody's own")


def _end(by: Member, whose: dict[str, Any]) -> bool:
    rows = CalendarFeed.objects.within(by.clinic_id).filter(ended_at__isnull=True, **whose)
    return bool(rows.update(ended_at=clock.now()))
