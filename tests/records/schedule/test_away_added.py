"""What is added to a clinic inside a closure that stands is closed too: beds, rooms, people, their hours."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from tests import people
from tests.care import got
from tests.people import HERE, ZONE, Cast
from tests.records.schedule.courses import sure

import weft
from weft.core.desk.house import HoursWritten, House, Role, SiteWritten, Weekday, WorkerWritten
from weft.core.schedule.absence import Why
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import clock
from weft.records.actions.away import Absent, end_absence, write_absence
from weft.records.actions.open_clinic import open_clinic
from weft.records.actions.schedule import book_visit
from weft.records.models import Claim, Closure, Membership, Resource
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

HOUR = timedelta(hours=1)
FRIDAY = datetime(2027, 3, 5, 14, tzinfo=UTC)
"""9:00 at the clinic."""


def closed(cast: Cast, who: Absent | None = None) -> Closure:
    """From 9:00 to 11:00."""
    who = who or Absent(site_id=cast.site.id)
    made = got(write_absence(by=cast.noor, who=who, starts=FRIDAY, ends=FRIDAY + 2 * HOUR, why=Why.REPAIRS))
    return Closure.objects.within(cast.clinic.id).get(id=made)


def add(cast: Cast, *beds: str, worker: WorkerWritten | None = None, site: str = "") -> None:
    """As `weft clinic open` does it, run again with a longer file."""
    places = {cast.site.name: (), "A new site": ()} | {site or cast.site.name: beds}
    house = House(
        name="Two Rivers", hosts=(HERE,), zone=ZONE, country="CA", emergency_number="911",
        sites=tuple(SiteWritten(name=name, beds=here) for name, here in places.items()),
        staff=(worker,) if worker else (),
    )  # fmt: skip
    got(open_clinic(house, by=cast.system))


def hired(cast: Cast, *hours: tuple[int, int], email: str = "new@example.org") -> Membership:
    """A physiotherapist; hours of a Friday. Somebody without any works whenever asked."""
    day, site = (Weekday.FRI,), cast.site.name
    shifts = tuple(HoursWritten(days=day, starts=time(a), ends=time(b), site=site) for a, b in hours)
    new = WorkerWritten(email=email, name="New", roles=(Role.CLINICIAN,), disciplines=(MOVEMENT,), hours=shifts)
    add(cast, worker=new)
    return Membership.objects.within(cast.clinic.id).get(user__login=email)


def fits(cast: Cast, minutes: int, bed: str = "Bed 9") -> bool:
    """Whether a visit at this bed can begin so long after 9:00; Elena's hands are no closed site's."""
    place = Resource.objects.within(cast.clinic.id).get(name=bed)
    starts = FRIDAY + timedelta(minutes=minutes)
    return books(cast, VisitWanted(NEEDLES, sure(cast.elena.membership_id), starts, 45, place.id))


def works(cast: Cast, who: Membership, minutes: int) -> bool:
    """The same with somebody, by phone: no bed or room."""
    return books(cast, VisitWanted(MOVEMENT, who.id, FRIDAY + timedelta(minutes=minutes), 45))


def books(cast: Cast, wanted: VisitWanted) -> bool:
    result = book_visit(cast.harold_id, wanted, by=cast.noor)
    assert not isinstance(result, Refused) or result.reason is Reason.SLOT_TAKEN
    return not isinstance(result, Refused)


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "free"), [(-45, True), (-40, False), (115, False), (120, True)])
def test_a_bed_that_is_added_while_its_site_is_closed_is_closed_until_then(
    cast: Cast, minutes: int, free: bool
) -> None:
    closed(cast)

    add(cast, "Bed 9")

    assert fits(cast, minutes) is free


@pytest.mark.django_db
def test_a_bed_that_was_added_before_is_closed_as_ever(cast: Cast) -> None:
    add(cast, "Bed 9")

    closed(cast)

    assert not fits(cast, 0)
    assert fits(cast, 120)


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["another site", "called off before", "called off since", "over", "only a bed"])
def test_a_bed_is_open_where_no_closure_of_its_site_stands(cast: Cast, why: str) -> None:
    made = closed(cast, Absent(place_id=cast.beds[0].id) if why == "only a bed" else None)
    if why == "called off before":
        got(end_absence(by=cast.noor, closure_id=made.id))

    with clock.at(made.ends if why == "over" else clock.now()):
        add(cast, "Bed 9", site="A new site" if why == "another site" else "")
        if why == "called off since":
            assert not fits(cast, 0)
            got(end_absence(by=cast.noor, closure_id=made.id))
        assert Claim.objects.within(cast.clinic.id).filter(active=True, resource__name="Bed 9").count() == 0
        assert fits(cast, 0)


@pytest.mark.django_db
def test_of_two_closures_at_once_the_second_still_holds_the_new_bed(cast: Cast) -> None:
    first, second = closed(cast), Closure.objects.create(
        clinic=cast.clinic, site=cast.site, starts=FRIDAY + HOUR, ends=FRIDAY + 3 * HOUR, reason="repairs"
    )  # fmt: skip
    add(cast, "Bed 9")

    got(end_absence(by=cast.noor, closure_id=first.id))

    assert fits(cast, 0)
    assert [fits(cast, 120), fits(cast, 180)] == [False, True]
    assert Claim.objects.within(cast.clinic.id).filter(active=True, closure=second).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours", "minutes", "free"),
    [
        (((8, 18),), -45, True), (((8, 18),), 0, False), (((8, 18),), 115, False), (((8, 18),), 120, True),
        (((8, 10),), 60, True),  # at the site until 10:00: from then on their time is their own
        (((8, 10),), 15, False),
        ((), 0, False), ((), 120, True),
    ],
)  # fmt: skip
def test_whoever_begins_to_work_at_a_closed_site_is_not_booked_there(
    cast: Cast, hours: tuple[tuple[int, int], ...], minutes: int, free: bool
) -> None:
    closed(cast)

    new = hired(cast, *hours)

    assert works(cast, new, minutes) is free


@pytest.mark.django_db
def test_what_is_booked_with_them_in_another_clinic_stays(cast: Cast) -> None:
    """The hands are one: the closure takes what is left of them."""
    elsewhere = VisitWanted(MOVEMENT, sure(cast.otto.membership_id), FRIDAY, 45, cast.other_bed.id)
    visit = got(book_visit(cast.other_person.id, elsewhere, by=cast.otto)).visits[0]
    closed(cast)

    new = hired(cast, (8, 18), email="otto@example.org")

    assert Claim.objects.within(cast.other_clinic.id).filter(visit_id=visit, active=True).exists()
    assert [works(cast, new, minutes) for minutes in (45, 120)] == [False, True]


@pytest.mark.django_db
def test_run_again_with_nothing_new_it_takes_nothing(cast: Cast) -> None:
    closed(cast)
    before = Claim.objects.within(cast.clinic.id).count()

    add(cast)

    assert Claim.objects.within(cast.clinic.id).count() == before


# --- no path is forgotten --------------------------------------------------------------------------------------------

WRITES = re.compile(
    r"\b(?:Resource|WorkingHours|Membership)(?:\(|(?:\.objects[\w.()=]*?)?\.(?:bulk_|update_or_|get_or_)?(?:create|update)\()"
    r"|\.(?:active|is_active|disciplines) = "
)
OWN_TIME = {"resources.py", "book_people.py"}
"""Hands, whose absences take them whole whenever they are made; and a person's own time, which no closure takes."""
CLOSES_ACCOUNTS = {"account.py"}
"""Only whoever works nowhere."""


