"""Forms of the first talk, the call back, and what the staff do with them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.core.book.call import QUESTIONS, Fit
from weft.core.book.consents import CHOICES
from weft.core.book.contact import NO_COUNTRY, note_fault, phone_fault, whole_number
from weft.records.actions.book import Channel
from weft.records.actions.book_people import Newcomer, Talked
from weft.records.actions.book_wish import odd_phone_fault, out_of_reach
from weft.records.reads.book import AlikeSeen
from weft.web.fields import Line, Text, email_field, key_field, name_field, note_field, phone_field, right

NEWCOMER = "new"

FITS = (
    (Fit.YES.value, gettext_lazy("may fit")),
    (Fit.OPEN.value, gettext_lazy("not clear yet")),
    (Fit.NO.value, gettext_lazy("does not fit")),
)
SHARES = {
    "phone": gettext_lazy("same phone number"),
    "email": gettext_lazy("same e-mail address"),
    "birth_date": gettext_lazy("same birth date"),
}


def consents_field() -> forms.MultipleChoiceField:
    """Four consents, one for each purpose; none is ticked beforehand."""
    return forms.MultipleChoiceField(
        label=gettext_lazy("May we send you something?"),
        help_text=gettext_lazy("All of it is your choice. You can take each one back at any time, with one click."),
        choices=lambda: [(one.purpose.value, one.words.said(gettext)) for one in CHOICES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class Reach(forms.Form):
    """Who asks, and when they can be reached."""

    name = name_field()
    phone = phone_field()
    times = note_field(
        gettext_lazy("When can we reach you?"), rows=2, help_text=gettext_lazy("For example: weekdays after four.")
    )
    leave_no_details = forms.BooleanField(
        label=gettext_lazy("Leave no details: only say “please call back” to others or on voice mail."), required=False
    )
    key = key_field()


class CallBack(Reach):
    """Ask us to call you."""

    wishes = note_field(gettext_lazy("Anything we should know before we ring?"), rows=3)
    odd_phone = forms.BooleanField(label=gettext_lazy("The number is right as I wrote it."), required=False)
    field_order = ("name", "phone", "odd_phone", "times", "wishes", "leave_no_details")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        odd = bool(data) and phone_fault(data.get("phone", "")) is not None and bool(data.get("phone", "").strip())
        if not odd:  # asked only once a number looks wrong
            self.fields["odd_phone"].widget = forms.HiddenInput()
        elif data.get("odd_phone"):
            self.fields["phone"].validators = [right(odd_phone_fault)]


def only_one_way(form: forms.Form, ways: list[tuple[str, Text]]) -> None:
    """What may be chosen; where there is but one way to talk, it is chosen already."""
    form.fields["channel"].choices = ways  # type: ignore[attr-defined]
    if len(ways) == 1:
        form.fields["channel"].initial = ways[0][0]


def reachable(form: forms.Form) -> dict[str, Any]:
    """The fields that passed, once the form says what is missing to talk in the way that was chosen."""
    cleaned: dict[str, Any] = form.cleaned_data
    way = cleaned.get("channel")
    if way and (missing := out_of_reach(way, cleaned)):
        one_of, says = missing
        if not form.errors.keys() & set(one_of):  # what is there and wrong says so itself
            form.add_error(one_of[0], says.said(gettext))
    return cleaned


class RingMe(forms.Form):
    """After a stop: may a clinician ring you?"""

    name = name_field()
    phone = phone_field()
    key = key_field()


class ToMe(forms.Form):
    """An address of their own; where the clinic sends texts, or a number."""

    email = email_field()
    phone = phone_field(
        required=False, help_text=gettext_lazy("We send a text with a link, and use the number for nothing else.")
    )
    key = key_field()
    needs = gettext_lazy("Write your e-mail address.")

    def __init__(self, data: Any = None, *, texts_in: str = "") -> None:
        super().__init__(data)
        self.texts_in = texts_in
        self.fields["email"].error_messages["required"] = self.needs
        if texts_in:
            self.fields["phone"].label = gettext("Or your mobile number")
        else:
            self.fields["email"].required = True
            del self.fields["phone"]

    def clean(self) -> dict[str, Any]:
        """One of the two is needed; a text needs the whole number."""
        said: dict[str, Any] = self.cleaned_data
        phone = said.get("phone", "")
        if phone and not whole_number(phone, self.texts_in):
            self.add_error("phone", NO_COUNTRY.said(gettext))
        if self.texts_in and not phone and not said.get("email") and not self.errors:
            self.add_error("email", gettext("Write your e-mail address or your mobile number."))
        return said


class Consult(Reach):
    """The free talk: phone or video, contact last, four consents that nobody ticked beforehand."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How shall we talk?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how we talk.")},
    )
    phone = phone_field(required=False, help_text=gettext_lazy("Needed for a talk by phone."))
    email = email_field(help_text=gettext_lazy("When you write it here, we confirm your request by one short message."))
    wishes = note_field(gettext_lazy("What would you like help with?"))
    consents = consents_field()
    field_order = ("channel", "name", "phone", "email", "times", "wishes", "leave_no_details", "consents")

    def __init__(self, data: Any = None, *, has_video: bool = False) -> None:
        super().__init__(data)
        ways: list[tuple[str, Text]] = [(Channel.PHONE.value, gettext("By phone"))]
        if has_video:
            ways.append((Channel.ONLINE.value, gettext("By video, with a link")))
            self.fields["email"].help_text = gettext(
                "Needed for a talk by video. When you write it here, we confirm your request by one short message."
            )
        only_one_way(self, ways)

    def clean(self) -> dict[str, Any]:
        """The channel says which of phone and e-mail is needed."""
        super().clean()
        return reachable(self)


