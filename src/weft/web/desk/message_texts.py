"""What messages say and when they go: read, worded anew, previewed, tried on oneself."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from weft.core.book.texts import Kind
from weft.records.actions import message_text as actions
from weft.records.actions.base import Reason, Refused
from weft.records.reads import message_texts as reads
from weft.records.reads.messages import mail_held
from weft.web import meanwhile
from weft.web.answer import done, page
from weft.web.desk.message_text_forms import Times, Wording
from weft.web.meanwhile import NOT_CHOSEN, Both
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs=set(actions.MAY))
def texts(request: ClinicRequest) -> HttpResponse:
    """Every kind of message; a POST changes when they go."""

    def save(form: Times) -> object:
        return actions.save_times(by=request.member, **form.said(), seen=form.cleaned_data["version"])

    read, show = partial(reads.times, request.member), partial(_list, request)
    if (shown := meanwhile.save_or_show(request, read, Times, save, show)) is not None:
        return shown
    messages.info(request, gettext("Saved."))
    return done(request, None, to="desk:message_texts")


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs=set(actions.MAY))
def text(request: ClinicRequest, message_kind: str) -> HttpResponse:
    """One kind: a POST previews it, tries it on oneself, saves it, or goes back to the product's wording."""
    row = reads.text(request.member, message_kind)
    if request.method != "POST":
        return _one(request, row, Wording(row))
    if request.POST.get("do") == "ours":
        return _saved(request, actions.use_ours(by=request.member, kind=row.kind))
    data, left = meanwhile.settled(request.POST, [Wording(row)])
    form = Wording(row, data)
    if not form.is_valid():
        return _one(request, row, form, status=400)
    if left:
        return _second(request, row.kind, form, NOT_CHOSEN)
    return DOES.get(request.POST.get("do", ""), _save)(request, row, form)


def _previewed(request: ClinicRequest, row: reads.TextRow, form: Wording) -> HttpResponse:
    return _one(request, row, form)


def _tried(request: ClinicRequest, row: reads.TextRow, form: Wording) -> HttpResponse:
    said = form.cleaned_data
    result = actions.send_trial(by=request.member, kind=row.kind, subject=said["subject"], body=said["body"])
    if isinstance(result, Refused):
        form.add_error(None, result.words.said(gettext))
        return _one(request, row, form, status=result.status)
    return _one(request, row, form, tried=result)


def _save(request: ClinicRequest, row: reads.TextRow, form: Wording) -> HttpResponse:
    if form.must_confirm():
        return _one(request, row, form, status=400)
    said = form.cleaned_data
    result = actions.save_text(
        by=request.member, kind=row.kind, subject=said["subject"], body=said["body"], seen=said["seen"],
        with_care_words=bool(said.get("anyway")),
    )  # fmt: skip
    if isinstance(result, Refused) and result.reason is Reason.CHANGED_MEANWHILE:
        return _second(request, row.kind, form, result)
    return _saved(request, result)


def _saved(request: ClinicRequest, result: object) -> HttpResponse:
    if not isinstance(result, Refused):
        messages.info(request, gettext("Saved. Messages from now on use it."))
    return done(request, result, to=lambda _: reverse("desk:message_texts"))


def _second(request: ClinicRequest, kind: Kind, form: Wording, result: Refused) -> HttpResponse:
    """Both versions; sent again it is about what stands now."""
    row = reads.text(request.member, kind.value)
    again = Wording(row, meanwhile.renewed(form, seen=str(row.number)))
    both = meanwhile.both(request, result, again, Wording(row), form.data.get("marks", ""), only=("subject", "body"))
    return _one(request, row, again, status=result.status, both=both)


def _one(
    request: ClinicRequest, row: reads.TextRow, form: Wording, status: int = 200, both: Both | None = None,
    tried: str = "",
) -> HttpResponse:  # fmt: skip
    subject, body = (str(form[name].value() or "") for name in ("subject", "body"))
    shown = reads.preview(request.member, row.kind, subject, body)
    return page(
        request, "desk/message_text.html", status=status, row=row, form=form, shown=shown, both=both, tried=tried
    )


def _list(
    request: ClinicRequest, _: reads.TimesSeen, form: Times, *, status: int = 200, both: Both | None = None
) -> HttpResponse:
    rows = reads.texts(request.member)
    held = mail_held(request.member)
    return page(
        request, "desk/message_texts.html", status=status, rows=rows, form=form, both=both, held=held, may_decide=True
    )


DOES = {"preview": _previewed, "try": _tried}
"""What a button other than "Save" does."""
