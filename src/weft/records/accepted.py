"""The knowledge that one clinic accepts: what is reviewed, and drafts while it works with drafts."""

from uuid import UUID

from weft.library import accepted as acceptance
from weft.library.knowledge import Knowledge, knowledge
from weft.records.access import ClinicSeen
from weft.records.models import Clinic


def accepted_in(clinic_id: UUID) -> Knowledge:
    """What this clinic may use now.

    Without accepted danger signs `screen.red_flags` is empty, and screening raises `NoAcceptedRedFlags`.
    """
    since = Clinic.objects.values_list("work_with_drafts_at", flat=True).get(id=clinic_id)
    return acceptance.accepted(knowledge(), work_with_drafts=since is not None)


def accepted_by(clinic: Clinic | ClinicSeen) -> Knowledge:
    """The same for who has the clinic's settings already."""
    return acceptance.accepted(knowledge(), work_with_drafts=clinic.work_with_drafts_at is not None)
