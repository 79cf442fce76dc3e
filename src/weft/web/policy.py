"""Who may open a view. A view without a policy answers nobody: 403 here, an error in ``weft check``."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode

from weft.records.access import Job, Member
from weft.web import errors
from weft.web.request import ClinicRequest

log = logging.getLogger("weft.web")

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


class DefaultDeny:
    """Middleware: asks the policy before the view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: ClinicRequest, view: Callable[..., object], args: object, kwargs: object
    ) -> HttpResponse | None:
        """None lets the view run; a stranger is shown the way in, a member is told who could let them see."""
        declared = policy_of(view)
        if declared is None:
            log.error("no policy on %s.%s: refused", view.__module__, getattr(view, "__name__", "?"))
            return errors.no_right(request)
        if declared.audience in {Audience.PATIENT, Audience.STAFF} and (waits := _is_anothers(request)):
            return waits
        if declared.allows(request.member):
            return None
        log.info("%s refused: not %s", errors.reference_of(request), declared)
        if request.member.user_id is not None:
            return errors.no_right(request)
        return _to_sign_in(request) if request.method in {"GET", "HEAD"} else _not_signed_in(request)


def _not_signed_in(request: ClinicRequest) -> HttpResponse:
    from weft.web.desk import lost  # it asks this module which addresses are forms

    return lost.ended(request)


def _is_anothers(request: ClinicRequest) -> HttpResponse | None:
    from weft.web.desk import lost

    return lost.anothers(request) if request.member.user_id is not None else None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    door = redirect(f"{resolve_url('desk:sign_in')}?{urlencode({'next': request.get_full_path()})}")
    door.status_code = 303
    return door
