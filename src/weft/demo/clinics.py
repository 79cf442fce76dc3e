"""The two clinics of the demo with those who work there; people who are treated come through the actions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.demo import ZONE
from weft.demo.cast import ELSEWHERE, STAFF, Worker
from weft.demo.hour import Hour
from weft.records import clock
from weft.records.access import Job, Member, member_for, system_of, visitor_to
from weft.records.actions.knowledge import work_with_drafts
from weft.records.models import (
    Clinic,
    ClinicHost,
    Membership,
    Person,
    Registration,
    Resource,
    ResourceKind,
    Site,
    User,
    WorkingHours,
)
from weft.records.refused import Refused

OPENS, CLOSES = time(8), time(18)
LONG_AGO = timedelta(days=400)
"""The clinics have been there for a while: longer than any of their patients."""


@dataclass(frozen=True, slots=True)
class House:
    """A clinic of the demo: its people as the access door knows them, and its places."""

    id: UUID
    hour: Hour
    staff: dict[str, Member]
    """By login."""
    beds: tuple[UUID, ...]
    rooms: tuple[UUID, ...]
    visitor: Member
    system: Member

    def __getitem__(self, login: str) -> Member:
        """``house["wei"]``: a member of the staff."""
        return self.staff[login]

    @property
    def desk(self) -> Member:
        """Who answers requests and admits people."""
        return self.staff.get("noor") or self.clinician

    @property
    def clinician(self) -> Member:
        """Who asks the health questions."""
        return next(member for member in self.staff.values() if member.may(Job.RECORD))


def open_clinic(hour: Hour) -> House:
    """The demo clinic, on 127.0.0.1, with its staff."""
    return _open(
        hour, STAFF, lead="elena", host="127.0.0.1", name="Two Rivers Back Clinic", phone="+1 416 555 0142",
        email="hello@two-rivers.example", tagline="One plan for your back: needles and movement",
        address="12 Bridge Street, Toronto", beds=4, rooms=("Room 1", "Room 2", "Gym"), colour="#1d4f6e",
        prices={"first_look": "140", "needles": "85", "movement": "95", "pair": "160"},
    )  # fmt: skip


def open_other_clinic(hour: Hour) -> House:
    """Otto's clinic, on localhost; nobody of the demo clinic may learn from it, nor it from them."""
    return _open(
        hour, ELSEWHERE, lead="otto", host="localhost", name="Harbour Acupuncture", phone="+1 416 555 0170",
        email="hello@harbour.example", tagline="Acupuncture by the water", address="3 Quay Lane, Toronto",
        beds=1, rooms=(), colour="", prices={},
    )  # fmt: skip


def give_account(person_id: UUID, login: str) -> None:
    """Let a made-up person in to their own pages, by the demo's one click."""
    person = Person.objects.everywhere().get(id=person_id)  # made by this builder
    person.user = _account(login, person.name, place=0)
    person.save(update_fields=["user"])


def _open(  # noqa: PLR0913  a clinic has this many facts
    hour: Hour, workers: Iterable[Worker], *, lead: str, host: str, name: str, phone: str, email: str, tagline: str,
    address: str, beds: int, rooms: tuple[str, ...], colour: str, prices: dict[str, str],
) -> House:  # fmt: skip
    clinic = Clinic.objects.create(
        name=name, zone=ZONE, phone=phone, email=email, tagline=tagline, opening_hours="Mon to Fri, 8 to 18",
        is_demo=True, colour=colour, currency="CAD" if prices else "", prices=prices,
        video_room="https://video.example/two-rivers" if prices else "",
    )  # fmt: skip
    ClinicHost.objects.create(clinic=clinic, host=host)
    site = Site.objects.create(
        clinic=clinic, name=name, address=address, getting_in="Step-free from the street; the bell is at the left."
    )
    staff = {worker.login: _hire(clinic, site, worker, place) for place, worker in enumerate(workers, start=1)}
    _work_with_drafts(staff[lead])
    _open_today(clinic, site, hour)
    return House(
        id=clinic.id,
        hour=hour,
        staff=staff,
        beds=tuple(_place(clinic, site, ResourceKind.BED, f"Bed {n}", n) for n in range(1, beds + 1)),
        rooms=tuple(_place(clinic, site, ResourceKind.ROOM, each, n) for n, each in enumerate(rooms, 10)),
        visitor=visitor_to(clinic.id),
        system=system_of(clinic.id),
    )


def _account(login: str, name: str, place: int) -> User:
    """Without a password. The demo's band lists accounts as they were made, so each is a second later."""
    made_at = clock.now() - LONG_AGO + timedelta(seconds=place)
    return User.objects.create_user(login, name=name, is_demo=True, made_at=made_at)


def _hire(clinic: Clinic, site: Site, worker: Worker, place: int) -> Member:
    user = _account(worker.login, worker.name, place)
    membership = Membership.objects.create(
        clinic=clinic, user=user, title=worker.title, jobs=[job.value for job in worker.jobs],
        disciplines=list(worker.disciplines), languages=worker.languages, works_since=worker.since,
    )  # fmt: skip
    for profession, body, number in worker.registered:
        Registration.objects.create(
            clinic=clinic, membership=membership, profession=profession, body=body, number=number
        )
    if worker.disciplines:
        Resource.objects.create(kind=ResourceKind.PRACTITIONER, user=user, name=worker.name)
        WorkingHours.objects.bulk_create(
            WorkingHours(
                clinic=clinic, membership=membership, site=site, weekday=day, starts=OPENS, ends=time(worker.until)
            )
            for day in range(5)
        )
    member = member_for(user.id, clinic.id)
    assert member is not None  # noqa: S101  hired a few lines above
    return member


def _work_with_drafts(lead: Member) -> None:
    """The lead says so, with a reason; before that day nobody could have been asked anything."""
    with clock.at(clock.now() - LONG_AGO):
        made = work_with_drafts(by=lead, on=True, reason="To look around with made-up people. Nobody real is treated.")
    assert not isinstance(made, Refused), str(made.words)  # noqa: S101  she is registered, and it is off


def _open_today(clinic: Clinic, site: Site, hour: Hour) -> None:
    """At night or on a Sunday the demo's day is open all the same, around the hour it is built."""
    today = hour.now.astimezone(ZoneInfo(ZONE)).date()
    if today.weekday() < 5 and hour.opens >= OPENS and hour.closes <= CLOSES:
        return
    WorkingHours.objects.bulk_create(
        WorkingHours(
            clinic=clinic,
            membership=row,
            site=site,
            weekday=today.weekday(),
            starts=hour.opens,
            ends=hour.closes,
            first_day=today,
            last_day=today,
        )
        for row in Membership.objects.within(clinic.id)
        if row.disciplines
    )


def _place(clinic: Clinic, site: Site, kind: ResourceKind, name: str, position: int) -> UUID:
    return Resource.objects.create(clinic=clinic, site=site, kind=kind, name=name, position=position).id
