"""A discipline that is added by a file alone is proposed, held, booked and moved like the others."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from tests.library.knowledge_copy import copied
from tests.people import Cast
from tests.records.schedule.courses import MONDAY

from weft.records.access import Member, member_for
from weft.records.actions.course import CourseBooked, CourseHeld, Wishes, confirm_course, propose_course
from weft.records.actions.course_move import Moved, move_pair
from weft.records.models import Membership, Plan, Resource, ResourceKind, User, Visit, WorkingHours
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db

PILATES = """
id = "pilates"
name = "Pilates"
profession = "pilates teacher"
side = "none"
bookable = true
visit_minutes = 50
hands_on = [[0, 50]]
place = "room"
min_days_apart = 3
modalities = ["exercise"]
"""


@pytest.fixture
def _with_pilates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copied(tmp_path)
    (root / "disciplines" / "pilates.toml").write_text(PILATES, "utf-8")
    monkeypatch.setenv("WEFT_KNOWLEDGE", str(root))


@pytest.fixture
def joe(cast: Cast) -> Member:
    """A pilates teacher with afternoons and a studio."""
    user = User.objects.create_user("joe@example.org", name="Joe")
    works = Membership.objects.create(clinic=cast.clinic, user=user, disciplines=["pilates"])
    WorkingHours.objects.bulk_create(
        WorkingHours(clinic=cast.clinic, membership=works, site=cast.site, weekday=day, starts=time(13), ends=time(17))
        for day in range(5)
    )
    Resource.objects.create(
        clinic=cast.clinic, site=cast.site, kind=ResourceKind.ROOM, name="Studio", disciplines=["pilates"]
    )
    member = member_for(user.id, cast.clinic.id)
    assert member
    return member


WISHES = Wishes(first_day=MONDAY, others={"pilates": 1})


@pytest.mark.usefixtures("_with_pilates")
def test_it_is_booked_with_the_course_in_its_own_room_and_days(cast: Cast, plan: Plan, joe: Member) -> None:
    held = propose_course(plan_id=plan.id, by=cast.noor, wishes=WISHES)
    assert isinstance(held, CourseHeld), held

    assert isinstance(confirm_course(course_id=held.course_id, by=cast.noor), CourseBooked)

    rows = list(Visit.objects.within(cast.clinic.id).filter(discipline="pilates").order_by("starts"))
    assert len(rows) == 9
    assert {(row.practitioner_id, row.place.name if row.place else "") for row in rows} == {
        (joe.membership_id, "Studio")
    }
    assert all(row.ends - row.starts == timedelta(minutes=50) for row in rows)
    assert Visit.objects.within(cast.clinic.id).count() == 30


@pytest.mark.usefixtures("_with_pilates")
def test_it_moves_by_its_own_rule_of_days(cast: Cast, plan: Plan, joe: Member) -> None:
    held = propose_course(plan_id=plan.id, by=cast.noor, wishes=WISHES)
    assert isinstance(held, CourseHeld)
    confirm_course(course_id=held.course_id, by=cast.noor)
    first, second = Visit.objects.within(cast.clinic.id).filter(discipline="pilates").order_by("starts")[:2]

    near = move_pair(visit_id=first.id, to=second.starts - timedelta(days=2), by=cast.noor)
    later = move_pair(visit_id=first.id, to=first.starts + timedelta(hours=1), by=cast.noor)

    assert isinstance(near, Refused)
    assert near.reason is Reason.NOT_POSSIBLE
    assert isinstance(later, Moved)


@pytest.mark.parametrize("unknown", ["pilates", "chiropractic"])
def test_without_its_file_or_without_a_calendar_it_cannot_be_booked(cast: Cast, plan: Plan, unknown: str) -> None:
    result = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY, others={unknown: 1}))

    assert isinstance(result, Refused)
    assert result.reason is Reason.NOT_POSSIBLE
