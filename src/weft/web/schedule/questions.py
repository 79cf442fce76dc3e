"""The link of a question about a new time: exchanged at once for a session. A GET changes nothing."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from weft.records.access import as_visitor
from weft.records.actions.away_ask import answer_question
from weft.records.reads import move_question as reads
from weft.web.answer import done, page
from weft.web.came_with import take_up, taken_up
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

_QUESTION = "move_question"


@require_safe
@policy(Audience.PUBLIC)
def link(request: ClinicRequest, token: str) -> HttpResponse:
    """Take the link up. One that is not ours, or long over, says so and no more."""
    found = reads.question_at(request.member, token)
    if found is None:
        return page(request, "schedule/question.html", status=404, question=None)
    take_up(request, _QUESTION, found)
    return done(request, None, to="schedule:move_question")


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
def question(request: ClinicRequest) -> HttpResponse:
    """The new time, to agree to, or to be rung about; or how it came out. An answer is to what was read."""
    question_id = taken_up(request, _QUESTION)
    seen = reads.question_seen(request.member, question_id) if question_id else None
    if seen is None:
        return page(request, "schedule/question.html", status=404, question=None)
    answer = request.POST.get("answer") if request.method == "POST" else None
    if answer in {"yes", "no"}:
        if request.POST.get("seen") != seen.id.hex:  # this browser has followed another link since
            return page(request, "schedule/question.html", status=409, question=seen, is_other=True)
        result = answer_question(by=as_visitor(request.member), question_id=seen.id, yes=answer == "yes")
        return done(request, result, to="schedule:move_question")
    return page(request, "schedule/question.html", status=400 if request.method == "POST" else 200, question=seen)
