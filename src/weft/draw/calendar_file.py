"""Appointments as a calendar file (iCalendar, RFC 5545): plain entries in, the bytes of an `.ics` out.

Times are written in UTC, so that no calendar has to know a zone's rules, nor have the newest ones: page, mail and
calendar agree also where the law on clock changes has just been altered. The wall time as agreed stands in the text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vText, vUri

MEDIA_TYPE = "text/calendar; charset=utf-8"
FILE_NAME = "appointment.ics"
_MADE_BY = "-//Weft//Weft//EN"
_ASK_AGAIN = timedelta(hours=1)
"""How often a calendar that follows a feed is asked to look."""
_LINE = 75
"""Bytes of a line of the file."""
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  RFC 5545 wants a zone's beginning without a zone


_BETWEEN_LETTERS = frozenset("\u00ad\u061c\u200c\u200d\u200e\u200f")
"""Not printed, and yet part of names: joiners of Persian, Hindi, Sinhala; marks of direction; the soft hyphen."""


class Method(StrEnum):
    """What a calendar is to do with a file that was sent."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One appointment: a visit, a pair as one, or a free talk. Say nothing about treatment in any of its texts."""

    id: UUID
    """Of the visit (of a pair its first half): the entry keeps it when it moves."""
    starts: datetime
    """Aware; any zone."""
    ends: datetime
    summary: str
    """What a glance at the calendar shows, such as "Appointment, Two Rivers"."""
    place: str = ""
    says: str = ""
    """More lines: the wall time as agreed with its zone, a number to ring."""
    link: str = ""
    join: tuple[str, str] | None = None
    """Where it is held by video, and what to call that: many calendars make a button of it (RFC 7986)."""
    changes: int = 0
    """How often it was moved or called off; a calendar keeps what has the highest number."""
    is_off: bool = False

    @property
    def uid(self) -> str:
        """The entry's name in every calendar."""
        return f"{self.id}@weft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who publishes the entries."""

    name: str
    address: str = ""
    """A mail address; without one no organizer is named."""


def sent_file(entries: Sequence[Entry], sender: Sender, made: datetime) -> bytes:
    """What is attached to a mail, or loaded from a page.

    Args:
        entries: At least one. When all of them are off, calendars are told to take them out.
        sender: The clinic.
        made: When the file is made; aware.

    Raises:
        ValueError: Without an entry.
    """
    if not entries:
        raise ValueError("a calendar file that is sent has at least one entry")
    calendar = _calendar()
    calendar.add("method", (Method.CANCEL if all(each.is_off for each in entries) else Method.PUBLISH).value)
    _fill(calendar, entries, sender, made)
    return bytes(calendar.to_ical())


def feed(entries: Iterable[Entry], sender: Sender, made: datetime) -> bytes:
    """What a calendar program loads again and again; with nothing in it, it is still a whole file."""
    calendar = _calendar()
    named = one_line(sender.name)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, named)
    calendar.add("refresh-interval", _ASK_AGAIN, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    _fill(calendar, entries, sender, made)
    if not calendar.subcomponents:
        calendar.add_component(_utc())  # RFC 5545: at least one component
    return bytes(calendar.to_ical())


def unfolded(calendar: str) -> str:
    """With every line whole: a calendar's lines are broken after 75 bytes, in the middle of an address too."""
    return calendar.replace("\r\n ", "")


def folded(calendar: str) -> str:
    """Broken again as RFC 5545 wants it: no line has more than 75 bytes, and no letter is cut."""
    return "\r\n".join(map(_broken, calendar.split("\r\n")))


def _broken(line: str) -> str:
    pieces, room = [""], _LINE
    for sign in line:
        room -= len(sign.encode())
        if room < 0:
            pieces.append("")
            room = _LINE - 1 - len(sign.encode())  # the space that joins it counts
        pieces[-1] += sign
    return "\r\n ".join(pieces)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _fill(calendar: Calendar, entries: Iterable[Entry], sender: Sender, made: datetime) -> None:
    for entry in sorted(entries, key=lambda one: (one.starts, one.uid)):
        calendar.add_component(_event(entry, sender, made))


def _event(entry: Entry, sender: Sender, made: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", made.astimezone(UTC))
    event.add("dtstart", entry.starts.astimezone(UTC))
    event.add("dtend", entry.ends.astimezone(UTC))
    event.add("sequence", entry.changes)
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("summary", one_line(entry.summary))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if entry.is_off else "OPAQUE")
    for key, text in (("location", one_line(entry.place)), ("description", _lines(entry.says))):
        if text:
            event.add(key, text)
    if entry.link:
        event.add("url", vUri(one_line(entry.link)))
    if entry.join:
        address, says = entry.join
        about = {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": one_line(says).replace('"', "'")}
        event.add("conference", vUri(one_line(address)), about)
    if sender.address:
        event.add("organizer", _organizer(sender))
    return event


def _organizer(sender: Sender) -> vCalAddress:
    address = vCalAddress(f"mailto:{one_line(sender.address)}")
    address.params["CN"] = vText(one_line(sender.name).replace('"', "'"))
    return address


def _utc() -> Timezone:
    zone, always = Timezone(), TimezoneStandard()
    zone.add("tzid", "Etc/UTC")
    always.add("dtstart", _EPOCH)
    always.add("tzoffsetfrom", timedelta(0))
    always.add("tzoffsetto", timedelta(0))
    zone.add_component(always)
    return zone


def one_line(text: str) -> str:
    """One line of signs that may stand in a file or a header: a name that somebody typed begins no line of its own.

    What joins letters or parts them, or says which way they run, is part of many a name and stays.
    """
    return "".join(sign if sign.isprintable() or sign in _BETWEEN_LETTERS else " " for sign in " ".join(text.split()))


def _lines(text: str) -> str:
    return "\n".join(one_line(line) for line in text.split("\n"))
