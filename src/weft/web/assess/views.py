"""One examination: the shared story, and a part for each discipline that is signed on its own."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.core.assess.parts import STORY
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records.access import Job
from weft.records.actions import assess as actions
from weft.records.actions import plan as plans
from weft.records.actions.base import Refused
from weft.records.actions.drafts import let_go
from weft.records.reads import assess as reads
from weft.web import typing
from weft.web.answer import done
from weft.web.assess.saving import keep
from weft.web.assess.showing import ANCHORS, BASELINE, DRAFT, PROBLEM, NotSaved, back, problem_form, shown
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def assessment(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """The examination of the care that is open, or the form that opens it."""
    return shown(request, person_id)


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def problem(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Open care with a problem, or add one to it."""
    if reads.assessment(request.member, person_id):
        return keep(request, person_id, PROBLEM)
    form = problem_form(None, reads.choices(request.member), request.POST)
    if not form.is_valid():
        return shown(request, person_id, {PROBLEM: form})
    opened = actions.open_episode(by=request.member, person_id=person_id, problems=[form.problem()])
    return back(request, person_id, opened, PROBLEM)


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def save(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Save all that was typed on the page, and come back to the part whose button was pressed."""
    pressed = request.POST.get("at", "")
    return keep(request, person_id, pressed if pressed in ANCHORS else "")


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def story(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Save the shared story, or sign it."""
    return keep(request, person_id, STORY)


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES})
@sensitive_post_parameters()
def needles(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Keep or sign the acupuncturist's part."""
    return keep(request, person_id, NEEDLES)


@require_POST
@policy(Audience.STAFF, jobs={Job.MOVEMENT})
@sensitive_post_parameters()
def movement(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Keep or sign the physiotherapist's part."""
    return keep(request, person_id, MOVEMENT)


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def baseline(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Set goals and record the first scores."""
    return keep(request, person_id, BASELINE)


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
@sensitive_post_parameters()
def to_plan(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Save everything on the page, then draft the plan from it; what is refused leaves the page as it was typed."""
    return keep(request, person_id, "", after=lambda seen: _drafted(request, person_id, seen.episode_id))


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def draft(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Keep what stands on the page, seen by its author only; nothing is checked and nothing is signed."""
    url = reverse("assess:assessment", args=[person_id])
    return typing.keep(request, DRAFT, person_id, person_id, url)


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
def forget(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Let go of what was typed and not saved."""
    reads.person(request.member, person_id)
    result = let_go(by=request.member, form=DRAFT, subject=person_id)
    return done(request, result, to=reverse("assess:assessment", args=[person_id]))


def _drafted(request: ClinicRequest, person_id: UUID, episode_id: UUID) -> HttpResponse:
    made = plans.draft(by=request.member, episode_id=episode_id)
    if isinstance(made, Refused):
        no = {"words": made.words.said(gettext), "alternatives": ()}
        return shown(request, person_id, NotSaved(refused=no), status=made.status)
    return done(request, made, to=reverse("plan:plan", args=[made.plan_id]))
