"""Visits that cannot be held and are not looked at with the others: how many, why, and what to do with them.

A rung looks at one picture: one site, 28 days, and in it the visits that the rules of the calendar could book as they
stand. What is outside it keeps its time and its person is called. Whether somebody has a plan does not matter.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from weft.core.shared.words import Words, counted
from weft.records.away_offer import Apart, WhyApart
from weft.records.models import Visit
from weft.records.reads.clinic_calendar import ClinicCalendar


def site_of(lost: Sequence[Visit]) -> UUID | None:
    """The site at which most of them are, of two the one that is hit first; None: the clinic's first."""
    sites = Counter(visit.place.site_id for visit in lost if visit.place)
    return sites.most_common(1)[0][0] if sites else None


def apart_from(picture: ClinicCalendar, lost: Sequence[Visit], last: date) -> tuple[Apart, ...]:
    """Those that the picture does not hold; ``last`` is its last day, even where nobody works on that day."""
    seen = set(picture.ids.values())
    return tuple(Apart(visit.id, _why(visit, picture, last)) for visit in lost if visit.id not in seen)


def _why(visit: Visit, picture: ClinicCalendar, last: date) -> WhyApart:
    if visit.local_date > last:
        return WhyApart.LATER
    is_here = visit.place is None or visit.place.site_id == picture.site
    return WhyApart.BY_HAND if is_here else WhyApart.ELSEWHERE


def said_of(apart: Sequence[Apart], still: Collection[UUID]) -> tuple[Words, ...]:
    """One sentence for each reason, of those that are ``still`` without a new time."""
    found = Counter(one.why for one in apart if one.visit_id in still)
    return tuple(_said(why, found[why]) for why in WhyApart if found[why])


def _said(why: WhyApart, number: int) -> Words:
    if why is WhyApart.LATER:
        return counted(
            number,
            "{count} visit more than four weeks after the first is not looked at: look again when the others are done.",
            "{count} visits more than four weeks after the first are not looked at: look again when the others are "
            "done.",
        )
    if why is WhyApart.ELSEWHERE:
        return counted(
            number,
            "{count} visit at another site is not looked at: move it on its own page.",
            "{count} visits at another site are not looked at: move each on its own page.",
        )
    return counted(
        number,
        "{count} visit is not looked at: it shares its day with a visit that is no pair with it, has an unusual "
        "length, or could not be booked so today. Move it on its own page.",
        "{count} visits are not looked at: they share their day with a visit that is no pair with them, have an "
        "unusual length, or could not be booked so today. Move each on its own page.",
    )
