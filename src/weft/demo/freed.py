"""A pair of one of the next days that became free, who could use it, and somebody who would come sooner to anybody."""

from datetime import datetime, timedelta
from itertools import product

from weft.core.schedule.wishes import PartOfDay
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.demo.care import admitted, done
from weft.demo.cast import OWEN, Somebody
from weft.demo.clinics import House
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.schedule import Booked, book_pair, book_visit
from weft.records.actions.waitlist import want_earlier
from weft.records.actions.waitlist_round import look_for_freed
from weft.records.models import Person
from weft.records.wanted import VisitWanted

DAYS, LATER = range(1, 7), range(4, 10)
TIMES = ("10:00", "11:00", "13:00", "14:00", "15:00", "16:00")
NOAH = Somebody(
    name="Noah Petit", known_as="Noah", age=39, occupation="carpenter", phone="+1 416 555 0124",
    asks="My back is sore. The sooner the better, whoever has time.",
)  # fmt: skip


def walk(house: House) -> None:
    """Owen cancels a pair; it is looked who could use it, as the worker does within its next round."""
    with clock.at(house.hour.now):
        if (booked := _first_free(house)) is not None:
            done(cancel_visit(visit_id=booked.visits[0], reason="Away for work", by=house.desk))
    _would_come_sooner(house)
    with clock.at(house.hour.now):
        look_for_freed(by=house.system)


def _would_come_sooner(house: House) -> None:
    """Noah has a visit with Dana in some days, and comes sooner also to somebody else."""
    noah = admitted(house, NOAH, house.hour.on(-2, "12:30"))
    with clock.at(house.hour.now):
        for day, each in product((n for n in LATER if _is_working(house, n)), TIMES):
            _, wanted = _pair(house, house.hour.on_any_day(day, each))
            if isinstance(book_visit(noah, wanted, by=house.desk), Booked):
                break
        done(want_earlier(
            by=house.desk, person_id=noah, days=range(7), times=tuple(PartOfDay), reach="phone", anybody=True
        ))  # fmt: skip


def _is_working(house: House, day: int) -> bool:
    return (house.hour.today + timedelta(days=day)).weekday() < 5


def _first_free(house: House) -> Booked | None:
    """The first pair with Wei and Dana that is free on one of the next working days."""
    owen = Person.objects.within(house.id).get(name=OWEN.name)
    for day in (n for n in DAYS if _is_working(house, n)):
        for each in TIMES:
            found = book_pair(owen.id, *_pair(house, house.hour.on_any_day(day, each)), by=house.desk)
            if isinstance(found, Booked):
                return found
    return None


def _pair(house: House, at: datetime) -> tuple[VisitWanted, VisitWanted]:
    wei, dana = house["wei"].membership_id, house["dana"].membership_id
    assert wei is not None and dana is not None  # noqa: S101, PT018  both work here
    hands = knowledge().disciplines[NEEDLES].hands_on
    return (
        VisitWanted(NEEDLES, wei, at, 45, house.beds[0], hands),
        VisitWanted(MOVEMENT, dana, at + timedelta(minutes=45), 40, house.rooms[0]),
    )
