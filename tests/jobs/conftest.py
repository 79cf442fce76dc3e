"""A mail server for every test of the worker, and somebody to write to."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from tests.jobs.mail_server import Box, receiving
from tests.people import Cast

from weft.core.book.consents import Purpose
from weft.records import clock
from weft.records.actions.book_consent import give_consent
from weft.records.models import OutboxMessage, Person

NOW = datetime.fromisoformat("2027-03-02T14:00:00+00:00")


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    """Each test's worker counts in a folder of its own: what a test takes back the folder would still know."""
    settings.WEFT_DATA = tmp_path


@pytest.fixture
def box(settings: Settings) -> Iterator[Box]:
    """The mail server that the settings name."""
    with receiving() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.DEFAULT_FROM_EMAIL = "desk@clinic.example"
        yield box


@pytest.fixture
def agreed(cast: Cast) -> Cast:
    """The cast, with Marta's yes to reminders and an address."""
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="marta@example.org", phone="555 0101")
    with clock.at(NOW):
        give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS.value)
    return cast


def waiting(cast: Cast, **more: Any) -> OutboxMessage:
    """A reminder of Marta's, due a minute ago, about a visit tomorrow."""
    given: dict[str, Any] = {
        "clinic_id": cast.clinic.id, "person_id": cast.marta_id, "purpose": "visit_reminders",
        "to": "marta@example.org", "subject": "Reminder of your visit", "body": "Wed 3 Mar, 10:00\nhttps://x.example/me",
        "due": NOW - timedelta(minutes=1), "until": NOW + timedelta(days=1),
    }  # fmt: skip
    return OutboxMessage.objects.create(**(given | more))
