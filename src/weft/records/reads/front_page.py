"""The clinic as everybody may see it: who works here, what it costs, where it is; and what its settings say of that."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from weft.core.book.video import host_of
from weft.core.desk.prices import Price, Priced, price_list
from weft.records import clock
from weft.records.access import ClinicSeen, Job, Member, NotFound, clinic_of
from weft.records.front_version import version_of
from weft.records.models import Clinic, ClinicLogo, Membership, Registration, Site


@dataclass(frozen=True, slots=True)
class RegistrationSeen:
    """A registration that is in force."""

    profession: str
    body: str
    number: str


@dataclass(frozen=True, slots=True)
class PractitionerSeen:
    """Somebody who treats people here."""

    name: str
    title: str
    disciplines: tuple[str, ...]
    languages: str
    years: int | None
    """Full years in the profession at the least; None: not said."""
    registrations: tuple[RegistrationSeen, ...]


@dataclass(frozen=True, slots=True)
class SiteSeen:
    """An address."""

    name: str
    address: str
    getting_in: str


@dataclass(frozen=True, slots=True)
class PeopleAndPrices:
    """The page P12."""

    people: tuple[PractitionerSeen, ...]
    prices: tuple[Price, ...]
    sites: tuple[SiteSeen, ...]


@dataclass(frozen=True, slots=True)
class Works:
    """Somebody whose line the settings form has."""

    id: UUID
    name: str
    languages: str
    works_since: int | None
    room: str


@dataclass(frozen=True, slots=True)
class FrontSettings:
    """What the settings form is filled from."""

    tagline: str
    colour: str
    currency: str
    video_room: str
    prices: dict[str, str]
    team: tuple[Works, ...]
    has_logo: bool
    version: str


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture beside the clinic's name."""

    media: str
    content: bytes


def people_and_prices(clinic: ClinicSeen) -> PeopleAndPrices:
    """For everybody."""
    today = clock.today(clinic.zone)
    row = Clinic.objects.get(id=clinic.id)
    registered: dict[UUID, list[Registration]] = {}
    for one in Registration.objects.within(clinic.id).order_by("profession", "id"):
        if one.expires is None or one.expires >= today:
            registered.setdefault(one.membership_id, []).append(one)
    return PeopleAndPrices(
        people=tuple(_practitioner(each, registered.get(each.id, []), today) for each in _team(clinic.id)),
        prices=price_list(row.prices, row.currency),
        sites=tuple(
            SiteSeen(each.name, each.address, each.getting_in)
            for each in Site.objects.within(clinic.id).filter(active=True).order_by("name", "id")
        ),
    )


def what_it_costs(clinic: ClinicSeen) -> tuple[Price, ...]:
    """The prices that the clinic has said, for the home page; none while it has said none."""
    row = Clinic.objects.get(id=clinic.id)
    return tuple(one for one in price_list(row.prices, row.currency) if one.amount is not None)


def video_services(clinic: ClinicSeen) -> tuple[str, ...]:
    """Who carries the clinic's talks by video: the hosts of its rooms; none while no talk by video is offered."""
    if not clinic.video_room:
        return ()
    rooms = [clinic.video_room, *(each.video_room for each in _team(clinic.id) if each.video_room)]
    return tuple(dict.fromkeys(map(host_of, rooms)))


def logo(clinic: ClinicSeen) -> Logo:
    """The picture that stands.

    Raises:
        NotFound: If the clinic has none.
    """
    row = ClinicLogo.objects.within(clinic.id).filter(sha256=clinic.logo).first() if clinic.logo else None
    if row is None:
        raise NotFound
    return Logo(row.media, bytes(row.content))


def front_settings(by: Member) -> FrontSettings:
    """For whoever keeps the clinic's settings.

    Raises:
        NotAllowed: For everybody else.
    """
    by.need(Job.SETTINGS)
    row = Clinic.objects.get(id=by.clinic_id)
    rows = _team(by.clinic_id)
    team = tuple(Works(each.id, each.user.name, each.languages, each.works_since, each.video_room) for each in rows)
    return FrontSettings(
        tagline=row.tagline,
        colour=row.colour,
        currency=row.currency,
        video_room=row.video_room,
        prices={each.value: str(row.prices.get(each.value, "")) for each in Priced},
        team=team,
        has_logo=bool(clinic_of(by.clinic_id).logo),
        version=version_of(row, rows),
    )


def _team(clinic_id: UUID) -> list[Membership]:
    """Those who treat people, by name."""
    rows = Membership.objects.within(clinic_id).filter(active=True, user__is_active=True).select_related("user")
    return [row for row in rows.order_by("user__name", "id") if row.disciplines]


def _practitioner(row: Membership, registered: list[Registration], today: date) -> PractitionerSeen:
    return PractitionerSeen(
        name=row.user.name,
        title=row.title,
        disciplines=tuple(row.disciplines),
        languages=row.languages,
        years=max(today.year - row.works_since - 1, 0) if row.works_since else None,
        registrations=tuple(RegistrationSeen(one.profession, one.body, one.number) for one in registered),
    )
