"""Addresses that lead on from the desk's pages; a page that this installation lacks is left out."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse

from weft.records.access import Job, Member


def way(name: str, about: UUID | None) -> str:
    """The address, or nothing when there is no such page."""
    if not name or about is None:
        return ""
    try:
        return reverse(name, args=[about])
    except NoReverseMatch:
        return ""


def to_whom(by: Member, person_id: UUID | None, enquiry_id: UUID | None) -> str:
    """The page of a person, or of the enquiry that has no person yet; nothing for those who may see neither."""
    if person_id:
        return way("desk:person", person_id)
    return way("book:enquiry", enquiry_id) if by.may(Job.PEOPLE) or by.may(Job.RECORD) else ""
