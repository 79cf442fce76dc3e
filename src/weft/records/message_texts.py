"""The words of a message: the clinic's own newest wording in the person's language, else the product's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from weft.core.book.texts import Kind, filled, kind_of
from weft.core.shared.words import Words
from weft.records import appointments, clock, links
from weft.records.access import ClinicSeen
from weft.records.models import Clinic, MessageText
from weft.records.versions import mark_of

TIMES = ("quiet_from", "quiet_until", "remind_first_hours", "remind_second_hours", "ask_news_hours")
"""Columns of the clinic that say when messages go by themselves."""


def times_version(clinic: Clinic) -> str:
    """A mark of when messages go, for a form to tell later whether it still stands."""
    return mark_of(*(getattr(clinic, name) for name in TIMES))


@dataclass(frozen=True, slots=True)
class Worded:
    """A message as it will be read."""

    subject: str
    body: str
    text_id: UUID | None
    """The clinic's wording that was used; None: the product's own."""


def newest(clinic_id: UUID, kind: Kind, language: str) -> MessageText | None:
    """The clinic's own wording that stands; None while it uses the product's."""
    rows = MessageText.objects.within(clinic_id).filter(kind=kind.value, language=language)
    row = rows.order_by("-number").first()
    return row if row is not None and row.body else None


def worded(kind: Kind, clinic: ClinicSeen, language: str, *, path: str, values: Mapping[str, Words]) -> Worded:
    """Subject and body.

    Args:
        kind: What for.
        clinic: Whose.
        language: Of who reads it.
        path: Of the page that it leads to, on the clinic's own host.
        values: What stands for the other placeholders of this kind.
    """
    own = newest(clinic.id, kind, language)
    with translation.override(language):
        known = _known(clinic, path, values)
        if own is not None:
            return Worded(filled(own.subject, known), filled(own.body, known), own.id)
        ours = kind_of(kind).text
        return Worded(gettext(ours.subject), Words(ours.body, **known).said(gettext), None)


def ours(kind: Kind, language: str) -> tuple[str, str]:
    """The product's own subject and body, with their placeholders."""
    text = kind_of(kind).text
    with translation.override(language):
        return gettext(text.subject), gettext(text.body)


def trial(kind: Kind, clinic: ClinicSeen, subject: str, body: str) -> Worded:
    """A wording as it would be read, about a visit that nobody has."""
    with translation.override(clinic.language):
        known = _known(clinic, "/me", _sample(kind, clinic))
    return Worded(filled(subject, known), filled(body, known), None)


def _known(clinic: ClinicSeen, path: str, values: Mapping[str, Words]) -> dict[str, str]:
    return {name: each.said(gettext) for name, each in values.items()} | {
        "clinic": clinic.name, "phone": clinic.phone or clinic.email or "-",
        "link": links.to_clinic(clinic.id, path) or "-",
    }  # fmt: skip


def _sample(kind: Kind, clinic: ClinicSeen) -> dict[str, Words]:
    if "visits" not in kind_of(kind).needs:
        return {}
    day = clock.today(clinic.zone) + timedelta(days=7)
    line = Words("{day}, 10:00, {place}", day=date_format(day, "D j N Y"), place=clinic.name)
    return {"visits": line, "city": Words("{city}", city=appointments.city_of(clinic.zone))}