def test_every_file_that_makes_time_to_book_has_the_closures_take_it() -> None:
    """A new one, such as a page for hours, calls `claims.close_new` in the same action, and is tried above."""
    folder = Path(weft.__file__).parent / "records"
    texts = {
        path.name: path.read_text("utf-8")
        for path in folder.rglob("*.py")
        if not {"migrations", "models", "guards"} & set(path.parts)
    }
    found = {name for name, text in texts.items() if WRITES.search(text)} - OWN_TIME - CLOSES_ACCOUNTS

    assert found == {"open_clinic.py"}
    assert all("claims.close_new(" in texts[name] for name in found)


@pytest.mark.parametrize(("text", "writes"), [
    ("Resource.objects.create(kind=bed)", True),
    ("WorkingHours.objects.bulk_create(rows)", True),
    ("WorkingHours(weekday=1).save()", True),
    ("Membership.objects.within(clinic_id).filter(id=x).update(active=True)", True),
    ("row.active = True", True),
    ("Resource.objects.within(clinic_id).filter(active=True)", False),
    ("row.active == True", False),
])  # fmt: skip
def test_what_counts_as_making_time(text: str, writes: bool) -> None:
    assert bool(WRITES.search(text)) is writes


# --- at the same moment ----------------------------------------------------------------------------------------------


def beside(first: Callable[[], Any], second: Callable[[], Any]) -> None:
    """``second`` begins while ``first`` is done and not yet written for good."""
    now = clock.now()

    def run() -> None:
        try:
            with clock.at(now):
                second()
        finally:
            connection.close()

    other = Thread(target=run)
    with transaction.atomic():
        first()
        other.start()
        other.join(timeout=0.5)  # it is through by now, or waits for the lock
    other.join()


@pytest.mark.only_on("postgres")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("order", ["added first", "closed first"])
def test_a_bed_that_is_added_while_its_site_is_being_closed_is_closed(transactional_db: None, order: str) -> None:
    cast = people.standing()
    acts = [lambda: add(cast, "Bed 9"), lambda: closed(cast)]

    beside(*(acts if order == "added first" else acts[::-1]))

    assert not fits(cast, 0)
    assert fits(cast, 120)


@pytest.mark.only_on("postgres")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("order", ["added first", "called off first"])
def test_a_bed_that_is_added_while_its_site_opens_again_is_free(transactional_db: None, order: str) -> None:
    cast = people.standing()
    made = closed(cast)
    acts = [lambda: add(cast, "Bed 9"), lambda: end_absence(by=cast.noor, closure_id=made.id)]

    beside(*(acts if order == "added first" else acts[::-1]))

    assert fits(cast, 0)
