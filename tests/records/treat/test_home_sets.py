"""The home set as a movement record leaves it: doses stay, later phases wait, nobody is told of nothing."""

import pytest
from tests.care import got, no
from tests.people import Cast
from tests.records.treat.treat_builders import at, prepare, trip

from weft.core.book.consents import Purpose
from weft.core.plan.amounts import Amount
from weft.core.treat.home_item import HomeItem
from weft.core.treat.home_set import HomeChange
from weft.records import clock, home_sets
from weft.records.actions import treat
from weft.records.actions.book_consent import give_consent
from weft.records.models import HomeSet, OutboxMessage, Person
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db


def left(cast: Cast, day: int, *ids: str, changes: dict[str, HomeChange] | None = None) -> object:
    """A movement record of one day that leaves these at home."""
    pair = trip(cast, day=day)
    with clock.at(at(0, day)):
        return treat.sign_movement(visit_id=pair.movement, by=cast.dana, home=ids, home_changes=changes or {})


def items(cast: Cast) -> tuple[HomeItem, ...] | None:
    row = home_sets.newest(cast.marta_id, cast.clinic.id)
    return home_sets.read(row.items) if row else None


def test_what_a_record_leaves_holds_and_a_kept_exercise_keeps_its_dose(cast: Cast) -> None:
    prepare(cast)
    dosed = HomeItem(id="walking", amounts={Amount.MINUTES: 8}, because="Dog.")
    home_sets.write(cast.marta_id, (dosed, HomeItem(id="pelvic_tilt")), by=cast.dana)

    got(left(cast, 0, "walking", "bridging"))

    assert items(cast) == (dosed, HomeItem(id="bridging"))
    assert HomeSet.objects.within(cast.clinic.id).latest("number").record is not None


def test_a_record_that_says_nothing_or_the_same_writes_no_version_and_one_that_stops_all_does(cast: Cast) -> None:
    prepare(cast)
    numbers = []
    for day, ids, changes in (
        (0, ("walking",), {}), (7, (), {}), (14, ("walking",), {"walking": HomeChange.SAME}),
        (21, (), {"walking": HomeChange.STOP}),
    ):  # fmt: skip
        got(left(cast, day, *ids, changes=changes))
        numbers.append(HomeSet.objects.within(cast.clinic.id).count())

    assert numbers == [1, 1, 1, 2]
    assert items(cast) == ()


@pytest.mark.parametrize(("change", "comes"), [(HomeChange.SAME, 0), (HomeChange.MORE, 1)])
def test_nobody_is_told_that_all_is_the_same(cast: Cast, change: HomeChange, comes: int) -> None:
    prepare(cast)
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="marta@example.org")
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.EXERCISE_PLANS.value)
    home_sets.write(cast.marta_id, (HomeItem(id="walking"),), by=cast.dana)

    got(left(cast, 0, "walking", changes={"walking": change}))

    assert OutboxMessage.objects.within(cast.clinic.id).filter(kind="exercises").count() == comes


def test_what_waits_for_a_later_phase_is_not_left_at_home_but_may_stay_there(cast: Cast) -> None:
    prepare(cast)

    early = no(left(cast, 0, "bird_dog"))
    home_sets.write(cast.marta_id, (HomeItem(id="bird_dog"),), by=cast.dana)
    got(left(cast, 7, "bird_dog", "bridging"))

    assert (early.reason, str(early.words)) == (
        Reason.NOT_POSSIBLE, "Bird dog waits for a later phase: Rebuild. Now is Settle.",
    )  # fmt: skip
    assert items(cast) == (HomeItem(id="bird_dog"), HomeItem(id="bridging"))
