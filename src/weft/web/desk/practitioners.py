"""A person's own practitioners: one small form."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from weft.records.access import Job
from weft.records.actions.base import Reason, Refused
from weft.records.actions.practitioners import set_practitioners
from weft.records.reads.practitioners import PractitionersPage, Works, practitioners_page
from weft.web import meanwhile
from weft.web.answer import done, page
from weft.web.desk.person import heading
from weft.web.meanwhile import NOT_CHOSEN, Both
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


def _who(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, coerce=UUID, empty_value=None,
        error_messages={"invalid_choice": gettext_lazy("Choose somebody of the list.")},
    )  # fmt: skip


class Own(forms.Form):
    """Who it is for each discipline; empty: nobody yet."""

    needles_by = _who(gettext_lazy("Needles by"))
    movement_by = _who(gettext_lazy("Movement by"))
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    marks = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(self, seen: PractitionersPage, data: Any = None) -> None:
        stands = {"needles_by": seen.needles_by, "movement_by": seen.movement_by, "version": seen.version}
        super().__init__(data, initial=stands)
        self._offer("needles_by", seen.needles)
        self._offer("movement_by", seen.movement)
        self.initial["marks"] = meanwhile.marks(self)

    def _offer(self, name: str, works: tuple[Works, ...]) -> None:
        field = cast("forms.TypedChoiceField", self.fields[name])
        field.widget.attrs["translate"] = "no"
        field.choices = [("", gettext("nobody yet")), *((str(each.id), _named(each)) for each in works)]


def _named(works: Works) -> str:
    return gettext("{name} (works here no more)").format(name=works.name) if works.has_left else works.name


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.PEOPLE, Job.RECORD})
def practitioners(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Who they are, to be changed; of two who change it the second sees both and picks."""
    seen = practitioners_page(person_id, request.member)
    if request.method != "POST":
        return _page(request, seen, Own(seen))
    data, left = meanwhile.settled(request.POST, [Own(seen)])
    form = Own(seen, data)
    if not form.is_valid():
        return _page(request, seen, form, status=400)
    if left:
        return _second(request, seen, form, NOT_CHOSEN)
    said = form.cleaned_data
    result = set_practitioners(
        by=request.member, person_id=person_id, needles_by=said["needles_by"], movement_by=said["movement_by"],
        seen=said["version"],
    )  # fmt: skip
    if isinstance(result, Refused):
        if result.reason is Reason.CHANGED_MEANWHILE:
            return _second(request, practitioners_page(person_id, request.member), form, result)
        form.add_error(None, result.words.said(gettext))
        return _page(request, seen, form, status=result.status)
    messages.info(request, gettext("Saved."))
    return done(request, result, to=lambda _: reverse("desk:person", args=[person_id]))


def _second(request: ClinicRequest, seen: PractitionersPage, form: Own, result: Refused) -> HttpResponse:
    """Both versions; sent again it is about what stands now."""
    again = Own(seen, meanwhile.renewed(form, version=seen.version))
    both = meanwhile.both(request, result, again, Own(seen), form.data.get("marks", ""))
    return _page(request, seen, again, status=result.status, both=both, words=result.words.said(gettext))


def _page(
    request: ClinicRequest, seen: PractitionersPage, form: Own, status: int = 200, both: Both | None = None,
    words: str = "",
) -> HttpResponse:  # fmt: skip
    return page(
        request, "desk/practitioners.html", status=status, person=heading(seen.header), person_id=seen.header.id,
        form=form, both=both, words=words,
    )  # fmt: skip
