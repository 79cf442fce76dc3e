"""Plan of care, plan changed, exercise plan: written by what happens, to whom consents to each, with a link only."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from tests.care import drafted, got
from tests.people import TUESDAY_NINE, Cast
from tests.records.treat.treat_builders import prepare, trip

from weft.core.book.consents import Purpose
from weft.core.book.texts import clinical_words
from weft.core.plan.changing import BasedOn, LineChange
from weft.core.treat.home_set import HomeChange
from weft.records import clock
from weft.records.access import Member
from weft.records.actions import plan, treat
from weft.records.actions.book_consent import give_consent
from weft.records.actions.care_message import tell_changed
from weft.records.actions.course_message import SETTLES
from weft.records.actions.course_move import move_pair
from weft.records.models import OutboxMessage, Person, PlanVersion

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.at(TUESDAY_NINE):
        yield


@pytest.fixture
def willing(cast: Cast) -> Cast:
    """Marta has an address and said yes to plans and exercises, not to reminders."""
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="marta@example.org")
    for purpose in (Purpose.PLANS_OF_CARE, Purpose.EXERCISE_PLANS):
        give_consent(by=cast.noor, person_id=cast.marta_id, purpose=purpose.value)
    return cast


def told(cast: Cast, state: str = "waiting") -> list[OutboxMessage]:
    return list(OutboxMessage.objects.within(cast.clinic.id).filter(state=state).order_by("made_at", "id"))


def kinds(cast: Cast, state: str = "waiting") -> list[str]:
    return sorted(row.kind for row in told(cast, state))


def agreed(cast: Cast, version: int = 1) -> None:
    plan_id = PlanVersion.objects.within(cast.clinic.id).latest("number").plan_id
    says_yes = partial(plan.agree, plan_id=plan_id, version=version)
    got(plan.agree_mine(by=cast.ren, plan_id=plan_id, version=version))
    got(says_yes(by=cast.marta, role="person"))


def test_a_plan_is_told_of_when_the_last_yes_is_said_and_not_before(willing: Cast) -> None:
    made = drafted(willing)
    got(plan.agree_mine(by=willing.ren, plan_id=made.plan_id, version=1))
    assert told(willing) == []

    got(plan.agree(by=willing.marta, plan_id=made.plan_id, version=1, role="person"))

    (row,) = told(willing)
    assert (row.kind, row.purpose, row.to) == ("plan", "plans_of_care", "marta@example.org")
    assert row.body.count("/me/plan") == 1
    assert clinical_words(row.subject + row.body) == ()
    assert (row.due, row.calendar, row.visit) == (TUESDAY_NINE + SETTLES, "", None)


def test_a_changed_plan_is_told_of_once_though_it_is_agreed_to_later(willing: Cast) -> None:
    made = drafted(willing)
    agreed(willing)
    change = LineChange(based_on=BasedOn.THEIR_DATA, because="Less pain.", now="Once.", until="Week 2 ends.")
    got(plan.change_line(by=willing.wei, plan_id=made.plan_id, line_id="low-back.settle_needles", change=change))

    tell_changed(PlanVersion.objects.within(willing.clinic.id).latest("number"), by=willing.wei)
    agreed(willing, version=2)

    assert kinds(willing) == ["plan", "plan_changed"]


def test_a_line_that_was_changed_by_hand_is_told_of_when_it_is_agreed_to(willing: Cast) -> None:
    made = drafted(willing)
    agreed(willing)
    change = LineChange(based_on=BasedOn.THEIR_DATA, because="Less pain.", now="Once.", until="Week 2 ends.")
    got(plan.change_line(by=willing.wei, plan_id=made.plan_id, line_id="low-back.settle_needles", change=change))
    assert kinds(willing) == ["plan"]

    agreed(willing, version=2)

    assert kinds(willing) == ["plan", "plan_changed"]


def test_of_several_changes_that_wait_only_the_newest_goes(willing: Cast) -> None:
    made = drafted(willing)
    for number in (2, 3):
        got(plan.redraft(by=willing.wei, plan_id=made.plan_id, reason="again"))
        tell_changed(PlanVersion.objects.within(willing.clinic.id).get(number=number), by=willing.wei)

    assert (kinds(willing), kinds(willing, "stopped")) == (["plan_changed"], ["plan_changed"])


@pytest.mark.parametrize("why", ["no yes", "no page of their own", "no details", "no address"])
def test_whoever_does_not_want_it_or_cannot_read_it_is_not_told(cast: Cast, why: str) -> None:
    people = Person.objects.within(cast.clinic.id).filter(id=cast.marta_id)
    people.update(email="" if why == "no address" else "marta@example.org", phone="")
    if why != "no yes":
        give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.PLANS_OF_CARE.value)
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.EXERCISE_PLANS.value)
    people.update(leave_no_details=why == "no details")
    made = drafted(cast)
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
    if why == "no page of their own":
        people.update(user=None)

    got(plan.agree(by=cast.ren, plan_id=made.plan_id, version=1, role="person", how="recorded_yes"))

    assert told(cast) == []


def signed(cast: Cast, day: int, *home: str, changes: dict[str, HomeChange] | None = None) -> None:
    pair = trip(cast, day=day)
    with clock.at(TUESDAY_NINE + day * DAY):
        got(treat.sign_movement(visit_id=pair.movement, by=cast.dana, home=home, home_changes=changes or {}))


def test_what_to_do_at_home_is_told_of_only_when_it_has_changed(willing: Cast) -> None:
    prepare(willing)
    came = []
    for day, home, changes in (
        (0, ("bridging",), None),
        (7, ("bridging",), None),
        (14, (), None),
        (21, ("bridging",), {"bridging": next(iter(HomeChange))}),
        (28, ("bridging", "cat_camel"), None),
    ):
        signed(willing, day, *home, changes=changes)
        came.append(kinds(willing).count("exercises"))
        OutboxMessage.objects.within(willing.clinic.id).delete()

    assert came == [1, 0, 0, 1, 1]


def test_the_message_about_home_names_nothing_that_is_done(willing: Cast) -> None:
    prepare(willing)
    signed(willing, 0, "bridging")

    (row,) = told(willing)
    assert (row.purpose, row.body.count("/me")) == ("exercise_plans", 1)
    assert clinical_words(row.subject + row.body) == ()
    assert "bridging" not in row.body.lower()


@pytest.mark.parametrize(("who", "reminders", "came"), [
    ("desk", False, ["plan_changed"]), ("desk", True, ["moved"]), ("person", False, []),
])  # fmt: skip
def test_a_visit_that_the_clinic_moves_is_told_of_in_one_way(
    willing: Cast, who: str, reminders: object, came: list[str]
) -> None:
    pair = trip(willing, day=7)
    if reminders:  # said after it was booked
        give_consent(by=willing.noor, person_id=willing.marta_id, purpose=Purpose.VISIT_REMINDERS.value)
    by: Member = willing.noor if who == "desk" else willing.marta
    got(move_pair(visit_id=pair.movement, to=TUESDAY_NINE + 8 * DAY, by=by))

    assert kinds(willing) == came
