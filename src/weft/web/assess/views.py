"""One examination: the shared story, and a part for each discipline that is signed on its own."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.core.assess.parts import STORY, Story
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records.access import Job, NotFound
from weft.records.actions import assess as actions
from weft.records.actions.base import Refused
from weft.records.reads import assess as reads
from weft.records.reads.assess import AssessmentSeen, Choices
from weft.web.answer import done, page
from weft.web.assess.forms import BaselineForm, MovementForm, NeedlesForm, ProblemForm, StoryForm
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.heading import heading

PARTS: dict[str, type[NeedlesForm] | type[MovementForm]] = {NEEDLES: NeedlesForm, MOVEMENT: MovementForm}


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def assessment(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """The examination of the care that is open, or the form that opens it."""
    return _page(request, person_id)


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def problem(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Open care with a problem, or add one to it."""
    seen, choices = reads.assessment(request.member, person_id), reads.choices(request.member)
    form = _problem(seen, choices, request.POST)
    if not form.is_valid():
        return _page(request, person_id, problem=form)
    result: object
    if seen:
        result = actions.add_problem(by=request.member, episode_id=seen.episode_id, problem=form.problem())
    else:
        result = actions.open_episode(by=request.member, person_id=person_id, problems=[form.problem()])
    return _back(request, person_id, result)


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def story(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Save the shared story, or sign it."""
    seen, choices = _seen(request, person_id), reads.choices(request.member)
    form = _story(seen, choices, request.POST)
    if not form.is_valid():
        return _page(request, person_id, story=form)
    saved = actions.save_story(
        by=request.member, assessment_id=seen.assessment_id, story=form.story(), seen=form.cleaned_data["revision"]
    )
    if isinstance(saved, Refused) or "sign" not in request.POST:
        return _back(request, person_id, saved)
    signed = actions.sign_part(by=request.member, assessment_id=seen.assessment_id, kind=STORY)
    return _back(request, person_id, signed)


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES})
@sensitive_post_parameters()
def needles(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Keep or sign the acupuncturist's part."""
    return _part(request, person_id, NEEDLES)


@require_POST
@policy(Audience.STAFF, jobs={Job.MOVEMENT})
@sensitive_post_parameters()
def movement(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Keep or sign the physiotherapist's part."""
    return _part(request, person_id, MOVEMENT)


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def baseline(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Set goals and record the first scores."""
    seen, choices = _seen(request, person_id), reads.choices(request.member)
    form = BaselineForm(request.POST, choices=choices, goals=seen.goals)
    if not form.is_valid():
        return _page(request, person_id, baseline=form)
    result = actions.save_first(
        by=request.member, episode_id=seen.episode_id, goals=form.wanted(), values=form.scores(),
        seen=form.cleaned_data["seen"] or None,
    )  # fmt: skip
    return _back(request, person_id, result)


def _part(request: ClinicRequest, person_id: UUID, kind: str) -> HttpResponse:
    seen = _seen(request, person_id)
    form = PARTS[kind](request.POST, choices=reads.choices(request.member), part=None)
    if not form.is_valid():
        return _page(request, person_id, **{kind: form})
    act = actions.sign_part if "sign" in request.POST else actions.save_part
    result = act(by=request.member, assessment_id=seen.assessment_id, kind=kind, content=form.part())
    return _back(request, person_id, result)


def _seen(request: ClinicRequest, person_id: UUID) -> AssessmentSeen:
    seen = reads.assessment(request.member, person_id)
    if seen is None:
        raise NotFound
    return seen


def _problem(seen: AssessmentSeen | None, choices: Choices, data: Any = None) -> ProblemForm:
    taken = tuple(one.key for one in seen.problems) if seen else ()
    return ProblemForm(data, choices=choices, taken=taken)


def _story(seen: AssessmentSeen, choices: Choices, data: Any = None) -> StoryForm:
    told = seen.story.part
    return StoryForm(data, choices=choices, story=told if isinstance(told, Story) else None, revision=seen.revision)


def _back(request: ClinicRequest, person_id: UUID, result: object) -> HttpResponse:
    return done(request, result, to=lambda _: reverse("assess:assessment", args=[person_id]))


def _page(request: ClinicRequest, person_id: UUID, **typed: Form) -> HttpResponse:
    person = reads.person(request.member, person_id)
    seen, choices = reads.assessment(request.member, person_id), reads.choices(request.member)
    forms: dict[str, Form] = {"problem": _problem(seen, choices)}
    parts = []
    if seen:
        forms["story"] = _story(seen, choices)
        forms["baseline"] = BaselineForm(choices=choices, goals=seen.goals)
        for part in seen.parts:
            form = typed.get(part.kind) or PARTS[part.kind](choices=choices, part=part.part)
            parts.append((part, form, reverse(f"assess:{part.kind}", args=[person_id])))
    return page(
        request,
        "assess/assessment.html",
        status=400 if typed else 200,
        person=person,
        who=heading(person),
        seen=seen,
        choices=choices,
        forms=forms | typed,
        wrong=next(iter(typed.values()), None),
        parts=parts,
        screening_url=reverse("screen:person", args=[person_id]),
        draft_url=_url("plan:draft", person_id),
        plan_url=_url("plan:plan", seen.plan_id) if seen and seen.plan_id else None,
    )


def _url(name: str, *args: object) -> str | None:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
