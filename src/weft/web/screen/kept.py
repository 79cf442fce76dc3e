"""A visitor's answers while they are asked: on the server, in the session; the browser keeps nothing."""

from collections.abc import Mapping

from django.urls import reverse

from weft.core.shared.care import Answer
from weft.records.reads import screen_questions as reads
from weft.records.reads.screen_questions import Route
from weft.web.request import ClinicRequest

_KEY = "check"


def answers(request: ClinicRequest) -> dict[str, Answer]:
    """What was answered so far, at this clinic."""
    kept = request.session.get(_KEY, {})
    here = kept.get("answers", {}) if kept.get("clinic") == str(request.clinic.id) else {}
    return reads.known_answers(request.member, here)


def keep(request: ClinicRequest, question_id: str, answer: Answer) -> tuple[str, ...]:
    """Keep one answer; a new one stands in place of the old.

    Returns:
        Ids of the questions whose answers a no takes back: it says no to all that stand under the question.
    """
    gone = reads.beneath(request.member, question_id) if answer is Answer.NO else ()
    given = {name: said.value for name, said in answers(request).items() if name not in gone}
    request.session[_KEY] = {"clinic": str(request.clinic.id), "answers": given | {question_id: answer.value}}
    return gone


def bring_back(request: ClinicRequest, said: Mapping[str, str]) -> None:
    """Go on with what was kept for later."""
    request.session[_KEY] = {"clinic": str(request.clinic.id), "answers": dict(said)}


def way_back(request: ClinicRequest) -> str:
    """Where a link leads that brought answers back: at once to the page that stops, else to where questions begin."""
    route = reads.route(request.member, answers(request)) if reads.can_ask(request.clinic.id) else None
    return reverse("screen:stop") if route and route.is_stop else reverse("screen:check")


def forget(request: ClinicRequest) -> None:
    """The answers are no longer needed here."""
    request.session.pop(_KEY, None)


def onward(request: ClinicRequest) -> str:
    """Where the answers lead: to the page that stops, to the next question, or to the list of answers."""
    return url_of(reads.route(request.member, answers(request)))


def url_of(route: Route) -> str:
    """The page of this route."""
    if route.is_stop:
        return reverse("screen:stop")
    return reverse("screen:question", args=[route.next]) if route.next else reverse("screen:answers")
