"""A forgotten password: a link to the address of whoever signs in with it. Everybody who asks gets the same answer."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext, override

from weft.core.shared.words import Words
from weft.records import clock, front_links, outgoing
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.actions import asked_for
from weft.records.actions.base import action
from weft.records.actions.book_knock import HOUR, Most
from weft.records.actions.passwords import change
from weft.records.models import FrontLink, LinkPurpose, User
from weft.records.outgoing import MAIL, SERVICE
from weft.records.refused import Reason, Refused
from weft.records.sign_in import SignsIn, who_signs_in

HOLDS = timedelta(minutes=60)
"""How long a link changes a password."""
RESETS = {"network": Most(20, HOUR)}
"""How often a network may ask. Nothing is counted for the whole clinic: a stranger could hold up everybody with it."""
MOST_LINKS = 3
"""So many links go to one sign-in in an hour, whoever asks for them."""
GONE = Words("This link was used, or it is too old. Ask for a new one.")
_ASKED = "desk.password_reset"


def ask_for_reset(*, by: Member, email: str, network: str = "", key: str = "") -> Refused | None:
    """Ask for a link with which a forgotten password is changed.

    Nothing is looked up here (`asked_for`): neither the answer nor its time tells whether anybody signs in so.

    Args:
        by: Whoever asks.
        email: As typed: what somebody signs in with, or their e-mail.
        network: The part of the net that they came from, to count; it is not kept.
        key: One-time key of the form.

    Returns:
        None; or Refused: TOO_MANY.
    """
    return asked_for.ask(_ASKED, "reset", RESETS, by=by, address=email, network=network, key=key)


@action
def send_resets(*, by: Member) -> int:
    """Send the links that were asked for, and forget who asked. How many were sent.

    Nothing goes to an address that nobody signs in with here, to somebody who wants no details left, to a person whose
    contact facts have another address by now, and to whom enough was sent in this hour.
    """
    clinic = clinic_of(by.clinic_id)
    return sum(_sent(clinic, one) for typed in asked_for.taken(clinic.id, _ASKED) for one in _called(clinic, typed))


@action
def choose_password(*, by: Member, link_id: UUID, password: str) -> str:
    """Choose a new password; the link ends with it, and whoever is signed in with the old one is signed out.

    Args:
        by: A visitor who came with the link.
        link_id: Which link.
        password: As typed.

    Returns:
        The name to sign in with; or Refused: ALREADY_DONE (the link is used or too old, or their address was changed
        since), NOT_POSSIBLE (the password is too easy).
    """
    link = front_links.by_id(by.clinic_id, link_id, LinkPurpose.PASSWORD, for_update=True)
    who = who_signs_in(link.user, by.clinic_id) if link and link.user else None
    if who is None:
        raise Refused(Reason.ALREADY_DONE, GONE)
    change(who.user, password)
    _tell_changed(clinic_of(by.clinic_id), who)
    return who.user.login


def _called(clinic: ClinicSeen, typed: str) -> list[SignsIn]:
    rows = User.objects.filter(Q(login=typed.strip().lower()) | Q(email__iexact=typed.strip()))
    return [who for row in rows if (who := who_signs_in(row, clinic.id)) is not None]


def _sent(clinic: ClinicSeen, who: SignsIn) -> bool:
    since = clock.now() - HOUR
    if FrontLink.objects.within(clinic.id).filter(user=who.user, made_at__gt=since).count() >= MOST_LINKS:
        return False
    expires = clock.now() + HOLDS
    link = front_links.make(clinic.id, LinkPurpose.PASSWORD, expires=expires, user_id=who.user.id)
    lines = (
        Words("To choose a new password: {link}", link=front_links.address(clinic.id, link)),
        Words("The link works once, for {minutes} minutes.", minutes=int(HOLDS.total_seconds() // 60)),
        Words("If you did not ask for it, do nothing: your password stays as it is."),
    )
    with override(who.language):
        subject, body = gettext("A new password"), "\n".join(line.said(gettext) for line in lines)
    outgoing.write(clinic.id, SERVICE, (MAIL, who.email), subject, body, person=who.person, until=expires)
    return True


def _tell_changed(clinic: ClinicSeen, who: SignsIn) -> None:
    """So that nobody's password is changed behind their back."""
    said = Words("Your password was changed. If that was not you, ring us at once: {phone}", phone=clinic.phone)
    if not clinic.phone:
        said = Words("Your password was changed. If that was not you, tell us at once.")
    with override(who.language):
        subject, body = gettext("Your password was changed"), said.said(gettext)
    outgoing.write(clinic.id, SERVICE, (MAIL, who.email), subject, body, person=who.person)
