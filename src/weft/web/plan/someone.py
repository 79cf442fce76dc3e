""" "Plan for someone": at most 20 questions, no account, and the plan they lead to."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from weft.records.access import NotFound
from weft.records.reads import plan_for_someone as reads
from weft.records.reads import screen_questions
from weft.records.reads.plan_for_someone import OutlineSeen
from weft.web.answer import page
from weft.web.context import url_of
from weft.web.plan import kept
from weft.web.plan.paper import plan_pdf
from weft.web.plan.question_forms import QuestionForm
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen import kept as screen_kept


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
def start(request: ClinicRequest) -> HttpResponse:
    """What this is; begin anew, or look at the example."""
    if request.method == "POST":
        kept.forget(request)
        return _go(reverse("plan:question", args=[1]))
    can_plan = reads.can_plan(request.member)
    asked = len(reads.steps(request.member)) if can_plan else 0
    first = kept.first_open(request) if kept.answers(request) else None
    context: dict[str, Any] = {"can_plan": can_plan, "asked": asked, "go_on": first, "example": reads.EXAMPLE}
    return page(request, "plan/for_someone.html", **context)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def question(request: ClinicRequest, number: int) -> HttpResponse:
    """One question a page; danger stops at once."""
    said = kept.answers(request)
    steps = reads.steps(request.member, said) if reads.can_plan(request.member) else ()
    if not 1 <= number <= len(steps):
        raise NotFound
    step = steps[number - 1]
    form = QuestionForm(request.POST if request.method == "POST" else None, step=step, member=request.member, said=said)
    if form.is_valid():
        kept.keep(request, form.kept())
        return _go(_onward(request))
    context: dict[str, Any] = {"form": form, "step": step, "number": number, "of": len(steps), "before": number - 1}
    return page(request, "plan/question.html", status=400 if form.is_bound else 200, **context)


@require_safe
@policy(Audience.PUBLIC)
def outline(request: ClinicRequest) -> HttpResponse:
    """The plan that the answers lead to; ``?example=office-worker`` shows a shipped case."""
    name = request.GET.get("example", "")
    seen = _seen(request, name)
    if seen is None:
        return _go(reverse("plan:for_someone"))
    if seen.is_stop and not name:
        return _go(reverse("screen:stop"))
    return page(
        request,
        "plan/outline.html",
        seen=seen,
        example=name,
        book_url=url_of("book:consult"),
        sheet_url=reverse("plan:outline_sheet") + (f"?example={name}" if name else ""),
    )


@require_safe
@policy(Audience.PUBLIC)
def sheet(request: ClinicRequest) -> HttpResponse:
    """The same plan on paper."""
    seen = _seen(request, request.GET.get("example", ""))
    if seen is None or seen.is_stop:
        return _go(reverse("plan:outline") if seen else reverse("plan:for_someone"))
    return plan_pdf(request, seen.plan)


def _seen(request: ClinicRequest, example: str) -> OutlineSeen | None:
    """The outline of the example or of the answers; None while a question is open."""
    if not reads.can_plan(request.member):
        return None
    if example:
        return reads.example_outline(request.member, example)
    said = kept.answers(request)
    is_done = bool(said) and kept.first_open(request) is None
    return reads.outline(request.member, reads.case_of(said)) if is_done else None


def _onward(request: ClinicRequest) -> str:
    """To help when an answer calls for it, to the next open question, or to the plan."""
    if screen_questions.route(request.member, screen_kept.answers(request)).is_stop:
        return reverse("screen:stop")
    following = kept.first_open(request)
    return reverse("plan:question", args=[following]) if following else reverse("plan:outline")


def _go(url: str) -> HttpResponseRedirect:
    answer = HttpResponseRedirect(url)
    answer.status_code = 303
    return answer
