"""The clinic's public facts as a form can tell later whether they still stand."""

from collections.abc import Iterable

from weft.records.models import Clinic, Membership
from weft.records.versions import mark_of


def version_of(clinic: Clinic, team: Iterable[Membership]) -> str:
    """A mark of all that one form holds."""
    lines = [part for row in team for part in (row.id, row.languages, row.works_since, row.video_room)]
    prices = sorted(clinic.prices.items())
    return mark_of(clinic.tagline, clinic.colour, clinic.currency, prices, clinic.video_room, *lines)
