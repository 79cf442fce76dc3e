"""What there is to read: the list with its search, one article at two lengths, and why both.

Words that are looked for may say what ails somebody. So they are sent as a form: they stand in no address, no
browser's list of visited pages and no proxy's log, and nothing writes them down.
"""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from weft.core.learn.finding import MOST_LETTERS, asked_fault
from weft.draw.capsule_data import CapsuleData, CapsuleState, Half
from weft.records.reads import learn as reads
from weft.web.answer import page
from weft.web.context import url_of
from weft.web.fields import Line
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

A_PAIR = CapsuleData(needles=Half(starts=9 * 60, minutes=45), movement=Half(starts=9 * 60 + 55, minutes=40))
"""Any morning."""
A_WINDOW = CapsuleData(
    state=CapsuleState.WINDOW, needles=Half(starts=9 * 60, minutes=45), movement=Half(starts=9 * 60 + 55, minutes=40),
    seconds_left=20 * 60, window_minutes=30,
)  # fmt: skip
"""The same morning, ten minutes after the needles."""


class Ask(forms.Form):
    """What somebody wants to know."""

    words = Line(
        label=gettext_lazy("What do you want to know?"), fault=asked_fault, max_length=MOST_LETTERS,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write a word or two, such as: sciatica.")},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def pieces(request: ClinicRequest) -> HttpResponse:
    """Everything there is to read; after a search what answers it."""
    form = Ask(request.POST if request.method == "POST" else None)
    asked = form.is_bound and form.is_valid()
    return page(
        request,
        "learn/pieces.html",
        status=400 if form.errors else 200,
        form=form,
        asked=form.cleaned_data["words"] if asked else "",
        answers=reads.answers(request.clinic, form.cleaned_data["words"]) if asked else None,
        pieces=reads.pieces(request.clinic),
        check_url=url_of("screen:check"),
    )


@require_safe
@policy(Audience.PUBLIC)
def whole(request: ClinicRequest, article: str) -> HttpResponse:
    """One article with everything that is said and known."""
    return _article(request, article, is_short=False)


@require_safe
@policy(Audience.PUBLIC)
def short(request: ClinicRequest, article: str) -> HttpResponse:
    """The same in a minute."""
    return _article(request, article, is_short=True)


def _article(request: ClinicRequest, slug: str, *, is_short: bool) -> HttpResponse:
    seen = reads.article(request.clinic, slug)
    others = tuple(one for one in reads.pieces(request.clinic) if one.slug != seen.piece.slug)
    return page(
        request,
        "learn/article.html",
        seen=seen,
        is_short=is_short,
        others=others,
        a_pair=A_PAIR,
        a_window=A_WINDOW,
        check_url=url_of("screen:check"),
    )


@require_safe
@policy(Audience.PUBLIC)
def why_both(request: ClinicRequest) -> HttpResponse:
    """The idea, honestly: what each half does, the time between, and what is known of each way."""
    return page(
        request,
        "learn/why_both.html",
        seen=reads.why_both(request.clinic),
        a_window=A_WINDOW,
        check_url=url_of("screen:check"),
    )
