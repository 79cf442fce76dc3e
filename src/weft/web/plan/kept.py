"""What a visitor answered in "Plan for someone": on the server, in the session; the browser keeps nothing."""

from typing import Any

from weft.core.plan.interview import Kind, Step
from weft.core.shared.care import Answer
from weft.records.reads import plan_for_someone as reads
from weft.web.request import ClinicRequest
from weft.web.screen import kept as screen_kept

_KEY = "plan_for_someone"


def answers(request: ClinicRequest) -> dict[str, Any]:
    """What was answered so far, at this clinic."""
    kept = request.session.get(_KEY, {})
    return dict(kept["answers"]) if kept.get("clinic") == str(request.clinic.id) else {}


def keep(request: ClinicRequest, said: dict[str, Any]) -> None:
    """Keep one page's answers; they count for the questions of a talk too, so nobody is asked twice.

    A no to a question that stands before others takes back what was answered under it.
    """
    kept = answers(request) | said
    for name, value in said.items():
        if name.startswith("q:"):
            gone = screen_kept.keep(request, name.removeprefix("q:"), Answer(value))
            kept = {each: answer for each, answer in kept.items() if each.removeprefix("q:") not in gone}
    for name, answer in reads.told(request.member, kept).items():
        screen_kept.keep(request, name, answer)
    request.session[_KEY] = {"clinic": str(request.clinic.id), "answers": kept}


def forget(request: ClinicRequest) -> None:
    """Begin again."""
    request.session.pop(_KEY, None)


def first_open(request: ClinicRequest) -> int | None:
    """The number of the first question without an answer, from 1; None when all are answered."""
    said = answers(request)
    pages = enumerate(reads.steps(request.member, said), 1)
    return next((number for number, step in pages if not is_answered(step, said)), None)


def is_answered(step: Step, said: dict[str, Any]) -> bool:
    """Whether every question of this page has an answer."""
    if step.kind is Kind.SAFETY:
        return all(f"q:{question.id}" in said for question in step.questions)
    return step.kind.value in said


def to_book(request: ClinicRequest) -> dict[str, Any]:
    """Case and outline to go with a request for a talk; empty unless everything was answered."""
    said = answers(request)
    if not said or first_open(request) is not None:
        return {}
    case = reads.case_of(said)
    kept_case, kept_outline = reads.stored(case, reads.outline(request.member, case))
    return {"case": kept_case, "outline": kept_outline}
