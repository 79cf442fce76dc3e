"""A clinic as whoever hosts it writes it down once: its addresses, sites, beds, rooms and the people who work there."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import field
from datetime import time
from enum import StrEnum

from weft.core.book.contact import email_fault, name_fault
from weft.core.shared.fact import fact
from weft.core.shared.words import Words

_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
_COUNTRY = re.compile(r"[A-Z]{2}")
LONGEST_HOST = 253


class Role(StrEnum):
    """What somebody does in the clinic; several may be one person's."""

    CLINICIAN = "clinician"
    FRONT_DESK = "front_desk"
    LEAD = "lead"
    """Decides which knowledge is in use, and keeps the settings and the numbers."""


class Weekday(StrEnum):
    """As the file names it."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        """Monday is 0."""
        return list(Weekday).index(self)


@fact
class RoomWritten:
    """A room of its own kind."""

    name: str
    kind: str = ""
    """``movement_place``, ``private``…; empty: any visit that needs no bed."""
    disciplines: tuple[str, ...] = ()
    """What can be done there; empty: everything."""


@fact
class SiteWritten:
    """An address."""

    name: str
    address: str = ""
    getting_in: str = ""
    beds: tuple[str, ...] = ()
    rooms: tuple[RoomWritten, ...] = ()


@fact
class HoursWritten:
    """One shift, the same on some weekdays. A break parts two shifts."""

    days: tuple[Weekday, ...]
    starts: time
    ends: time
    site: str = ""
    """Name of the site; the only one when empty."""


@fact
class RegistrationWritten:
    """A professional registration."""

    profession: str
    body: str
    number: str


@fact
class WorkerWritten:
    """Somebody who works here."""

    email: str
    """What they sign in with."""
    name: str
    roles: tuple[Role, ...]
    title: str = ""
    disciplines: tuple[str, ...] = ()
    languages: str = ""
    registered: tuple[RegistrationWritten, ...] = ()
    hours: tuple[HoursWritten, ...] = ()

    @property
    def login(self) -> str:
        """The address as it is kept."""
        return self.email.strip().lower()


@fact
class House:
    """A whole clinic."""

    name: str
    hosts: tuple[str, ...]
    """Host names that mean this clinic, without a port."""
    zone: str
    """IANA name, such as ``America/Toronto``."""
    country: str
    """ISO 3166, two letters."""
    emergency_number: str
    """What the stop page tells people to ring. It has no default: a wrong one could cost a life."""
    phone: str = ""
    email: str = ""
    opening_hours: str = ""
    sites: tuple[SiteWritten, ...] = ()
    staff: tuple[WorkerWritten, ...] = field(default=())


Fault = tuple[str, Words]
"""Place in the file, and what is wrong there."""


def house_faults(house: House, disciplines: Collection[str], zones: Collection[str]) -> Iterator[Fault]:
    """Everything that is wrong with a clinic, place by place.

    Args:
        house: As it was written.
        disciplines: Ids that have a calendar.
        zones: Names of the time zones that this machine knows.
    """
    yield from _own_faults(house, zones)
    yield from _site_faults(house, disciplines)
    yield from _twice("staff", "email", [worker.login for worker in house.staff])
    for number, worker in enumerate(house.staff):
        for place, words in _worker_faults(worker, house, disciplines):
            yield f"staff.{number}.{place}", words
    if not any(Role.LEAD in worker.roles for worker in house.staff):
        yield "staff", Words("Nobody is the lead. Without one no knowledge can be put to use; give somebody the role.")


def _own_faults(house: House, zones: Collection[str]) -> Iterator[Fault]:
    if fault := name_fault(house.name):
        yield "name", fault
    yield from _host_faults(house.hosts)
    if house.zone not in zones:
        yield "zone", Words("{zone} is no time zone. Write one such as America/Toronto.", zone=house.zone)
    if not _COUNTRY.fullmatch(house.country):
        yield "country", Words("Write the country as two capital letters, such as CA.")
    if not re.fullmatch(r"[0-9]{2,6}", house.emergency_number):
        yield "emergency_number", Words("Write the number to ring in an emergency as digits, such as 911.")
    if house.email and (fault := email_fault(house.email)):
        yield "email", fault


def _host_faults(hosts: Collection[str]) -> Iterator[Fault]:
    if not hosts:
        yield "hosts", Words("Name at least one host, such as clinic.example: the address people type.")
    for host in hosts:
        if not _HOST.fullmatch(host) or len(host) > LONGEST_HOST:
            yield "hosts", Words("{host} is no host name. Write it in small letters, without a port.", host=host)
    yield from _twice("hosts", "", hosts)


def _site_faults(house: House, disciplines: Collection[str]) -> Iterator[Fault]:
    if not house.sites:
        yield "sites", Words("Write at least one site, with its beds and rooms.")
    yield from _twice("sites", "name", [site.name for site in house.sites])
    yield from _twice(
        "sites",
        "beds and rooms",
        [name for site in house.sites for name in (*site.beds, *(r.name for r in site.rooms))],
    )
    for number, site in enumerate(house.sites):
        for name in (site.name, *site.beds, *(room.name for room in site.rooms)):
            if fault := name_fault(name):
                yield f"sites.{number}", fault
        for room in site.rooms:
            yield from _unknown(f"sites.{number}.rooms", room.disciplines, disciplines)


def _worker_faults(worker: WorkerWritten, house: House, disciplines: Collection[str]) -> Iterator[Fault]:
    yield from _name_faults(worker)
    if not worker.roles:
        yield "roles", Words("Give at least one role: {roles}.", roles=", ".join(Role))
    yield from _unknown("disciplines", worker.disciplines, disciplines)
    if worker.disciplines and Role.CLINICIAN not in worker.roles:
        yield "roles", Words("Who gives treatments needs the role clinician.")
    if worker.disciplines and not worker.registered:
        yield "registered", Words("Who gives treatments has a registration: profession, body and number.")
    yield from _shift_faults(worker, {site.name for site in house.sites})


def _name_faults(worker: WorkerWritten) -> Iterator[Fault]:
    if fault := name_fault(worker.name):
        yield "name", fault
    if fault := email_fault(worker.email):
        yield "email", fault


def _shift_faults(worker: WorkerWritten, sites: Collection[str]) -> Iterator[Fault]:
    for shift in worker.hours:
        if shift.starts >= shift.ends:
            yield "hours", Words("A shift ends after it starts.")
        if shift.site not in sites and (shift.site or len(sites) != 1):
            yield "hours", Words("Name the site of each shift: {sites}.", sites=", ".join(sorted(sites)))


def _unknown(place: str, named: Collection[str], known: Collection[str]) -> Iterator[Fault]:
    for id_ in named:
        if id_ not in known:
            yield place, Words("{id} has no calendar here. There are: {ids}.", id=id_, ids=", ".join(sorted(known)))


def _twice(place: str, what: str, names: Collection[str]) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield (f"{place}.{what}" if what else place), Words("{name} stands there twice.", name=name)
