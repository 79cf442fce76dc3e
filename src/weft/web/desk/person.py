"""The person page."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from weft.core.shared.words import Words
from weft.draw.curve_words import curve_words
from weft.records.access import Job, Member
from weft.records.reads.person import person_page
from weft.records.reads.person_shapes import Care, Entry, Header, Lookup, NextStep, Step
from weft.web.answer import page
from weft.web.desk.ways import way
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

SHOWN = 25
"""Entries shown before somebody asks for all."""
WIDE, NARROW = 860, 302
"""Widths of the curve's two drawings."""

CHIPS = {
    Lookup.NEEDLES: gettext_lazy("needles"),
    Lookup.MOVEMENT: gettext_lazy("movement"),
    Lookup.HOME: gettext_lazy("home"),
    Lookup.PLAN: gettext_lazy("plan"),
}
STEPS = {
    Step.SCREENING: "screen:person",
    Step.ASSESSMENT: "assess:assessment",
    Step.PLAN: "plan:plan",
    Step.COURSE: "schedule:course",
    Step.NEEDLES: "treat:needles",
    Step.MOVEMENT: "treat:movement",
    Step.SCORES: "measure:scores",
    Step.REVIEW: "adjust:review",
    Step.BACK: "prevent:discharge",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A person as `parts/person_header.html` shows them."""

    name: str
    born: object
    initials: str
    url: str
    facts: tuple[str, ...]
    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A link."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter of the list: a link that hides or shows again."""

    label: str
    url: str
    is_on: bool


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY, Job.PEOPLE, Job.RECORD})
def person(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """One person. ``?off=movement`` hides entries, ``?all=1`` shows all; the desk sees name, times and contact."""
    seen = person_page(person_id, request.member)
    care = seen.care
    books = request.member.may(Job.DIARY)
    course_url = way("schedule:course", seen.course_of) if books and seen.course_of else ""
    common: dict[str, Any] = {
        "seen": seen, "person": heading(seen.header), "is_title": True, "course_url": course_url,
    }  # fmt: skip
    if request.member.may(Job.PEOPLE) or care is not None:
        common["practitioners_url"] = way("desk:practitioners", person_id)
    if request.member.may(Job.PEOPLE):
        common["contact_url"] = way("desk:contact", person_id)
    if care is None:
        flare_url = way("prevent:flare_for", person_id) if request.member.may(Job.SAFETY_ANSWERS) else ""
        return page(request, "desk/person_desk.html", flare_url=flare_url, **common)
    off = {each for each in Lookup if each.value in request.GET.getlist("off")}
    entries = [entry for entry in care.timeline if not entry.kinds or entry.kinds - off]
    everything = request.GET.get("all") == "1"
    return page(
        request,
        "desk/person.html",
        care=care,
        off=off,
        entries=_shown(entries if everything else entries[:SHOWN], off),
        more_url=_query(off, everything=True) if len(entries) > SHOWN and not everything else "",
        chips=[_chip(each, off, everything=everything) for each in Lookup],
        sentence=curve_words(care.curve) if care.curve else None,
        next=_next(care.next),
        ways=_ways(care, person_id, request.member),
        plan_url=way("plan:plan", care.plan_id),
        review_url=way("adjust:review", person_id),
        screening_url=way("screen:person", person_id),
        agreements_url=way("plan:agreements", person_id),
        ended_url=way("prevent:discharge", person_id),
        **common,
    )


def heading(header: Header) -> Heading:
    """The header of a page about one person, spoken."""
    return Heading(
        header.name,
        header.born,
        header.initials,
        way("desk:person", header.id),
        tuple(_say(each) for each in header.facts),
        tuple(_say(each) for each in header.alerts),
    )


def _say(words: Words) -> str:
    return words.said(gettext)


def _next(step: NextStep | None) -> Way | None:
    if step is None:
        return None
    url = way(STEPS[step.step], step.id)
    return Way(url, _say(step.label)) if url else None


def _ways(care: Care, person_id: UUID, by: Member) -> list[Way]:
    """The other doors from this page, those that exist and the member may use."""
    doors = [
        ("measure:scores", gettext("Ask for scores"), care.is_open),
        ("assess:assessment", gettext("Assessment"), True),
        ("adjust:review", gettext("Review"), care.is_open),
        ("treat:home_set", gettext("Exercises at home"), care.is_open),
        ("prevent:flare_for", gettext("It is worse again"), True),
        ("desk:papers", gettext("Papers and letters"), True),
        ("treat:person_incident", gettext("Report an incident"), True),
        ("prevent:discharge", gettext("Discharge") if care.is_open else gettext("After discharge"), care.episode_id),
    ]
    found = [Way(way(name, person_id), label) for name, label, wanted in doors if wanted]
    return [each for each in found if each.url]


def _shown(entries: list[Entry], off: set[Lookup]) -> list[tuple[Entry, list[object]]]:
    """Each entry with those of its parts that are not hidden."""
    return [(entry, [part for part in entry.parts if part.side not in off]) for entry in entries]


def _chip(kind: Lookup, off: set[Lookup], *, everything: bool) -> Chip:
    return Chip(str(CHIPS[kind]), _query(off ^ {kind}, everything=everything), kind not in off)


def _query(off: set[Lookup], *, everything: bool) -> str:
    asked = [("off", each.value) for each in Lookup if each in off] + ([("all", "1")] if everything else [])
    return f"?{urlencode(asked)}#what-happened"
