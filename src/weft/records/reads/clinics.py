"""The clinics of this installation, for its own machine: by host name."""

from dataclasses import dataclass
from uuid import UUID

from weft.records.models import ClinicHost


@dataclass(frozen=True, slots=True)
class ClinicHere:
    """One clinic."""

    id: UUID
    name: str
    hosts: tuple[str, ...]


def clinics_here() -> tuple[ClinicHere, ...]:
    """Every clinic, in order of name. Only for commands on the machine itself: it asks nobody who they are."""
    found: dict[UUID, ClinicHere] = {}
    for row in ClinicHost.objects.everywhere().select_related("clinic").order_by("clinic__name", "host"):
        kept = found.get(row.clinic_id)
        found[row.clinic_id] = ClinicHere(row.clinic_id, row.clinic.name, (*(kept.hosts if kept else ()), row.host))
    return tuple(found.values())
