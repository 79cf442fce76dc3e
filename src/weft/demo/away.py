"""Elena is away for a day of next week: three people cannot come then. One is asked, one has answered, one waits."""

from datetime import datetime, timedelta
from uuid import UUID

from weft.core.schedule.absence import Why
from weft.core.schedule.clinic.repair import Rung
from weft.core.shared.care import MOVEMENT
from weft.demo.care import admitted, done
from weft.demo.cast import Somebody
from weft.demo.clinics import House
from weft.records import clock
from weft.records.actions.away import Absent, write_absence
from weft.records.actions.away_ask import answer_question, ask_to_move
from weft.records.actions.away_move import keep_offer
from weft.records.actions.schedule import book_visit
from weft.records.models import Visit, VisitState
from weft.records.reads.away_repair import look
from weft.records.wanted import VisitWanted

RUTH = Somebody(
    name="Ruth Okafor", known_as="Ruth", age=64, occupation="retired nurse", phone="+1 416 555 0121",
    email="ruth.okafor@example.org", asks="A stiff back in the morning.",
)  # fmt: skip
MATEO = Somebody(
    name="Mateo Rojas", known_as="Mateo", age=27, occupation="courier", phone="+1 416 555 0122",
    email="mateo.rojas@example.org", asks="My back after a day on the bicycle.",
)  # fmt: skip
HANA = Somebody(
    name="Hana Novotná", known_as="Hana", age=45, occupation="florist", phone="+1 416 555 0123",
    email="hana.novotna@example.org", asks="Lifting buckets hurts.",
)  # fmt: skip
PEOPLE = ((RUTH, "10:00"), (MATEO, "11:00"), (HANA, "14:00"))
DAYS = range(7, 14)
MINUTES = 40


def walk(house: House) -> None:
    """The absence is written; Ruth is asked by message, Mateo would rather be rung, Hana is still to be asked."""
    day = _quiet_day(house)
    ids = [_with_visit(house, who, house.hour.on_any_day(day, at)) for who, at in PEOPLE]
    elena = house["elena"].membership_id
    starts = house.hour.on_any_day(day, "00:00")
    with clock.at(house.hour.at(-30)):
        absence = done(
            write_absence(
                by=house.desk, who=Absent(membership_id=elena), starts=starts, ends=starts + timedelta(days=1),
                why=Why.TRAINING,
            )
        )  # fmt: skip
        offer = look(absence, Rung.ALONE, house.desk)
        done(keep_offer(by=house.desk, closure_id=absence, offer=offer))
    asked = []
    for person_id, minutes in zip(ids[:2], (-26, -25), strict=True):
        with clock.at(house.hour.at(minutes)):
            asked.append(done(ask_to_move(by=house.desk, closure_id=absence, person_id=person_id, serial=offer.serial)))
    with clock.at(house.hour.at(-11)):
        done(answer_question(by=house.visitor, question_id=asked[1], yes=False))


def _quiet_day(house: House) -> int:
    """The first working day of the week after the next days on which Elena has nobody."""
    rows = Visit.objects.within(house.id).filter(practitioner_id=house["elena"].membership_id)
    taken = set(rows.exclude(state=VisitState.CANCELLED).values_list("local_date", flat=True))
    days = {n: house.hour.today + timedelta(days=n) for n in DAYS}
    return next(n for n, day in days.items() if day.weekday() < 5 and day not in taken)


def _with_visit(house: House, who: Somebody, starts: datetime) -> UUID:
    person_id = admitted(house, who, house.hour.on(-3, "12:30"))
    elena = house["elena"].membership_id
    assert elena is not None  # noqa: S101  she works here
    with clock.at(house.hour.on(-2, "12:00")):
        done(book_visit(person_id, VisitWanted(MOVEMENT, elena, starts, MINUTES, house.rooms[1]), by=house.desk))
    return person_id
