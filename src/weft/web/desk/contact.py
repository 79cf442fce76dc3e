"""A person's contact facts: one form; of two who change them the second sees both versions and picks."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from weft.core.book.contact import name_fault
from weft.records.access import Job
from weft.records.actions.contact import LONGEST, NAMES, ContactFacts, change_contact
from weft.records.reads.contact import ContactPage, contact_page
from weft.web import meanwhile
from weft.web.answer import done, page
from weft.web.desk.person import heading
from weft.web.fields import Line, Text, email_field, name_field, note_field, phone_field
from weft.web.meanwhile import Both
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


def _line(name: str, label: Text, **options: Any) -> Line:
    attrs = {"dir": "auto", "translate": "no"}
    return Line(
        label=label, required=False, fault=name_fault, max_length=LONGEST[name],
        widget=forms.TextInput(attrs=attrs), **options,
    )  # fmt: skip


class Contact(forms.Form):
    """All contact facts, as they are to stand."""

    name = name_field(gettext_lazy("Full name"))
    known_as = _line("known_as", gettext_lazy("Called"))
    pronouns = _line("pronouns", gettext_lazy("Pronouns"))
    birth_date = forms.DateField(
        label=gettext_lazy("Birth date"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    phone = phone_field(required=False)
    email = email_field()
    leave_no_details = forms.BooleanField(
        label=gettext_lazy("Leave no details: say only “please call”."), required=False
    )
    contact_notes = note_field(gettext_lazy("Notes on reaching them"), rows=2)
    address = note_field(gettext_lazy("Address"), rows=2)
    emergency_contact = _line(
        "emergency_contact", gettext_lazy("Whom to ring in an emergency"),
        help_text=gettext_lazy("Name, who they are, and phone number."),
    )  # fmt: skip
    family_doctor = _line("family_doctor", gettext_lazy("Family doctor"))
    occupation = _line("occupation", gettext_lazy("Work"))
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    marks = forms.CharField(widget=forms.HiddenInput, required=False, max_length=900)

    def __init__(self, seen: ContactPage, data: Any = None) -> None:
        stands = {name: getattr(seen.facts, name) for name in NAMES}
        super().__init__(data, initial={**stands, "version": seen.facts.version})
        for name, field in self.fields.items():
            field.widget.attrs.pop("autocomplete", None)  # somebody else's, never the browser's own
            if name not in {"birth_date", "leave_no_details"}:
                field.widget.attrs.update({"translate": "no", "autocomplete": "off"})
        self.initial["marks"] = meanwhile.marks(self)

    def facts(self) -> ContactFacts:
        """What was typed."""
        return ContactFacts(**{name: self.cleaned_data[name] for name in NAMES})


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.PEOPLE})
@sensitive_post_parameters()
def contact(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Who they are and how they are reached, to be put right."""

    def save(form: Contact) -> object:
        seen = form.cleaned_data["version"]
        return change_contact(by=request.member, person_id=person_id, facts=form.facts(), seen=seen)

    read, show = partial(contact_page, person_id, request.member), partial(_page, request)
    if (shown := meanwhile.save_or_show(request, read, Contact, save, show)) is not None:
        return shown
    messages.info(request, gettext("Saved."))
    return done(request, None, to=reverse("desk:person", args=[person_id]))


def _page(
    request: ClinicRequest, seen: ContactPage, form: Contact, *, status: int = 200, both: Both | None = None
) -> HttpResponse:
    return page(
        request, "desk/contact.html", status=status, person=heading(seen.header), person_id=seen.header.id,
        form=form, both=both,
    )  # fmt: skip
