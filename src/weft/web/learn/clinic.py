"""The clinic's own face: people and prices, its logo and colour, and the form where they are kept."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.core.book.video import LONGEST_ROOM, room_fault
from weft.core.desk.colour import colour_fault, usable
from weft.core.desk.papers import LARGEST, TOO_BIG
from weft.core.desk.prices import NAMES, Priced, currency_fault, price_fault
from weft.records.access import Job
from weft.records.actions import front_page as actions
from weft.records.actions.base import Refused
from weft.records.actions.front_page import EARLIEST, Front
from weft.records.reads import front_page as reads
from weft.records.reads.front_page import FrontSettings
from weft.web import meanwhile
from weft.web.answer import done, page
from weft.web.context import url_of
from weft.web.fields import Line
from weft.web.meanwhile import Both
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

SANDBOX = "default-src 'none'; sandbox"


def _line(label: Any, **options: Any) -> Line:
    """A line that nobody has to write."""
    return Line(
        label=label, required=False, strip=True, max_length=options.pop("max_length", 200),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}), **options,
    )  # fmt: skip


class Face(forms.Form):
    """What visitors read about the clinic, with a line for each practitioner."""

    tagline = _line(gettext_lazy("One sentence about you"))
    colour = _line(
        gettext_lazy("Your colour"), fault=colour_fault, max_length=20,
        help_text=gettext_lazy("As # and six signs, such as #0b6b52. White letters have to be readable on it."),
    )  # fmt: skip
    currency = _line(
        gettext_lazy("Currency"), fault=currency_fault, max_length=3,
        help_text=gettext_lazy("Three letters, such as CAD, GBP or EUR."),
    )  # fmt: skip
    video_room = _line(
        gettext_lazy("Address of the clinic's room"), fault=room_fault, max_length=LONGEST_ROOM,
        help_text=gettext_lazy(
            "Whole, with https://, as your video service shows it. It is the same for everybody: turn its waiting room "
            "on, so that nobody walks in on another talk."
        ),
    )  # fmt: skip
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    marks = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def __init__(self, stands: FrontSettings, data: Any = None) -> None:
        initial = {name: getattr(stands, name) for name in ("tagline", "colour", "currency", "video_room")}
        super().__init__(data, initial={**initial, "version": stands.version})
        self.team = stands.team
        for each in Priced:
            self.fields[f"price_{each}"] = _line(
                NAMES[each].said(gettext), fault=price_fault, max_length=10, initial=stands.prices[each.value]
            )
        for one in stands.team:
            self.fields[f"languages_{one.id}"] = _line(gettext("Languages"), initial=one.languages)
            self.fields[f"since_{one.id}"] = forms.IntegerField(
                label=gettext("In the profession since (year)"), required=False, initial=one.works_since,
                min_value=EARLIEST, max_value=2200,
            )  # fmt: skip
            self.fields[f"room_{one.id}"] = _line(
                gettext("Own room for talks by video"), fault=room_fault, max_length=LONGEST_ROOM, initial=one.room,
                help_text=gettext("Empty: the clinic's room."),
            )  # fmt: skip
        self.initial["marks"] = meanwhile.marks(self)

    def prices(self) -> list[forms.BoundField]:
        """The four amounts."""
        return [self[f"price_{each}"] for each in Priced]

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each practitioner with their own fields."""
        names = ("languages", "since", "room")
        return [(one.name, [self[f"{name}_{one.id}"] for name in names]) for one in self.team]

    def front(self) -> Front:
        """As the action takes it."""
        given = self.cleaned_data
        return Front(
            tagline=given["tagline"], colour=given["colour"], currency=given["currency"],
            prices={each.value: given[f"price_{each}"] for each in Priced},
            languages={one.id: given[f"languages_{one.id}"] for one in self.team},
            works_since={one.id: given[f"since_{one.id}"] for one in self.team}, video_room=given["video_room"],
            rooms={one.id: given[f"room_{one.id}"] for one in self.team},
        )  # fmt: skip


class Picture(forms.Form):
    """The logo."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"), widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        allow_empty_file=True,
        help_text=gettext_lazy("A PNG or JPEG. It is drawn small; places and names in it are taken out."),
        error_messages={"required": gettext_lazy("Choose the picture.")},
    )  # fmt: skip

    def clean_picture(self) -> Any:
        """Its size; the inside is read by the action."""
        sent = self.cleaned_data["picture"]
        if (sent.size or 0) > LARGEST:
            raise forms.ValidationError(TOO_BIG.said(gettext))
        return sent


@require_safe
@policy(Audience.PUBLIC)
def people(request: ClinicRequest) -> HttpResponse:
    """Who treats people here, with registrations, languages and years; and what it costs."""
    seen = reads.people_and_prices(request.clinic)
    return page(request, "learn/people.html", seen=seen, check_url=url_of("screen:check"))


@require_safe
@policy(Audience.PUBLIC)
def logo(request: ClinicRequest) -> HttpResponse:
    """The picture beside the clinic's name."""
    seen = reads.logo(request.clinic)
    answer = HttpResponse(seen.content, content_type=seen.media)
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


@require_safe
@policy(Audience.PUBLIC)
def colour(request: ClinicRequest) -> HttpResponse:
    """The clinic's colour as a stylesheet of one line: no page carries a style of its own."""
    own = usable(request.clinic.colour)
    if own is None:
        raise Http404
    return HttpResponse(f":root {{ --clinic: {own}; --on-clinic: #ffffff; }}\n", content_type="text/css; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.SETTINGS})
def settings(request: ClinicRequest) -> HttpResponse:
    """Say what visitors read; of two who change it the second sees both and picks."""

    def save(form: Face) -> object:
        return actions.set_front(by=request.member, front=form.front(), seen=form.cleaned_data["version"] or None)

    read, show = partial(reads.front_settings, request.member), partial(_settings_page, request)
    if (shown := meanwhile.save_or_show(request, read, Face, save, show)) is not None:
        return shown
    messages.success(request, gettext("Saved. Visitors see it at once."))
    return done(request, None, to="desk:setup")


@require_POST
@policy(Audience.STAFF, jobs={Job.SETTINGS})
def set_logo(request: ClinicRequest) -> HttpResponse:
    """Show a picture beside the clinic's name, or the initials again."""
    if "away" in request.POST:
        return done(request, actions.take_logo_away(by=request.member), to="desk:setup")
    form, status = Picture(request.POST, request.FILES), 400
    if form.is_valid():
        sent = form.cleaned_data["picture"]
        result = actions.set_logo(by=request.member, name=sent.name or "", content=sent.read())
        if not isinstance(result, Refused):
            return done(request, result, to="desk:setup")
        form.add_error("picture", result.words.said(gettext))
        status = result.status
    stands = reads.front_settings(request.member)
    return _settings_page(request, stands, Face(stands), status=status, picture=form)


def _settings_page(
    request: ClinicRequest, stands: FrontSettings, form: Face, *, status: int = 200, both: Both | None = None,
    picture: Picture | None = None,
) -> HttpResponse:  # fmt: skip
    return page(
        request,
        "learn/settings.html",
        status=status,
        form=picture or form,
        face=form,
        picture=picture or Picture(),
        both=both,
        stands=stands,
        people_url=url_of("learn:people"),
    )
