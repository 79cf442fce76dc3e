"""Who wants earlier times: said by the desk or by the person, ended at once; and how a clinic offers them."""

from collections.abc import Sequence
from uuid import UUID

from weft.core.schedule.wishes import PartOfDay
from weft.core.shared.words import Words
from weft.records.access import Job, Member, row_of
from weft.records.actions.base import action, once
from weft.records.actions.waitlist_end import stop_offers
from weft.records.local import after
from weft.records.models import Clinic, Person, Reach, WaitlistEntry
from weft.records.refused import Reason, Refused
from weft.records.waitlist import entries_of, same_people_only

LEAST_MINUTES, MOST_MINUTES = 15, 24 * 60


@action
def want_earlier(
    *, by: Member, person_id: UUID, days: Sequence[int], times: Sequence[PartOfDay], reach: str,
    anybody: bool = False, key: str = "",
) -> UUID:  # fmt: skip
    """Write down that somebody comes earlier when a time becomes free.

    Args:
        by: Somebody with the diary, or the person themselves.
        person_id: Whose wish.
        days: Weekdays on which they can come, 0 is Monday.
        times: Parts of the day in which they can come.
        reach: How they want to hear of it: mail | text | phone.
        anybody: A visit of theirs may come forward also to somebody else than who treats it.
        key: One-time key.

    Returns:
        The entry's id, or Refused: MISSING when nothing is ticked, or there is no address to reach them at;
        NOT_POSSIBLE for ``anybody`` while their course is with the same people only.
    """
    person = _person(by, person_id)
    if not (days and times):
        raise Refused(Reason.MISSING, Words("Tick at least one day and one time of day."))
    if reach == Reach.MAIL and not person.email:
        raise Refused(Reason.MISSING, Words("There is no e-mail address. Choose another way, or write one in first."))
    if reach != Reach.MAIL and not person.phone:
        raise Refused(Reason.MISSING, Words("There is no phone number. Choose another way, or write one in first."))
    if anybody and same_people_only(by.clinic_id, [person_id]):
        raise Refused(Reason.NOT_POSSIBLE, Words("The course is with the same people only. Change that first."))
    hours = {"days": sorted(set(days)), "times": [part.value for part in PartOfDay if part in times]}
    return once(
        lambda: _write(person, by, wanted=True, hours=hours, reach=Reach(reach), anybody=anybody),
        by=by, name="waitlist.want", key=key, keep=str, found=UUID,
    )  # fmt: skip


@action
def end_earlier(*, by: Member, person_id: UUID) -> UUID:
    """No offers any more, from now on; those that are open are taken back. ``want_earlier`` begins them again."""
    return ended(_person(by, person_id), by, "")


def ended(person: Person, by: Member, how: str) -> UUID:
    """The same for who knows the person otherwise: by the link of an offer. For use inside an action."""
    stop_offers(by.clinic_id, person_id=person.id)
    entry = entries_of(by.clinic_id, [person.id]).get(person.id)
    return entry.id if entry and not entry.wanted else _write(person, by, wanted=False, how=how)


@action
def set_offering(*, by: Member, minutes: int, by_itself: bool) -> UUID:
    """How long one person has to answer, and whether times are offered without a button being pressed.

    Returns:
        The clinic's id, or Refused: NOT_POSSIBLE for less than a quarter of an hour or more than a day.
    """
    by.need(Job.SETTINGS)
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise Refused(
            Reason.NOT_POSSIBLE,
            Words("An offer stands {least} to {most} minutes.", least=LEAST_MINUTES, most=MOST_MINUTES),
        )
    clinic = Clinic.objects.select_for_update(no_key=True).get(id=by.clinic_id)
    clinic.offer_minutes, clinic.offers_by_itself = minutes, by_itself
    clinic.save(update_fields=["offer_minutes", "offers_by_itself"])
    return clinic.id


def _person(by: Member, person_id: UUID) -> Person:
    if by.is_staff and by.person_id != person_id:
        by.need(Job.DIARY)
    return row_of(Person, by, person_id)


def _write(person: Person, by: Member, *, wanted: bool, how: str = "", **more: object) -> UUID:
    latest = WaitlistEntry.objects.within(by.clinic_id).filter(person=person).order_by("-at").first()
    entry = WaitlistEntry.objects.create(
        clinic_id=by.clinic_id, person=person, wanted=wanted, at=after(latest.at if latest else None),
        how=how or ("desk" if by.is_staff else "portal"), by_id=by.user_id, **more,
    )  # fmt: skip
    return entry.id
