"""Reads for a visitor who books the free talk: the times, and the talk that their link opens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.book.video import OPENS_BEFORE
from weft.records import clock, front_links, links, talk_supply
from weft.records.access import Member, NotFound, clinic_of
from weft.records.actions.book_talk_message import TRIES, is_told
from weft.records.appointments import city_of
from weft.records.local import wall_time
from weft.records.models import EnquiryState, LinkPurpose, Resource, ResourceKind, Site, Talk
from weft.records.talk_file import talk_file
from weft.records.video import may_go_in, room_of

FIRST = 3
"""So many times are shown before the rest of the week."""
_FAR = timedelta(days=366)
"""No time so far from now was ever offered; at the ends of the calendar, clocks cannot even be compared."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One time that can be booked."""

    starts: datetime
    """In UTC."""
    wall: datetime
    """In the clinic's own time, without a zone."""
    can_come: bool
    """Whether a place is free too, for a talk at the clinic."""

    @property
    def value(self) -> str:
        """As a form sends it."""
        return as_value(self.starts)


@dataclass(frozen=True, slots=True)
class DayOfSlots:
    """The times of one day."""

    day: date
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """Everything that is offered now."""

    first: tuple[Slot, ...]
    """The next three; or, when a time has just gone, the three nearest to it."""
    days: tuple[DayOfSlots, ...]
    """The whole week."""
    zone: str
    city: str
    """The last word of the zone's name, as people say it: Toronto."""
    now: datetime
    """The clinic's wall clock."""
    minutes: int
    has_places: bool
    """Whether people can come to the clinic for a talk."""
    has_video: bool
    """Whether the clinic has a room for talks by video."""

    def value(self, starts: str) -> datetime | None:
        """The moment of a slot that a form sends back, if it is one that could be offered."""
        try:
            moment = datetime.fromisoformat(starts)
        except ValueError:
            return None
        if moment.utcoffset() != timedelta(0):
            return None
        return moment if abs(moment.replace(tzinfo=None) - self.now) < _FAR else None


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that holds."""

    id: UUID
    answers: dict[str, str] | None
    """What was answered before it was kept for later; None for the link of a talk."""
    is_account: bool = False
    """It lets a person choose the password of their own pages."""
    is_password: bool = False
    """It changes a forgotten password."""


@dataclass(frozen=True, slots=True)
class TalkSeen:
    """A booked talk, as the person whose link it is sees it."""

    link_id: UUID
    enquiry_id: UUID
    source: str
    starts: datetime
    ends: datetime
    """Both in UTC."""
    wall: datetime
    wall_ends: datetime
    """Both in the clinic's own time, without a zone."""
    zone: str
    city: str
    who: str
    title: str
    place: str
    """Where to come, for a talk at the clinic."""
    getting_in: str
    moved: int
    path: str
    """The address that opens it, for whoever wrote no e-mail address down."""
    has_message: bool
    """Whether a confirmation went to an address or a phone of theirs."""
    is_over: bool
    room: str | None
    """Where to go now for a talk by video, as it is set at this moment; empty: there is none; None outside its time."""
    opens: datetime | None
    """When the way in opens, in the clinic's own time; None when it is open, or this is no talk by video to come."""

    @property
    def value(self) -> str:
        """When it starts, as a form sends it."""
        return as_value(self.starts)


def as_value(moment: datetime) -> str:
    """A start as a form sends it: in UTC, to the minute."""
    return moment.strftime("%Y-%m-%dT%H:%MZ")


