"""Who may open a view. A view without a policy answers nobody: 403 here, an error in ``weft check``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.http import HttpResponse

from weft.records.access import Job, Member

View = TypeVar("View", bound=Callable[..., HttpResponse])


class Audience(StrEnum):
    """For whom a view is. Which persons' data they see is decided by ``records.access``, not here."""

    PUBLIC = "public"
    """Anybody, signed in or not."""
    PATIENT = "patient"
    """A person of this clinic, signed in, about themselves."""
    STAFF = "staff"
    """Somebody who works in this clinic."""
    SYSTEM = "system"
    """Machines (health questions): anybody may ask, so it says nothing about people and knows no session."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One audience and, for STAFF, the jobs it takes (none named: any job)."""

    audience: Audience
    jobs: frozenset[Job] = frozenset()

    def allows(self, member: Member) -> bool:
        """Whether this member (also a visitor) may open the view."""
        match self.audience:
            case Audience.PUBLIC | Audience.SYSTEM:
                return True
            case Audience.PATIENT:
                return member.is_patient
            case Audience.STAFF:
                return member.is_staff and (not self.jobs or bool(member.jobs & self.jobs))

    def __str__(self) -> str:
        jobs = ", ".join(sorted(job.value for job in self.jobs)) or "any job"
        return f"staff: {jobs}" if self.audience is Audience.STAFF else self.audience.value


def policy(audience: Audience, *, jobs: Iterable[Job] = ()) -> Callable[[View], View]:
    """Declare who may open the view: ``@policy(Audience.STAFF, jobs={Job.DESK})``.

    Raises:
        ValueError: If jobs are named for an audience that has none.
    """
    declared = Policy(audience, frozenset(jobs))
    if declared.jobs and audience is not Audience.STAFF:
        raise ValueError(f"jobs are for staff views; {audience} has none")

    def mark(view: View) -> View:
        view.policy = declared  # type: ignore[attr-defined]  # functools.wraps hands it on to outer decorators
        return view

    return mark


def policy_of(view: Callable[..., object]) -> Policy | None:
    """The policy a view declares, if any."""
    declared = getattr(view, "policy", None)
    return declared if isinstance(declared, Policy) else None
