"""A clinic begins: its row, addresses, beds, rooms and staff, as its host wrote them; again, it adds what is new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from weft.core.desk.house import House, Role, SiteWritten, WorkerWritten
from weft.core.shared.words import Words
from weft.records import claims
from weft.records.access import Job, Member
from weft.records.actions.base import action
from weft.records.models import (
    Clinic,
    ClinicHost,
    Membership,
    Registration,
    Resource,
    ResourceKind,
    Site,
    User,
    WorkingHours,
)
from weft.records.refused import Reason, Refused

JOBS: Mapping[Role, tuple[Job, ...]] = {
    Role.FRONT_DESK: (Job.DIARY, Job.PEOPLE, Job.SAFETY_ANSWERS),
    Role.CLINICIAN: (Job.DIARY, Job.PEOPLE, Job.SAFETY_ANSWERS, Job.RECORD, Job.AGREE_PLAN),
    Role.LEAD: (Job.OUTCOMES, Job.CONTENT, Job.EXPORT, Job.SETTINGS),
}
OF_DISCIPLINE = {"needles": Job.NEEDLES, "movement": Job.MOVEMENT}
"""What a discipline adds."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was made now; what stood already is left as it is."""

    clinic_id: UUID
    is_new: bool
    places: tuple[str, ...]
    """Names of sites, beds and rooms."""
    staff: tuple[str, ...]
    """What they sign in with."""


@dataclass(slots=True)
class _Made:
    places: list[str] = field(default_factory=list)
    staff: list[str] = field(default_factory=list)


@action
def open_clinic(house: House, *, by: Member) -> Opened:
    """Make the clinic, or add to it what it has not: hosts, sites, beds, rooms, staff. Nothing is changed or removed.

    Inside a closure that stands, what is added is closed too.

    Args:
        house: Without faults (`core.desk.house.house_faults`).
        by: The product, in this clinic (`access.system_of`, or `access.system_of_new` when none is at these hosts).

    Returns:
        What was made; or Refused: NOT_POSSIBLE when its hosts belong to several clinics, or to another than ``by``'s.
    """
    made, taken = _Made(), {row.host: row.clinic_id for row in _hosts(house)}
    if any(clinic_id != by.clinic_id for clinic_id in taken.values()):
        raise Refused(Reason.NOT_POSSIBLE, Words("Another clinic is at one of these hosts already."))
    clinic = Clinic.objects.filter(id=by.clinic_id).first()
    is_new = clinic is None
    clinic = clinic or Clinic.objects.create(
        id=by.clinic_id, name=house.name, zone=house.zone, country=house.country, phone=house.phone,
        email=house.email, opening_hours=house.opening_hours, emergency_number=house.emergency_number,
    )  # fmt: skip
    for host in house.hosts:
        if host not in taken:
            ClinicHost.objects.create(clinic=clinic, host=host)
    sites = {site.name: _site(clinic, site, made) for site in house.sites}
    for worker in house.staff:
        _hire(clinic, worker, sites, made)
    claims.close_new(clinic.id)
    return Opened(clinic.id, is_new, tuple(made.places), tuple(made.staff))


def _hosts(house: House) -> list[ClinicHost]:
    return list(ClinicHost.objects.everywhere().filter(host__in=house.hosts))


def _site(clinic: Clinic, written: SiteWritten, made: _Made) -> Site:
    site = Site.objects.within(clinic.id).filter(name=written.name).first()
    if site is None:
        site = Site.objects.create(
            clinic=clinic, name=written.name, address=written.address, getting_in=written.getting_in
        )
        made.places.append(site.name)
    add = _adder(clinic, site, made)
    for name in written.beds:
        add(ResourceKind.BED, name, "", ())
    for room in written.rooms:
        add(ResourceKind.ROOM, room.name, room.kind, room.disciplines)
    return site


def _adder(clinic: Clinic, site: Site, made: _Made) -> Callable[[ResourceKind, str, str, tuple[str, ...]], None]:
    """Makes a bed or room that is not there; positions go on from those that are."""
    there = Resource.objects.within(clinic.id).filter(kind__in=(ResourceKind.BED, ResourceKind.ROOM))
    names = set(there.values_list("name", flat=True))

    def add(kind: ResourceKind, name: str, room_kind: str, disciplines: tuple[str, ...]) -> None:
        if name in names:
            return
        names.add(name)
        made.places.append(name)
        Resource.objects.create(
            clinic=clinic, site=site, kind=kind, name=name, room_kind=room_kind, disciplines=list(disciplines),
            position=len(names),
        )  # fmt: skip

    return add


def _hire(clinic: Clinic, worker: WorkerWritten, sites: Mapping[str, Site], made: _Made) -> None:
    """An account that exists (in another clinic too) is used as it is."""
    user = User.objects.filter(login=worker.login).first()
    user = user or User.objects.create_user(worker.login, name=worker.name, email=worker.email.strip())
    if Membership.objects.within(clinic.id).filter(user=user).exists():
        return
    jobs = [*(job for role in worker.roles for job in JOBS[role])]
    jobs += [OF_DISCIPLINE[id_] for id_ in worker.disciplines if id_ in OF_DISCIPLINE]
    membership = Membership.objects.create(
        clinic=clinic, user=user, title=worker.title, jobs=list(dict.fromkeys(job.value for job in jobs)),
        disciplines=list(worker.disciplines), languages=worker.languages,
    )  # fmt: skip
    Registration.objects.bulk_create(
        Registration(clinic=clinic, membership=membership, profession=one.profession, body=one.body, number=one.number)
        for one in worker.registered
    )
    if worker.disciplines and not Resource.objects.everywhere().filter(user=user).exists():
        Resource.objects.create(kind=ResourceKind.PRACTITIONER, user=user, name=worker.name)
    only = next(iter(sites.values()))
    WorkingHours.objects.bulk_create(
        WorkingHours(
            clinic=clinic,
            membership=membership,
            site=sites.get(shift.site, only),
            weekday=day.number,
            starts=shift.starts,
            ends=shift.ends,
        )
        for shift in worker.hours
        for day in shift.days
    )
    made.staff.append(user.login)
