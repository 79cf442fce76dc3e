"""One examination: the shared story, and a part for each discipline that is signed on its own."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.core.assess.parts import STORY, Story
from weft.core.shared.care import MOVEMENT, NEEDLES, Outcome
from weft.records.access import Job, NotFound
from weft.records.actions import assess as actions
from weft.records.actions.base import Reason, Refused
from weft.records.reads import assess as reads
from weft.records.reads.assess import AssessmentSeen, Choices
from weft.records.reads.screen import latest as screening
from weft.web.answer import done, page
from weft.web.assess.forms import BaselineForm, ProblemForm, StoryForm
from weft.web.assess.part_forms import MovementForm, NeedlesForm
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.heading import heading

PROBLEM, BASELINE = "problem", "baseline"
ANCHORS = {
    PROBLEM: "problems",
    STORY: "story",
    NEEDLES: "part-needles",
    MOVEMENT: "part-movement",
    BASELINE: "baseline",
}
"""By part of the page: where its heading stands."""
NOTHING: Mapping[str, Form] = MappingProxyType({})
AnyForm = ProblemForm | StoryForm | NeedlesForm | MovementForm | BaselineForm
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
    if reads.assessment(request.member, person_id):
        return _keep(request, person_id, PROBLEM)
    form = _problem(None, reads.choices(request.member), request.POST)
    if not form.is_valid():
        return _page(request, person_id, {PROBLEM: form})
    opened = actions.open_episode(by=request.member, person_id=person_id, problems=[form.problem()])
    return _back(request, person_id, opened, PROBLEM)


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def save(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Save all that was typed on the page, and come back to the part whose button was pressed."""
    pressed = request.POST.get("at", "")
    return _keep(request, person_id, pressed if pressed in ANCHORS else "")


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def story(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Save the shared story, or sign it."""
    return _keep(request, person_id, STORY)


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES})
@sensitive_post_parameters()
def needles(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Keep or sign the acupuncturist's part."""
    return _keep(request, person_id, NEEDLES)


@require_POST
@policy(Audience.STAFF, jobs={Job.MOVEMENT})
@sensitive_post_parameters()
def movement(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Keep or sign the physiotherapist's part."""
    return _keep(request, person_id, MOVEMENT)


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def baseline(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Set goals and record the first scores."""
    return _keep(request, person_id, BASELINE)


def _keep(request: ClinicRequest, person_id: UUID, main: str) -> HttpResponse:
    """Save the part whose button was pressed, then whatever else was typed: nothing typed on the page is dropped."""
    seen = _seen(request, person_id)
    typed = _typed(request, seen, main)
    if any(form.errors for form in typed.values()):
        return _page(request, person_id, typed)
    for name in tuple(typed):
        form = typed[name]
        result = _save(request, seen, name, form, sign=name == main) if name == main or form.is_changed else None
        if isinstance(result, Refused):
            return _not_saved(request, person_id, result, form, typed)
        del typed[name]
    return _back(request, person_id, None, main)


def _not_saved(
    request: ClinicRequest, person_id: UUID, result: Refused, form: AnyForm, typed: dict[str, AnyForm]
) -> HttpResponse:
    """The page again with what was typed and not saved; a part that somebody signed meanwhile has no form any more."""
    if result.reason is Reason.SIGNED:
        return done(request, result, to="")
    form.add_error(None, result.words.said(gettext))
    return _page(request, person_id, typed, status=result.status)


def _typed(request: ClinicRequest, seen: AssessmentSeen, main: str) -> dict[str, AnyForm]:
    """The forms that were sent, the one whose button was pressed first."""
    data, choices, there = request.POST, reads.choices(request.member), request.POST.getlist("has")
    forms: dict[str, AnyForm] = {}
    if main == STORY or "revision" in data:
        forms[STORY] = _story(seen, choices, data)
    for part in seen.parts:
        if part.kind == main or (part.kind in there and part.can_sign):
            signing = part.kind == main and "sign" in data
            forms[part.kind] = PARTS[part.kind](data, choices=choices, part=part.part, signing=signing)
    if main == BASELINE or "seen" in data:
        forms[BASELINE] = BaselineForm(data, choices=choices, goals=seen.goals)
    adds = _problem(seen, choices, data)
    if main == PROBLEM or adds.is_changed:
        forms[PROBLEM] = adds
    return {name: forms[name] for name in sorted(forms, key=lambda name: name != main)}


def _save(request: ClinicRequest, seen: AssessmentSeen, name: str, form: AnyForm, *, sign: bool) -> object:
    by, sign = request.member, sign and "sign" in request.POST
    if isinstance(form, ProblemForm):
        return actions.add_problem(by=by, episode_id=seen.episode_id, problem=form.problem())
    if isinstance(form, BaselineForm):
        return actions.save_first(
            by=by, episode_id=seen.episode_id, goals=form.wanted(), values=form.scores(),
            seen=form.cleaned_data["seen"] or None,
        )  # fmt: skip
    if isinstance(form, StoryForm):
        saved = actions.save_story(
            by=by, assessment_id=seen.assessment_id, story=form.story(), seen=form.cleaned_data["revision"]
        )
        if isinstance(saved, Refused) or not sign:
            return saved
        return actions.sign_part(by=by, assessment_id=seen.assessment_id, kind=STORY)
    act = actions.sign_part if sign else actions.save_part
    return act(by=by, assessment_id=seen.assessment_id, kind=name, content=form.part())


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


def _back(request: ClinicRequest, person_id: UUID, result: object, main: str) -> HttpResponse:
    """To the part that was saved, which says so."""
    here = f"{reverse('assess:assessment', args=[person_id])}?saved={main or 'all'}"
    return done(request, result, to=lambda _: f"{here}#{ANCHORS[main]}" if main else here)


def _page(
    request: ClinicRequest, person_id: UUID, typed: Mapping[str, Form] = NOTHING, *, status: int = 400
) -> HttpResponse:
    person = reads.person(request.member, person_id)
    latest = screening(request.member, person_id)
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
        status=status if typed else 200,
        person=person,
        who=heading(person),
        seen=seen,
        choices=choices,
        forms=forms | dict(typed),
        wrong=next((form for form in typed.values() if form.errors), None),
        saved=request.GET.get("saved", ""),
        stop=latest if latest and latest.outcome is Outcome.STOP else None,
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