class Talk(forms.Form):
    """How the call went."""

    talked = forms.ChoiceField(
        label=gettext_lazy("How did it go?"),
        choices=(
            (Talked.FITS.value, gettext_lazy("Talked: it fits")),
            (Talked.DOES_NOT_FIT.value, gettext_lazy("Talked: it does not fit")),
            (Talked.NOT_REACHED.value, gettext_lazy("Not reached")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    note = note_field(gettext_lazy("Note"))


class Call(forms.Form):
    """The free talk as a clinician holds it: five questions, what may fit, how it ended."""

    talked = forms.ChoiceField(
        label=gettext_lazy("How did it end?"),
        choices=(
            (Talked.FITS.value, gettext_lazy("Book the assessment")),
            (Talked.THINKS.value, gettext_lazy("They think about it")),
            (Talked.REFER.value, gettext_lazy("Refer: somebody else helps better")),
            (Talked.DOES_NOT_FIT.value, gettext_lazy("Not for us")),
            (Talked.NOT_REACHED.value, gettext_lazy("Not reached")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    note = note_field(gettext_lazy("Note"))

    def __init__(self, data: Any = None, *, disciplines: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(data)
        self.lanes = tuple(disciplines)
        for one in QUESTIONS:
            self.fields[f"heard_{one.id}"] = note_field(one.text.said(gettext), rows=2)
        for lane, name in self.lanes:
            self.fields[f"fit_{lane}"] = forms.ChoiceField(
                label=gettext(name), choices=FITS, widget=forms.RadioSelect, required=False
            )
        self.order_fields([*(f"heard_{one.id}" for one in QUESTIONS), *(f"fit_{lane}" for lane, _ in self.lanes)])

    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        given = self.cleaned_data
        return {
            "heard": {one.id: given[f"heard_{one.id}"] for one in QUESTIONS},
            "fit": {lane: given[f"fit_{lane}"] for lane, _ in self.lanes},
            "talked": given["talked"],
            "note": given["note"],
        }


class NewPerson(forms.Form):
    """Contact facts of a newcomer; when somebody alike is known, who of them it is."""

    name = name_field(gettext_lazy("Full name"))
    known_as = Line(label=gettext_lazy("Called"), required=False)
    pronouns = Line(label=gettext_lazy("Pronouns"), required=False)
    birth_date = forms.DateField(
        label=gettext_lazy("Birth date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    phone = phone_field(required=False)
    email = email_field()
    occupation = Line(label=gettext_lazy("Work"), required=False)
    leave_no_details = forms.BooleanField(label=gettext_lazy("Leave no details in messages"), required=False)
    contact_notes = Line(
        label=gettext_lazy("Notes on reaching them"), required=False, fault=note_fault,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    key = key_field()

    def __init__(self, *args: Any, alike: Iterable[AlikeSeen] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(one.id), _described(one)) for one in alike]
        if choices:
            self.fields["who"] = forms.ChoiceField(
                label=gettext("Is it one of these?"),
                choices=[*choices, (NEWCOMER, gettext("No: somebody new"))],
                widget=forms.RadioSelect,
                error_messages={"required": gettext("Choose the person, or say that it is somebody new.")},
            )
            self.order_fields(["who"])

    def match(self) -> UUID | None:
        """The known person it is, if any."""
        chosen = self.cleaned_data.get("who", "")
        return UUID(chosen) if chosen not in {"", NEWCOMER} else None

    def is_new(self) -> bool:
        """Somebody alike is known, and the desk has seen that it is another person."""
        return bool(self.cleaned_data.get("who") == NEWCOMER)

    def newcomer(self) -> Newcomer:
        """The contact facts."""
        return Newcomer(**{name: self.cleaned_data[name] for name in self.cleaned_data if name not in {"key", "who"}})


def _described(one: AlikeSeen) -> str:
    born = [one.birth_date.isoformat()] if one.birth_date else []
    return " · ".join([one.name, *born, *(str(SHARES[each.value]) for each in one.shares)])
