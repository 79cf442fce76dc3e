"""Links and pages that a visitor sends to themselves. Whoever asks gets the same answer, whatever we know."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TypeAlias

from weft.core.book.contact import NO_COUNTRY, whole_number
from weft.core.shared.care import Answer
from weft.records import clock, front_links
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.actions import asked_for
from weft.records.actions.base import action, once
from weft.records.actions.book_knock import MAILS, TEXTS, Caller, limited
from weft.records.actions.book_talk_message import (
    may_write_to,
    send_page,
    send_short_page,
    send_to_finish,
)
from weft.records.models import Clinic, FrontLink, LinkPurpose
from weft.records.outgoing import MAIL, TEXT, texts_go
from weft.records.refused import Reason, Refused

FINISH_WITHIN = timedelta(days=7)
"""How long answers wait for somebody who goes on later."""
PAGE_HOLDS = timedelta(days=1)
"""How long the link of a text opens the page that was sent."""
KEEP, SEND_ME = "book.keep", "book.send_me"
Ways: TypeAlias = tuple[tuple[str, str], ...]
"""Channels with their addresses."""


@action
def _keep(to: Ways, answers: Mapping[str, Answer], *, by: Member, key: str) -> str:
    clinic = clinic_of(by.clinic_id)
    return once(lambda: _kept(clinic, to, _as_kept(answers)), by=by, name=KEEP, key=key, found=str)


def keep_for_later(
    *, by: Member, answers: Mapping[str, Answer], email: str = "", phone: str = "", network: str = "", key: str = ""
) -> str | Refused:
    """Keep what was answered so far for a week, and send a link with which to go on to an address of theirs.

    Args:
        by: A visitor.
        answers: So far.
        email: Where to, by mail; and, or
        phone: by text.
        network: The part of the net that they came from, to count; it is not kept.
        key: One-time key of the form.

    Returns:
        ``kept``; or Refused: TOO_MANY, NOT_POSSIBLE (a number that no text can go to).
    """
    key = asked_for.key_of(key, f"{email}\n{phone}")
    return _asked(lambda to: _keep(to, answers, by=by, key=key), by, (email, phone, network), KEEP, key)


@action
def forget_kept(*, by: Member) -> int:
    """Forget the answers that nobody came back for in time; how many."""
    return front_links.forget_old(by.clinic_id)


def send_me(
    *, by: Member, told: tuple[str, ...], answers: Mapping[str, Answer], email: str = "", phone: str = "",
    network: str = "", key: str = "",
) -> str | Refused:  # fmt: skip
    """Send the page that somebody reads now to an address of theirs.

    A mail says what the page says and nothing besides; a text its first line, and a link that opens it for a day.

    Args:
        by: A visitor.
        told: What the page says.
        answers: What led to it.
        email: Where to, by mail; and, or
        phone: by text.
        network: The part of the net that they came from, to count; it is not kept.
        key: One-time key of the form.

    Returns:
        ``sent``; or Refused: TOO_MANY, NOT_POSSIBLE (a number that no text can go to).
    """
    key = asked_for.key_of(key, f"{email}\n{phone}")
    return _asked(lambda to: _send(to, told, answers, by=by, key=key), by, (email, phone, network), SEND_ME, key)


@action
def _send(to: Ways, told: tuple[str, ...], answers: Mapping[str, Answer], *, by: Member, key: str) -> str:
    clinic = clinic_of(by.clinic_id)
    return once(lambda: _sent(clinic, to, told, _as_kept(answers)), by=by, name=SEND_ME, key=key, found=str)


def texts_in(by: Member) -> str:
    """The country whose numbers need no code; empty where the clinic sends no texts."""
    return Clinic.objects.get(id=by.clinic_id).country if texts_go() else ""


def _asked(
    work: Callable[[Ways], str | Refused], by: Member, reach: tuple[str, str, str], name: str, key: str
) -> str | Refused:
    """Do it for every address that was written, unless too much was asked for; each text costs the clinic money."""
    email, phone, network = reach
    caller = Caller(email, phone, network)

    def mailed(to: Ways) -> str | Refused:
        return limited(lambda: work(to), by=by, caller=caller, what=MAIL, most=MAILS, name=name, key=key)

    if not phone:
        return mailed(((MAIL, email),))
    country = texts_in(by)
    number = whole_number(phone, country) if country else ""
    if not number:
        return Refused(Reason.NOT_POSSIBLE, NO_COUNTRY)
    texted: Ways = ((TEXT, number),)
    send = (lambda: mailed(((MAIL, email), *texted))) if email else (lambda: work(texted))
    return limited(send, by=by, caller=caller, what=TEXT, most=TEXTS, name=name, key=key)


def _as_kept(answers: Mapping[str, Answer]) -> dict[str, str]:
    return {name: answer.value for name, answer in answers.items()}


def _kept(clinic: ClinicSeen, to: Ways, said: dict[str, str]) -> str:
    for way in to:
        if may_write_to(clinic, way[1]):
            send_to_finish(way, _link_to(clinic, said, FINISH_WITHIN), clinic)
    return "kept"


def _sent(clinic: ClinicSeen, to: Ways, told: tuple[str, ...], said: dict[str, str]) -> str:
    for way in to:
        if not may_write_to(clinic, way[1]):
            continue
        if way[0] == MAIL:
            send_page(way, told, clinic)
        else:
            send_short_page(way, told[0], _link_to(clinic, said, PAGE_HOLDS), clinic)
    return "sent"


def _link_to(clinic: ClinicSeen, said: dict[str, str], holds: timedelta) -> FrontLink:
    return front_links.make(clinic.id, LinkPurpose.FINISH, expires=clock.now() + holds, answers=said)
