"""Mail through SMTP: one message of the outbox, as text and as HTML. The only place that speaks to a mail server."""

import smtplib
from collections.abc import Callable
from email.encoders import encode_base64
from email.mime.nonmultipart import MIMENonMultipart

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation
from django.utils.html import escape, urlize
from django.utils.translation import gettext

from weft.draw.calendar_file import FILE_NAME, one_line
from weft.jobs.taken import NotTaken
from weft.jobs.texts import send_text
from weft.records.actions.outbox import Claimed

NO_ADDRESS = "this is no address that mail can go to"
Post = Callable[[Claimed], None]
"""Hands over one message, or raises `NotTaken`."""


class Mail:
    """A connection to the clinic's mail server, opened when the first message goes and kept for the rest.

    Used as a context: its end closes the connection.
    """

    def __init__(self) -> None:
        self._connection: BaseEmailBackend = get_connection(timeout=settings.EMAIL_TIMEOUT)

    def __enter__(self) -> Post:
        return self._hand_over

    def __exit__(self, *_: object) -> None:
        self._drop()

    def _drop(self) -> None:
        try:
            self._connection.close()
        except (smtplib.SMTPException, OSError):
            self._connection = get_connection(timeout=settings.EMAIL_TIMEOUT)

    def _hand_over(self, claimed: Claimed) -> None:
        if claimed.channel != "mail":
            send_text(claimed, _with_way_out(claimed))
            return
        try:
            taken = letter(claimed, self._connection).send()
        except smtplib.SMTPRecipientsRefused as no:
            codes = [code for code, _ in no.recipients.values()]
            self._drop()
            raise _refused(min(codes, default=550)) from no
        except smtplib.SMTPDataError as no:
            self._drop()
            raise _refused(no.smtp_code) from no
        except smtplib.SMTPResponseException as no:  # the password, the sender, the greeting: ours to mend, not theirs
            self._drop()
            raise NotTaken(f"the mail server does not let us in ({no.smtp_code})", for_good=False) from no
        except (smtplib.SMTPException, OSError) as trouble:
            self._drop()
            raise NotTaken("the mail server could not be reached", for_good=False) from trouble
        except (ValueError, IndexError) as bad:  # no address can be made of what was typed
            raise NotTaken(NO_ADDRESS, for_good=True) from bad
        if not taken:
            raise NotTaken(NO_ADDRESS, for_good=True)


def letter(claimed: Claimed, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The message with its headers; sent again it keeps its Message-ID, so that a reader can tell."""
    body = _with_way_out(claimed)
    mail = EmailMultiAlternatives(
        subject=_for_a_header(claimed.subject), body=body, to=[claimed.to],
        from_email=f'"{_quotable(claimed.clinic_name)}" <{settings.DEFAULT_FROM_EMAIL}>',
        reply_to=[claimed.clinic_email] if claimed.clinic_email else None, connection=connection,
        headers={
            "Message-ID": f"<{claimed.id}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",
            **_way_out_headers(claimed),
        },
    )  # fmt: skip
    lines = urlize(escape(body)).replace("\n", "<br>\n")
    mail.attach_alternative(f'<html lang="{escape(claimed.language)}"><body><p>{lines}</p></body></html>', "text/html")
    if claimed.calendar:
        mail.attach(_calendar_part(claimed.calendar))
    return mail


def _calendar_part(calendar: str) -> MIMENonMultipart:
    """The file with its method, as calendar programs look for it; in base64, so that no server breaks its lines."""
    method = "CANCEL" if "\r\nMETHOD:CANCEL\r\n" in calendar else "PUBLISH"
    part = MIMENonMultipart("text", "calendar", method=method, charset="utf-8", name=FILE_NAME)
    part.set_payload(calendar.encode())
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=FILE_NAME)
    return part


def _with_way_out(claimed: Claimed) -> str:
    if not claimed.choices_url:
        return claimed.body
    with translation.override(claimed.language):
        said = gettext("To change what we send you:")
    return f"{claimed.body}\n\n{said}\n{claimed.choices_url}"


def _way_out_headers(claimed: Claimed) -> dict[str, str]:
    """RFC 8058: a mail program may offer to stop these messages with one press."""
    if not claimed.choices_url:
        return {}
    return {"List-Unsubscribe": f"<{claimed.choices_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _refused(code: int) -> NotTaken:
    """What a mail server's number means: 5xx stays so, 4xx may pass."""
    return NotTaken(f"the mail server refused it ({code})", for_good=code >= 500)


def _for_a_header(text: str) -> str:
    """One line that is read as it stands: what looks like an encoded word is none."""
    return one_line(text).replace("=?", "= ?")


def _quotable(name: str) -> str:
    return _for_a_header(name).replace("\\", "").replace('"', "'")
