"""Saving the assessment: the part whose button was pressed first, then whatever else was typed on the page."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext

from weft.core.assess.parts import STORY
from weft.records.access import NotFound
from weft.records.actions import assess as actions
from weft.records.actions.assess import goals_revision
from weft.records.actions.base import Reason, Refused
from weft.records.actions.drafts import let_go
from weft.records.reads import assess as reads
from weft.records.reads.assess import AssessmentSeen, Choices
from weft.web import meanwhile
from weft.web.assess.forms import BaselineForm, ProblemForm, StoryForm
from weft.web.assess.showing import (
    BASELINE,
    DRAFT,
    PARTS,
    PROBLEM,
    AnyForm,
    NotSaved,
    back,
    problem_form,
    shown,
    story_form,
)
from weft.web.meanwhile import NOT_CHOSEN, Both, written
from weft.web.request import ClinicRequest


def keep(
    request: ClinicRequest, person_id: UUID, main: str, after: Callable[[AssessmentSeen], HttpResponse] | None = None
) -> HttpResponse:
    """Save the part whose button was pressed, then whatever else was typed: nothing typed on the page is dropped.

    Args:
        request: The form.
        person_id: Whose.
        main: The part whose button was pressed; empty saves all.
        after: Makes the answer once everything is saved; None goes back to the part.
    """
    seen, choices = _seen(request, person_id), reads.choices(request.member)
    stands = {STORY: story_form(seen, choices), BASELINE: BaselineForm(choices=choices, goals=seen.goals)}
    data, open_fields = meanwhile.settled(request.POST, stands.values())
    typed = _typed(data, seen, choices, main)
    if any(form.errors for form in typed.values()):
        return shown(request, person_id, typed)
    for name in tuple(typed):
        form = typed[name]
        is_open = name in stands and any(each in form.fields for each in open_fields)
        wanted = name == main or form.is_changed
        result = NOT_CHOSEN if is_open else _save(request, seen, name, form, main=main) if wanted else None
        if isinstance(result, Refused):
            return _not_saved(request, person_id, result, name, typed)
        del typed[name]
    let_go(by=request.member, form=DRAFT, subject=person_id)
    return after(seen) if after else back(request, person_id, None, main)


def _not_saved(
    request: ClinicRequest, person_id: UUID, result: Refused, name: str, typed: dict[str, AnyForm]
) -> HttpResponse:
    """The page again with what was typed and not saved: beside the other version, or beside what was signed."""
    form = typed[name]
    if result.reason is Reason.SIGNED:
        over = written(form)
        rest = {each: one for each, one in typed.items() if each != name}
        form.add_error(None, result.words.said(gettext))
        return shown(request, person_id, NotSaved({**rest, name: form}, over=over), status=result.status)
    both: dict[str, Both] = {}
    if result.reason is Reason.CHANGED_MEANWHILE and name in {STORY, BASELINE}:
        typed[name], both[name] = _beside(request, person_id, result, form)
    typed[name].add_error(None, result.words.said(gettext))
    return shown(request, person_id, NotSaved(typed, both), status=result.status)


def _beside(request: ClinicRequest, person_id: UUID, result: Refused, form: AnyForm) -> tuple[AnyForm, Both]:
    """The same form over what stands now, and both versions field by field."""
    seen, choices = _seen(request, person_id), reads.choices(request.member)
    if isinstance(form, StoryForm):
        data = meanwhile.renewed(form, revision=str(seen.revision))
        again, stands = story_form(seen, choices, data), story_form(seen, choices)
        return again, meanwhile.both(request, result, again, stands, data.get("story_marks", ""))
    data = meanwhile.renewed(form, seen=goals_revision(seen.goals))
    goals, stands_goals = (BaselineForm(each, choices=choices, goals=seen.goals) for each in (data, None))
    return goals, meanwhile.both(request, result, goals, stands_goals, only=("goals",))


def _typed(data: QueryDict, seen: AssessmentSeen, choices: Choices, main: str) -> dict[str, AnyForm]:
    """The forms that were sent, the one whose button was pressed first."""
    there = data.getlist("has")
    forms: dict[str, AnyForm] = {}
    if main == STORY or "revision" in data:
        forms[STORY] = story_form(seen, choices, data)
    for part in seen.parts:
        is_over = bool(part.signed_as)  # signed meanwhile: whatever was typed must not vanish
        if part.kind == main or (part.kind in there and (part.can_sign or is_over)):
            signing = part.kind == main and "sign" in data
            stands = None if is_over else part.part
            forms[part.kind] = PARTS[part.kind](data, choices=choices, part=stands, signing=signing)
    if main == BASELINE or "seen" in data:
        forms[BASELINE] = BaselineForm(data, choices=choices, goals=seen.goals)
    adds = problem_form(seen, choices, data)
    if main == PROBLEM or adds.is_changed:
        forms[PROBLEM] = adds
    return {name: forms[name] for name in sorted(forms, key=lambda name: name != main)}


def _save(request: ClinicRequest, seen: AssessmentSeen, name: str, form: AnyForm, *, main: str) -> object:
    by, sign = request.member, name == main and "sign" in request.POST
    if isinstance(form, ProblemForm):
        return actions.add_problem(by=by, episode_id=seen.episode_id, problem=form.problem())
    if isinstance(form, BaselineForm):
        return actions.save_first(
            by=by, episode_id=seen.episode_id, goals=form.wanted(), values=form.scores(),
            seen=form.cleaned_data["seen"] or goals_revision(()), activities=form.activities(),
        )  # fmt: skip
    if isinstance(form, StoryForm):
        saved = actions.save_story(
            by=by, assessment_id=seen.assessment_id, story=form.story(), seen=form.cleaned_data["revision"]
        )
        if isinstance(saved, Refused) or not sign:
            return saved
        return actions.sign_part(by=by, assessment_id=seen.assessment_id, kind=STORY, seen=saved)
    act = actions.sign_part if sign else actions.save_part
    return act(by=by, assessment_id=seen.assessment_id, kind=name, content=form.part())


def _seen(request: ClinicRequest, person_id: UUID) -> AssessmentSeen:
    seen = reads.assessment(request.member, person_id)
    if seen is None:
        raise NotFound
    return seen
