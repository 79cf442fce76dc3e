"""What the frames (base, public, patient, staff) show on every page."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext, gettext_lazy

from weft.core.desk.colour import usable
from weft.core.desk.names import initials
from weft.records.access import ClinicSeen, Member
from weft.records.reads import front_door
from weft.records.reads.opened import opened_now
from weft.web.policy import policy_of
from weft.web.undo import bar

STAFF_PAGES = (
    ("desk:today", gettext_lazy("Today")),
    ("desk:people", gettext_lazy("People")),
    ("schedule:diary", gettext_lazy("Diary")),
    ("desk:inbox", gettext_lazy("Needs a person")),
    ("book:enquiries", gettext_lazy("Enquiries")),
    ("desk:messages", gettext_lazy("Messages")),
    ("insight:outcomes", gettext_lazy("Outcomes")),
    ("desk:knowledge", gettext_lazy("Knowledge")),
    ("desk:setup", gettext_lazy("Setup")),
)
"""The words of the staff navigation, in their order; a page appears when it exists and may be seen."""

UNDER = {
    "desk:today": ("/visits/", "/beds", "/undo"),
    "desk:people": (
        "/people/", "/plan/people/", "/plans/", "/courses/", "/proposals/", "/scores/", "/letters/", "/papers/",
        "/flares/",
    ),
    "desk:inbox": ("/incidents", "/events/", "/missing/"),
    "book:enquiries": ("/plan/enquiries/",),
    "desk:knowledge": ("/settings/measures",),
}  # fmt: skip
"""Addresses that lie under a word of the staff navigation, besides those that begin with its own."""

PATIENT_PAGES = (
    ("desk:me", gettext_lazy("Home")),
    ("plan:mine", gettext_lazy("Plan")),
    ("me:progress", gettext_lazy("Progress")),
    ("me:visits", gettext_lazy("Visits")),
    ("me:papers", gettext_lazy("Papers")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of a navigation."""

    label: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Guise:
    """One of the people the demo lets a newcomer look around as."""

    key: str
    label: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Brand:
    """The clinic's own mark on public pages."""

    initials: str
    logo_url: str | None
    """None: the initials stand on a tile."""
    colour_url: str | None
    """None: the tile is ink."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What a staff page needs to know to lock itself, and to send again only what its own reader typed."""

    who: str
    minutes: int


def whose(member: Member) -> str:
    """A name for who is signed in that a page can compare, and that says nothing.

    Without the server's secret, since it opens nothing: a page that was open while the secret changed is still theirs.
    """
    return hashlib.sha256(f"weft.page:{member.user_id}".encode()).hexdigest()[:16]


def shell(request: HttpRequest) -> dict[str, object]:
    """Clinic, member, navigation and, in the demo, its band. Works on error pages too."""
    clinic = getattr(request, "clinic", None)
    member = getattr(request, "member", None)
    me = member if member and member.user_id else None
    return {
        "clinic": clinic,
        "me": me,
        "nav": _navigation(request, me),
        "home_url": url_of("book:home"),
        "promises_url": url_of("learn:promises"),
        "brand": _brand(clinic) if clinic else None,
        "find_url": url_of("desk:people") if me and me.is_staff else None,
        "sign_out_url": url_of("desk:sign_out") if me else None,
        "sign_in_url": url_of("desk:sign_in"),
        "mine": whose(me) if me else None,
        "guard": Guard(whose(me), settings.WEFT_IDLE_MINUTES) if me and me.is_staff else None,
        "opened": opened_now(),
        "undo": bar(request) if me and me.is_staff else None,
        "demo": _demo(clinic, me) if settings.WEFT_DEMO and clinic else None,
    }


def _brand(clinic: ClinicSeen) -> Brand:
    return Brand(
        initials(clinic.logo_text or clinic.name),
        url_of("learn:logo") if clinic.logo else None,
        url_of("learn:colour") if usable(clinic.colour) else None,
    )


def url_of(name: str) -> str | None:
    """The address of a page, or nothing while this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _navigation(request: HttpRequest, member: Member | None) -> tuple[Place, ...]:
    if member is None:
        return ()
    pages = STAFF_PAGES if member.is_staff else PATIENT_PAGES
    urls = {name: url for name, _ in pages if (url := url_of(name))}
    here = word_of(request.path, urls)
    return tuple(Place(str(label), urls[name], name == here) for name, label in pages if _may(member, urls.get(name)))


def word_of(path: str, urls: Mapping[str, str]) -> str | None:
    """The page of the navigation that an address lies under: the one that says most of it; None for none.

    Args:
        path: Of the page that is shown.
        urls: Address of each page of the navigation, by its name.
    """
    under = [(start, name) for name, url in urls.items() for start in (url, *UNDER.get(name, ()))]
    return max(((len(start), name) for start, name in under if path.startswith(start)), default=(0, None))[1]


def _may(member: Member, url: str | None) -> bool:
    if url is None:
        return False
    declared = policy_of(resolve(url).func)
    return declared is not None and declared.allows(member)


def _demo(clinic: ClinicSeen, me: Member | None) -> dict[str, object]:
    visitor = Guise("visitor", gettext("visitor"), me is None)
    cast = [
        Guise(person.login, person.first_name, me is not None and me.user_id == person.user_id)
        for person in front_door.demo_people(clinic.id)
    ]
    return {"enter_url": reverse("desk:look_around"), "people": (visitor, *cast)}
