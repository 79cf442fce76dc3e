"""The known cast, in two clinics on one machine.

Marta (patient), Harold (patient, blood thinner), Wei (acupuncturist), Dana (physiotherapist), Ren (both), Noor (front
desk), Elena (owner, clinical lead) at 127.0.0.1. Otto works elsewhere (localhost) and must not learn that Marta exists.
"""

import pickle
from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID

from django.core.management import call_command

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import speaker
from weft.records.access import Job, Member, member_for, system_of, visitor_to
from weft.records.models import Clinic, ClinicHost, Membership, Person, Resource, ResourceKind, Site, User, WorkingHours

HERE, ELSEWHERE = "127.0.0.1", "localhost"
ZONE = "America/Toronto"
TUESDAY_NINE = datetime(2027, 3, 2, 14, 0, tzinfo=UTC)
"""09:00 in the clinic's zone."""

CLINICIAN = {Job.DIARY, Job.RECORD, Job.AGREE_PLAN, Job.SAFETY_ANSWERS}
JOBS = {
    "Wei": CLINICIAN | {Job.NEEDLES},
    "Dana": CLINICIAN | {Job.MOVEMENT},
    "Ren": CLINICIAN | {Job.NEEDLES, Job.MOVEMENT},
    "Noor": {Job.DIARY, Job.PEOPLE, Job.SAFETY_ANSWERS},
    "Elena": {Job.DIARY, Job.PEOPLE, Job.RECORD, Job.AGREE_PLAN, Job.OUTCOMES, Job.CONTENT, Job.EXPORT, Job.SETTINGS},
    "Otto": CLINICIAN | {Job.NEEDLES, Job.MOVEMENT, Job.PEOPLE, Job.EXPORT},
}
DISCIPLINES = {"Wei": [NEEDLES], "Dana": [MOVEMENT], "Ren": [NEEDLES, MOVEMENT], "Otto": [NEEDLES, MOVEMENT]}


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody as the door knows them, and the places."""

    clinic: Clinic
    other_clinic: Clinic
    site: Site
    beds: tuple[Resource, ...]
    rooms: tuple[Resource, ...]
    other_bed: Resource
    wei: Member
    dana: Member
    ren: Member
    noor: Member
    elena: Member
    otto: Member
    marta: Member
    harold: Member
    visitor: Member
    system: Member
    other_person: Person
    """A patient of Otto's clinic."""

    @property
    def marta_id(self) -> UUID:
        """Her person id."""
        assert self.marta.person_id
        return self.marta.person_id

    @property
    def harold_id(self) -> UUID:
        """His person id."""
        assert self.harold.person_id
        return self.harold.person_id


_kept: list[bytes] = []
"""The cast that stands in the database for the whole run, as it was written."""


def keep() -> None:
    """Write the cast for the whole run: each test takes its own changes back, so one writing serves all."""
    _kept[:] = [pickle.dumps(build())]


def standing() -> Cast:
    """The cast, as new: the one that is kept, or another where a race emptied the database."""
    known: Cast | None = pickle.loads(_kept[0]) if _kept else None  # noqa: S301  # our own bytes
    return known if known and Clinic.objects.filter(id=known.clinic.id).exists() else build()


def nobody() -> None:
    """Empty the database, for a demo that begins with nothing; inside a transaction that is taken back."""
    with speaker.speaking(actor="tests", purpose=speaker.FLUSH):
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


def build() -> Cast:
    """Write the cast into the database."""
    clinic, site = _clinic("Two Rivers", HERE)
    other, other_site = _clinic("Elsewhere", ELSEWHERE)
    staff = {
        name: _works(name, other if name == "Otto" else clinic, other_site if name == "Otto" else site) for name in JOBS
    }
    return Cast(
        clinic=clinic,
        other_clinic=other,
        site=site,
        beds=tuple(_place(clinic, site, ResourceKind.BED, f"Bed {n}") for n in (1, 2, 3)),
        rooms=tuple(_place(clinic, site, ResourceKind.ROOM, f"Room {n}") for n in (1, 2)),
        other_bed=_place(other, other_site, ResourceKind.BED, "Bed 1"),
        marta=_patient("Marta Kowalska", "Marta", clinic),
        harold=_patient("Harold Lindqvist", "Harold", clinic),
        visitor=visitor_to(clinic.id),
        system=system_of(clinic.id),
        other_person=Person.objects.create(clinic=other, name="Anna Berg"),
        **{name.lower(): member for name, member in staff.items()},
    )


def _clinic(name: str, host: str) -> tuple[Clinic, Site]:
    clinic = Clinic.objects.create(name=name, zone=ZONE, phone="555 0100", video_room="https://video.example/room")
    ClinicHost.objects.create(clinic=clinic, host=host)
    return clinic, Site.objects.create(clinic=clinic, name=f"{name}, main site")


def _place(clinic: Clinic, site: Site, kind: ResourceKind, name: str) -> Resource:
    return Resource.objects.create(clinic=clinic, site=site, kind=kind, name=name)


def _works(name: str, clinic: Clinic, site: Site) -> Member:
    user = User.objects.create_user(f"{name}@example.org", name=name)
    membership = Membership.objects.create(
        clinic=clinic, user=user, jobs=sorted(JOBS[name]), disciplines=DISCIPLINES.get(name, [])
    )
    if name in DISCIPLINES:
        Resource.objects.create(kind=ResourceKind.PRACTITIONER, user=user, name=name)
        WorkingHours.objects.bulk_create(
            WorkingHours(clinic=clinic, membership=membership, site=site, weekday=day, starts=time(8), ends=time(18))
            for day in range(5)
        )
    return _member(user, clinic)


def _patient(name: str, known_as: str, clinic: Clinic) -> Member:
    user = User.objects.create_user(f"{known_as}@example.org", name=name)
    person = Person.objects.create(clinic=clinic, name=name, known_as=known_as, user=user, is_synthetic=True)
    Resource.objects.create(clinic=clinic, kind=ResourceKind.PERSON, person=person)
    return _member(user, clinic)


def _member(user: User, clinic: Clinic) -> Member:
    member = member_for(user.id, clinic.id)
    assert member is not None
    return member
