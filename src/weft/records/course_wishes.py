"""What a person wished for their course, as it was kept."""

from uuid import UUID

from weft.core.schedule.wishes import Wishes
from weft.library.stored import from_json
from weft.records.models import Course


def wishes_of(course_id: UUID | None, clinic_id: UUID) -> Wishes:
    """The wishes of a course; none when there is no course yet."""
    if course_id is None:
        return Wishes()
    said = Course.objects.within(clinic_id).values_list("wishes", flat=True).get(id=course_id)
    return from_json(Wishes, said) if said else Wishes()
