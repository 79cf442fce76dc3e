"""The home exercises of one person: look for them by goal, set the dose, exchange one for a fifth, send."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.core.shared.words import LINE, Words, joined
from weft.core.treat.home_find import GOALS
from weft.records.access import Job
from weft.records.actions.base import Reason, Refused
from weft.records.actions.home_set import HomeItem, Move, change_home, forget_home, send_home
from weft.records.reads.home_set import HomePage, home_page, said_of
from weft.web import meanwhile, searches
from weft.web.answer import done, page
from weft.web.meanwhile import NOT_CHOSEN, THEIRS, YOURS, Both, Differs
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.heading import heading
from weft.web.treat.home_forms import LONGEST, Goal, HomeForm
from weft.web.typing import clock_time

SET = "set"
"""Name of what two people may have changed, and its place on the page."""


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def show(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """What they do at home; ``?search=`` finds the goal again that was looked for (`web.searches`)."""
    seen = home_page(person_id, request.member)
    return _page(request, seen, HomeForm(seen), wanted=searches.kept(request))


@require_POST
@policy(Audience.STAFF, jobs={Job.MOVEMENT})
@sensitive_post_parameters()
def save(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Whatever was tapped: one step with the set, a look for others, or send. ``do`` says which: ``add:<exercise>``."""
    seen = home_page(person_id, request.member)
    do, _, what = request.POST.get("do", Move.KEEP.value).partition(":")
    if do == "forget" or request.POST.get(f"{meanwhile.PICK}{SET}") == THEIRS:
        return _back(request, forget_home(by=request.member, person_id=person_id), person_id, SET)
    form = HomeForm(seen, request.POST)
    if request.htmx:
        return _kept(request, form)
    wanted = what if do == "find" and what else request.POST.get("q", "")
    if not form.is_valid():
        return _page(request, form.seen, form, status=400, wanted=wanted)
    if do == "send":
        return _send(request, form, wanted)
    move = Move(do) if do in {each.value for each in Move} else Move.KEEP
    result = change_home(
        by=request.member, person_id=person_id, was=form.was(), base=form.base_number(), move=move, what=what
    )
    if isinstance(result, Refused):
        return _page(request, form.seen, form, status=result.status, wanted=wanted, words=result.words)
    has_looked = do == "find" or wanted != request.POST.get("looked", wanted)
    place = "by-goal" if has_looked else "asks" if result.asking else SET
    return _back(request, result, person_id, place, wanted)


def _kept(request: ClinicRequest, form: HomeForm) -> HttpResponse:
    """What is typed, kept by itself (`keep.js`): a number that cannot be is named, the rest does not wait for it."""
    form.is_valid()
    person_id = form.seen.person.id
    result = change_home(by=request.member, person_id=person_id, was=form.was(), base=form.base_number())
    if isinstance(result, Refused):
        return done(request, result, to=reverse("treat:home_set", args=[person_id]))
    wrong = [form[name].label for name in form.errors if name in form.fields]
    return page(request, "treat/home_set_kept.html", at=date_format(clock_time(request), "H:i"), wrong=wrong)


def _send(request: ClinicRequest, form: HomeForm, wanted: str) -> HttpResponse:
    seen, who = form.seen, request.member
    if request.POST.getlist(meanwhile.DIFFERS) and request.POST.get(f"{meanwhile.PICK}{SET}") != YOURS:
        return _second(request, form, NOT_CHOSEN, wanted)
    result = send_home(
        by=who, person_id=seen.person.id, items=form.items(), seen=form.base_number(), key=form.cleaned_data["key"]
    )
    if isinstance(result, Refused):
        if result.reason is Reason.CHANGED_MEANWHILE:
            return _second(request, form, result, wanted)
        return _page(request, seen, form, status=result.status, wanted=wanted, words=result.words)
    told = gettext("Sent: this set holds now, and the message is on its way.")
    kept = gettext("Saved: this set holds now. Nothing was sent; print the sheet for them.")
    messages.info(request, told if seen.told.goes else kept)
    return _back(request, result, seen.person.id)


def _second(request: ClinicRequest, form: HomeForm, result: Refused, wanted: str) -> HttpResponse:
    """Both sets; sent again, one of them is chosen."""
    stands = home_page(form.seen.person.id, request.member)
    by, at = stands.sent_by, date_format(stands.sent_at, "H:i") if stands.sent_at else ""
    yours, theirs = _listed(form.items()), _listed(stands.stands)
    fields = (Differs(SET, gettext("The set"), yours, theirs, ""),) if yours != theirs else ()
    again = HomeForm(replace(stands, base=stands.number), meanwhile.renewed(form, base=str(stands.number)))
    again.is_valid()
    return _page(
        request, again.seen, again, status=result.status, wanted=wanted, words=result.words, both=Both(by, at, fields)
    )


def _listed(items: tuple[HomeItem, ...]) -> str:
    lines = [Words("{name}: {dose}", name=name, dose=dose) for name, dose in said_of(items)]
    return joined(lines, LINE).said(gettext) if lines else gettext("nothing at home")


def _back(request: ClinicRequest, result: object, person_id: UUID, place: str = "", wanted: str = "") -> HttpResponse:
    end = f"{searches.keep(request, wanted[:LONGEST].strip())}{place and f'#{place}'}"
    return done(request, result, to=reverse("treat:home_set", args=[person_id]) + end)


def _page(
    request: ClinicRequest, seen: HomePage, form: HomeForm, *, wanted: str, status: int = 200,
    words: Words | None = None, both: Both | None = None,
) -> HttpResponse:  # fmt: skip
    goal = Goal({"q": wanted})
    looked = goal.cleaned_data["q"] if goal.is_valid() else ""
    found = seen.find(looked, gettext) if looked else ()
    return page(
        request, "treat/home_set.html", status=status, seen=seen, form=form, words=words, both=both, goal=goal,
        wanted=looked, found=found, goals=GOALS, drafts=seen.drafts(found), who=heading(seen.person),
    )  # fmt: skip
