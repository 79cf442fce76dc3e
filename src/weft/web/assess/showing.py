"""The page of the assessment: its forms as they stand, as they were typed, or beside somebody else's version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from weft.core.assess.parts import STORY, Story
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records.access import Job
from weft.records.reads import assess as reads
from weft.records.reads.assess import AssessmentSeen, Choices
from weft.web import typing
from weft.web.answer import done, page
from weft.web.assess.forms import BaselineForm, ProblemForm, StoryForm
from weft.web.assess.part_forms import MovementForm, NeedlesForm
from weft.web.meanwhile import Both, written
from weft.web.request import ClinicRequest
from weft.web.screen.heading import heading
from weft.web.typing import Typed

PROBLEM, BASELINE = "problem", "baseline"
DRAFT = "page.assessment"
"""Name of the draft of the whole page."""
ANCHORS = {
    PROBLEM: "problems",
    STORY: "story",
    NEEDLES: "part-needles",
    MOVEMENT: "part-movement",
    BASELINE: "baseline",
}
"""By part of the page: where its heading stands."""
AnyForm = ProblemForm | StoryForm | NeedlesForm | MovementForm | BaselineForm
PARTS: dict[str, type[NeedlesForm] | type[MovementForm]] = {NEEDLES: NeedlesForm, MOVEMENT: MovementForm}


@dataclass(frozen=True, slots=True)
class NotSaved:
    """What was typed and could not be saved, and why."""

    typed: Mapping[str, AnyForm] = field(default_factory=lambda: MappingProxyType({}))
    both: Mapping[str, Both] = field(default_factory=lambda: MappingProxyType({}))
    """By form: where somebody else was faster."""
    over: tuple[tuple[str, str], ...] = ()
    """Label and text of a part that somebody has signed meanwhile: it has no form any more."""
    refused: object = None
    """All was saved, but what should follow was declined (see `parts/refused.html`)."""


SAVED = NotSaved()


def shown(
    request: ClinicRequest, person_id: UUID, wrong: Mapping[str, AnyForm] | NotSaved = SAVED, *, status: int = 400
) -> HttpResponse:
    """The page; with what was not saved, or with what was typed and never sent."""
    left = wrong if isinstance(wrong, NotSaved) else NotSaved(wrong)
    whole = reads.whole(request.member, person_id)
    seen, choices = whole.seen, whole.choices
    kept = None if left.typed else typing.typed(request.member, DRAFT, person_id)
    forms = _forms(seen, choices, kept)
    parts = [
        (part, left.typed.get(part.kind) or forms[part.kind], reverse(f"assess:{part.kind}", args=[person_id]))
        for part in (seen.parts if seen else ())
    ]
    return page(
        request,
        "assess/assessment.html",
        status=status if left.typed or left.over or left.refused else 200,
        person=whole.person,
        who=heading(whole.person),
        seen=seen,
        choices=choices,
        forms={name: left.typed.get(name) or form for name, form in forms.items() if name not in PARTS},
        wrong=next((form for form in left.typed.values() if form.errors), None),
        both=left.both,
        over=left.over or _over(seen, forms, kept),
        refused=left.refused,
        kept=kept,
        saved=request.GET.get("saved", ""),
        stop=whole.stop,
        parts=parts,
        screening_url=reverse("screen:person", args=[person_id]),
        draft_url=_url("plan:draft", person_id) if request.member.may(Job.AGREE_PLAN) else None,
        plan_url=_url("plan:plan", seen.plan_id) if seen and seen.plan_id else None,
    )


def _forms(seen: AssessmentSeen | None, choices: Choices, kept: Typed | None) -> dict[str, forms.Form]:
    made: dict[str, forms.Form] = {PROBLEM: problem_form(seen, choices)}
    if seen:
        made |= {STORY: story_form(seen, choices), BASELINE: BaselineForm(choices=choices, goals=seen.goals)}
        made |= {
            part.kind: PARTS[part.kind](choices=choices, part=None if part.signed_as else part.part)
            for part in seen.parts
        }
    if kept:
        here = {PROBLEM, *kept.every("has")}
        here |= {name for name, sign in ((STORY, "revision"), (BASELINE, "seen")) if kept.has(sign)}
        for name in here & made.keys():
            typing.restore(made[name], kept)
    return made


def _over(seen: AssessmentSeen | None, forms: Mapping[str, forms.Form], kept: Typed | None) -> list[tuple[str, str]]:
    """What was typed for parts that somebody has signed since."""
    signed = [part.kind for part in seen.parts if part.signed_as] if seen and kept else []
    return [each for kind in signed if kept and kind in kept.every("has") for each in written(forms[kind])]


def problem_form(seen: AssessmentSeen | None, choices: Choices, data: Any = None) -> ProblemForm:
    """One more problem."""
    taken = tuple(one.key for one in seen.problems) if seen else ()
    return ProblemForm(data, choices=choices, taken=taken)


def story_form(seen: AssessmentSeen, choices: Choices, data: Any = None) -> StoryForm:
    """The story as it stands, or as it was typed."""
    told = seen.story.part
    return StoryForm(data, choices=choices, story=told if isinstance(told, Story) else None, revision=seen.revision)


def back(request: ClinicRequest, person_id: UUID, result: object, main: str) -> HttpResponse:
    """To the part that was saved, which says so."""
    here = f"{reverse('assess:assessment', args=[person_id])}?saved={main or 'all'}"
    return done(request, result, to=lambda _: f"{here}#{ANCHORS[main]}" if main else here)


def _url(name: str, *args: object) -> str | None:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
