"""Who is asking: a member of one clinic, with their jobs. The access door makes them; everybody else is handed one."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import PermissionDenied

VISITOR, SYSTEM = "visitor", "system"


class Job(StrEnum):
    """What a membership lets somebody do in its clinic."""

    DIARY = "diary"
    PEOPLE = "people"
    SAFETY_ANSWERS = "safety_answers"
    RECORD = "record"
    NEEDLES = "needles"
    MOVEMENT = "movement"
    AGREE_PLAN = "agree_plan"
    OUTCOMES = "outcomes"
    CONTENT = "content"
    EXPORT = "export"
    SETTINGS = "settings"


class NotAllowed(PermissionDenied):
    """The clinic is the right one, the job is not."""


class NeedsReason(NotAllowed):
    """The job is the right one, but the member is not in the person's care team: a reason has to be given first."""

    def __init__(self, person_id: UUID) -> None:
        super().__init__("needs a reason: not in the care team")
        self.person_id = person_id


@dataclass(frozen=True, slots=True)
class Member:
    """Who is asking, in which clinic, with which rights. Made by `member_for` and its kin, never from a form."""

    user_id: UUID | None
    name: str
    clinic_id: UUID
    clinic_name: str
    jobs: frozenset[Job] = frozenset()
    disciplines: frozenset[str] = frozenset()
    membership_id: UUID | None = None
    person_id: UUID | None = None
    """Set when the user is a patient of this clinic."""
    session: str = ""
    role: str = ""
    """``visitor`` or ``system`` when there is no user."""

    @property
    def actor(self) -> str:
        """How the audit names them."""
        return self.user_id.hex if self.user_id else self.role

    @property
    def author_id(self) -> UUID:
        """The signed-in user's id, for ``by`` of a row that must name somebody.

        Raises:
            NotAllowed: For a visitor or the system.
        """
        if self.user_id is None:
            raise NotAllowed("needs a signed-in person")
        return self.user_id

    @property
    def is_staff(self) -> bool:
        """Works in this clinic."""
        return self.membership_id is not None

    @property
    def is_patient(self) -> bool:
        """Has a record of their own in this clinic."""
        return self.person_id is not None

    def may(self, job: Job) -> bool:
        """Whether they have this job."""
        return job in self.jobs

    def need(self, *jobs: Job) -> None:
        """Go on only with one of these jobs.

        Raises:
            NotAllowed: Otherwise.
        """
        if not self.jobs & set(jobs):
            raise NotAllowed(f"needs {' or '.join(jobs)}")
