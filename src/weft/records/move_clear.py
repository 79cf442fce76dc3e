"""Clearance is asked again when a visit moves: what may not be booked may not get a new time either."""

from collections.abc import Sequence

from weft.library.knowledge import knowledge
from weft.records.access import Member, clinic_of
from weft.records.models import Visit
from weft.records.reads.course_request import refusals
from weft.records.reads.plans_to_book import plans_to_book
from weft.records.refused import Reason


def need_clear(visits: Sequence[Visit], by: Member) -> None:
    """Go on only when nothing that the person has answered stands against these visits.

    Answers that are missing or old do not keep a booked visit where it is: they are asked again before it begins. A
    visit without a plan is booked without this question, and moves without it.

    Raises:
        Refused: BLOCKED, with the reason and who can lift it, as booking says it.
    """
    known = knowledge().disciplines
    wanted = {one.discipline: known[one.discipline] for one in visits if one.discipline in known and one.episode_id}
    if not wanted:
        return
    for plan in plans_to_book(clinic_of(by.clinic_id), only=[visits[0].person_id]):
        for no in refusals(plan, wanted.values(), by).values():
            if no.reason is Reason.BLOCKED:
                raise no
