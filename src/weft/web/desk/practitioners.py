"""A person's own practitioners: one small form."""

from functools import partial
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from weft.records.access import Job
from weft.records.actions.practitioners import set_practitioners
from weft.records.reads.practitioners import PractitionersPage, Works, practitioners_page
from weft.web import meanwhile
from weft.web.answer import done, page
from weft.web.desk.person import heading
from weft.web.meanwhile import Both
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

    def save(form: Own) -> object:
        said = form.cleaned_data
        return set_practitioners(
            by=request.member, person_id=person_id, needles_by=said["needles_by"], movement_by=said["movement_by"],
            seen=said["version"],
        )  # fmt: skip

    read, show = partial(practitioners_page, person_id, request.member), partial(_page, request)
    if (shown := meanwhile.save_or_show(request, read, Own, save, show)) is not None:
        return shown
    messages.info(request, gettext("Saved."))
    return done(request, None, to=reverse("desk:person", args=[person_id]))


def _page(
    request: ClinicRequest, seen: PractitionersPage, form: Own, *, status: int = 200, both: Both | None = None
) -> HttpResponse:
    return page(
        request, "desk/practitioners.html", status=status, person=heading(seen.header), person_id=seen.header.id,
        form=form, both=both,
    )  # fmt: skip
