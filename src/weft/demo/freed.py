"""A pair of one of the next days that became free, and who could use it."""

from datetime import datetime, timedelta

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.demo.care import done
from weft.demo.cast import OWEN
from weft.demo.clinics import House
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.schedule import Booked, book_pair
from weft.records.actions.waitlist_round import look_for_freed
from weft.records.models import Person
from weft.records.wanted import VisitWanted

DAYS = range(1, 7)
TIMES = ("10:00", "11:00", "13:00", "14:00", "15:00", "16:00")


def walk(house: House) -> None:
    """Owen cancels a pair; it is looked who could use it, as the worker does within its next round."""
    with clock.at(house.hour.now):
        if (booked := _first_free(house)) is not None:
            done(cancel_visit(visit_id=booked.visits[0], reason="Away for work", by=house.desk))
        look_for_freed(by=house.system)


def _first_free(house: House) -> Booked | None:
    """The first pair with Wei and Dana that is free on one of the next working days."""
    owen = Person.objects.within(house.id).get(name=OWEN.name)
    for day in (n for n in DAYS if (house.hour.today + timedelta(days=n)).weekday() < 5):
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