def times(by: Member, *, instead: Collection[datetime] = (), link_id: UUID | None = None) -> Times:
    """What can be booked in the coming week.

    Args:
        by: A visitor.
        instead: Times to show first, when the chosen one has just gone.
        link_id: Link of a talk that is about to move: its own time counts as free, and only what suits its way to talk
            is offered.
    """
    clinic = clinic_of(by.clinic_id)
    moving = _talk_of(by, link_id) if link_id else None
    free = talk_supply.free_talks(clinic, free_holds=[moving.hold_id] if moving else ())
    only_places = moving is not None and moving.place_id is not None
    zone = ZoneInfo(clinic.zone)
    slots = [
        Slot(one.starts, wall_time(one.starts, zone), one.time.has_place)
        for one in free
        if (one.time.has_place or not only_places) and not (moving and one.starts == moving.starts)
    ]
    wanted = [one for one in slots if one.starts in instead] or slots[:FIRST]
    rooms = Resource.objects.within(clinic.id).filter(kind__in=(ResourceKind.BED, ResourceKind.ROOM), active=True)
    return Times(
        first=tuple(wanted),
        days=tuple(DayOfSlots(day, tuple(each)) for day, each in groupby(slots, key=lambda one: one.wall.date())),
        zone=clinic.zone,
        city=city_of(clinic.zone),
        now=wall_time(clock.now(), zone),
        minutes=clinic.talk_minutes,
        has_places=rooms.exists(),
        has_video=bool(clinic.video_room),
    )


def opened(by: Member, token: str) -> Opened | None:
    """What the link of a token opens, while it holds in this clinic."""
    link = front_links.found(by.clinic_id, token)
    if link is None:
        return None
    is_account, is_password = link.purpose == LinkPurpose.ACCOUNT, link.purpose == LinkPurpose.PASSWORD
    return Opened(link.id, link.answers, is_account, is_password)


def booked(by: Member, link_id: UUID) -> TalkSeen | None:
    """The talk that a session's link opens; None when the link or the talk is no more."""
    talk = _talk_of(by, link_id)
    if talk is None or talk.cancelled_at:
        return None
    zone = ZoneInfo(talk.zone)
    site = talk.place.site if talk.place else None
    return TalkSeen(
        link_id=link_id, enquiry_id=talk.enquiry_id, source=talk.enquiry.source, starts=talk.starts, ends=talk.ends,
        wall=wall_time(talk.starts, zone), wall_ends=wall_time(talk.ends, zone), zone=talk.zone,
        city=city_of(talk.zone), who=talk.practitioner.user.name, title=talk.practitioner.title,
        place=_where(site), getting_in=site.getting_in if site else "", moved=talk.moved,
        path=front_links.path(link_id),
        has_message=is_told(talk.enquiry),
        is_over=_is_over(talk), **_way_in(talk, zone),
    )  # fmt: skip


def _way_in(talk: Talk, zone: ZoneInfo) -> dict[str, Any]:
    """The room, while people may go in; before, when that is."""
    opens = talk.starts - OPENS_BEFORE
    if not may_go_in(talk):
        return {"room": None, "opens": None}
    is_early = clock.now() < opens
    return {"room": None, "opens": wall_time(opens, zone)} if is_early else {"room": room_of(talk), "opens": None}


def _is_over(talk: Talk) -> bool:
    """Its time has passed and they were reached, or nobody has tried twice; or somebody wrote down how it went."""
    has_passed = talk.starts <= clock.now() and talk.enquiry.tries < TRIES
    return has_passed or talk.enquiry.state != EnquiryState.WAITING


def calendar_file(by: Member, link_id: UUID) -> bytes:
    """The talk for somebody's calendar.

    Raises:
        NotFound: The link does not hold, or the talk is cancelled.
    """
    talk = _talk_of(by, link_id)
    if talk is None or talk.cancelled_at:
        raise NotFound
    return talk_file(talk, clinic_of(by.clinic_id), links.to_clinic(by.clinic_id, front_links.path(link_id)))


def _where(site: Site | None) -> str:
    return ", ".join(filter(None, (site.name, site.address))) if site else ""


def _talk_of(by: Member, link_id: UUID) -> Talk | None:
    link = front_links.by_id(by.clinic_id, link_id, LinkPurpose.TALK)
    if link is None or link.enquiry_id is None:
        return None
    rows = Talk.objects.within(by.clinic_id).filter(enquiry_id=link.enquiry_id)
    return rows.select_related("clinic", "enquiry", "practitioner__user", "place__site").first()
