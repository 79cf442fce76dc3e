"""Names as people have them in the headers and the text of a mail, and in a calendar file: whole, and nothing else."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from django.core.mail import get_connection
from icalendar import Calendar
from tests.draw.test_calendar_file import strict
from tests.names import NAMES

from weft.draw.calendar_file import Entry, Sender, sent_file
from weft.jobs.post import letter
from weft.records.actions.outbox import Claimed

NINE = datetime(2027, 3, 2, 14, 0, tzinfo=UTC)
HEADERS = {
    "content-type", "mime-version", "subject", "from", "to", "reply-to", "date", "message-id", "auto-submitted",
    "list-unsubscribe", "list-unsubscribe-post",
}  # fmt: skip
WHO = ["nobody@localhost", "ana@example.org"]
STRICT = policy.SMTP.clone(raise_on_defect=True)


def mailed(name: str) -> EmailMessage:
    """A mail of a clinic, about a visit, with this name wherever a name can stand; as another program reads it."""
    claimed = Claimed(
        UUID(int=7), 1, "mail", "ana@example.org", f"Your visit, {name}", f"Dear {name},\nuntil Tuesday.", name,
        "desk@clinic.example", choices_url="https://clinic.example/choices/x", calendar=file_of(name).decode(),
    )  # fmt: skip
    sent: Any = letter(claimed, get_connection("django.core.mail.backends.locmem.EmailBackend")).message()
    read = message_from_bytes(sent.as_bytes(linesep="\r\n"), policy=STRICT)
    assert isinstance(read, EmailMessage)
    return read


def spoken(read: EmailMessage, key: str) -> str:
    """A header as a reader shows it. Python's newer parser leaves a gap where one word is sent in two parts."""
    (raw,) = (value for name, value in read.raw_items() if name == key)
    return str(make_header(decode_header(re.sub(r"\r?\n(?=[ \t])", "", raw)))).strip()


def file_of(name: str) -> bytes:
    entry = Entry(
        id=UUID(int=7), starts=NINE, ends=NINE + timedelta(hours=1), summary=f"Talk, {name}", place=name,
        says=f"Tuesday\n{name}",
    )  # fmt: skip
    return sent_file([entry], Sender(name=name, address="desk@clinic.example"), NINE)


def fault_of_mail(name: str) -> str:
    """What is wrong with the mail; empty when nothing is."""
    read = mailed(name)
    body, page = read.get_body(("plain",)), read.get_body(("html",))
    sender = spoken(read, "From").removesuffix(" <nobody@localhost>").strip('"')
    wrong = {
        "headers": {key.lower() for key in read} - HEADERS,
        "subject": spoken(read, "Subject") != f"Your visit, {as_it_stands(name)}",
        "from": sender != in_quotes(name),
        "addresses": [each.addr_spec for key in ("From", "To") for each in read[key].addresses] != WHO,
        "text": body is None or f"Dear {name}," not in body.get_content(),
        "page": page is None or "<script" in page.get_content(),
        "long": any(len(line) > 998 for line in read.as_bytes().splitlines()),
    }
    return ", ".join(what for what, is_so in wrong.items() if is_so)


def in_quotes(name: str) -> str:
    """A sender's name stands between quotation marks, so it has none of its own."""
    return as_it_stands(name).replace("\\", "").replace('"', "'")


def as_it_stands(name: str) -> str:
    """What looks like an encoded word is kept from being read as one."""
    return name.replace("=?", "= ?")


def fault_of_file(name: str) -> str:
    """What is wrong with the calendar file; empty when nothing is."""
    data = file_of(name)
    strict(data)
    (event,) = Calendar.from_ical(data).events
    right = {
        "summary": event["SUMMARY"] == f"Talk, {name}",
        "place": event["LOCATION"] == name,
        "text": event["DESCRIPTION"] == f"Tuesday\n{name}",
        "organizer": event["ORGANIZER"].params["CN"] == name.replace('"', "'"),
        "parts": len(Calendar.from_ical(data).subcomponents) == 1,
    }
    return ", ".join(what for what, is_so in right.items() if not is_so)


@pytest.mark.parametrize("fault_of", [fault_of_mail, fault_of_file])
def test_every_name_is_whole_and_says_nothing_else(fault_of: Callable[[str], str]) -> None:
    assert {name: fault for name in NAMES if (fault := fault_of(name))} == {}
