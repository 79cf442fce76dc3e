"""The bed strip of every staff page: one query, asked by the part that shows it."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from weft.core.desk.names import initials
from weft.draw.capsule_data import minutes_left
from weft.records.access import Job, Member
from weft.records.reads.treat_beds import BedLine, bed_strip, server_now

register = template.Library()


@dataclass(frozen=True, slots=True)
class Bed:
    """One bed as the strip shows it."""

    bed: str
    who: str
    count: int
    ends: str
    """ISO instant, for the page's clock."""
    left: str
    is_over: bool
    is_due: bool
    due: str
    url: str
    """Empty for those who may not open the record."""
    is_faint: bool
    faint_url: str
    """One press tells of a faint; empty for those who may not, and while one is open."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole strip."""

    beds: tuple[Bed, ...]
    url: str
    server_now: str


@register.simple_tag(takes_context=True)
def needles_in_now(context: dict[str, Any]) -> Strip | None:
    """The strip for the member who asks; None on pages without one."""
    member = getattr(context.get("request"), "member", None)
    if member is None or not member.is_staff:
        return None
    short = context["request"].GET.get("names") == "short" or bool(context.get("is_locked"))
    beds = tuple(_bed(line, member, short=short) for line in bed_strip(member))
    return Strip(beds, reverse("treat:beds") + ("?names=short" if short else ""), server_now().isoformat())


EVENTS = {
    "arrived": gettext_lazy("arrived"),
    "started": gettext_lazy("started"),
    "needles_in": gettext_lazy("needles in"),
    "check": gettext_lazy("looked in:"),
    "needles_out": gettext_lazy("needles out"),
    "faint": gettext_lazy("faint"),
    "steady": gettext_lazy("asked whether steady"),
    "bleeding": gettext_lazy("bleeding"),
    "hand_over": gettext_lazy("handed over"),
    "window": gettext_lazy("window open"),
    "finished": gettext_lazy("signed"),
    "left": gettext_lazy("left"),
    "correction": gettext_lazy("number corrected to"),
    "note": gettext_lazy("counted again"),
    "read": gettext_lazy("read what is to be heeded"),
    "bell": gettext_lazy("bell in hand"),
    "longer": gettext_lazy("two minutes longer"),
    "said": gettext_lazy("said:"),
    "current": gettext_lazy("current began"),
    "cleared": gettext_lazy("area cleared"),
    "search": gettext_lazy("needle looked for"),
    "not_here": gettext_lazy("not here after all"),
    "recount": gettext_lazy("needles out corrected to"),
}
"""What each event of a live visit is called."""


@register.filter(name="event_name")
def event_name(kind: str) -> str:
    """An event's name for the log."""
    return str(EVENTS.get(kind, kind))


def _may_tell(line: BedLine, member: Member) -> bool:
    return not line.is_faint and (member.may(Job.NEEDLES) or member.may(Job.MOVEMENT))


def _bed(line: BedLine, member: Member, *, short: bool) -> Bed:
    seconds = int(line.left.total_seconds())
    return Bed(
        bed=line.bed or gettext("No bed"), who=initials(line.who) if short else line.who,
        count=line.count, ends=line.ends_at.isoformat(),
        left=f"{'+' if seconds < 0 else ''}{minutes_left(abs(seconds))}", is_over=seconds < 0,
        is_due=line.due is not None or seconds < 0,
        due=line.due.said(gettext) if line.due else gettext("time is over"),
        url=reverse("treat:needles", args=[line.visit_id]) if member.may(Job.RECORD) else "", is_faint=line.is_faint,
        faint_url=reverse("treat:faint", args=[line.visit_id]) if _may_tell(line, member) else "",
    )  # fmt: skip
