"""Text messages: to a real server on loopback through apprise's own JSON way; without a service a person rings."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from pytest_django.fixtures import Settings
from tests.jobs.conftest import NOW, waiting
from tests.people import Cast

from weft.core.book.contact import whole_number
from weft.core.shared.words import Words
from weft.jobs.outbox import deliver
from weft.library.stored import from_json
from weft.project import environment
from weft.records import clock
from weft.records.models import OutboxMessage, Task

pytestmark = pytest.mark.django_db
PHONE = "416 555 0142"


@dataclass
class Service:
    """What a text service was given, and how it answers."""

    given: list[tuple[str, str]] = field(default_factory=list)
    status: int = 200


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    """A real HTTP server, named by the setting."""
    kept = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            kept.given.append((self.path, body["message"]))
            self.send_response(kept.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.WEFT_TEXTS = f"json://desk:geheim@127.0.0.1:{server.server_port}/{{to}}"
    yield kept
    server.shutdown()
    server.server_close()


def text(cast: Cast, **more: object) -> OutboxMessage:
    return waiting(cast, channel="text", to=PHONE, subject="", **more)


def delivered(row: OutboxMessage) -> str:
    with clock.at(NOW):
        deliver()
    row.refresh_from_db()
    return row.state


def test_a_text_goes_to_the_whole_number_with_its_way_out(agreed: Cast, service: Service) -> None:
    row = text(agreed)

    assert delivered(row) == "sent"

    ((path, said),) = service.given
    assert path.strip("/") in {"+14165550142", "%2B14165550142"}
    assert said.startswith("Wed 3 Mar, 10:00")
    assert "/choices/" in said


def test_what_the_service_does_not_take_is_tried_again(agreed: Cast, service: Service) -> None:
    service.status = 500
    row = text(agreed)

    assert delivered(row) == "waiting"
    assert (row.fault, row.due) == ("the text service did not take it", NOW + timedelta(minutes=1))


def test_neither_number_nor_key_stands_in_the_log(
    agreed: Cast, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.status = 500
    with caplog.at_level(logging.DEBUG, "apprise"), caplog.at_level(logging.DEBUG, "weft"):
        delivered(text(agreed))

    said = " ".join(record.getMessage() for record in caplog.records if record.name.startswith(("weft", "apprise")))
    assert "geheim" not in said
    assert "4165550142" not in said


@pytest.mark.parametrize(("phone", "why"), [("030 123456", "the number has no country code")])
def test_a_number_without_its_country_is_rung(agreed: Cast, service: Service, phone: str, why: str) -> None:
    row = text(agreed)
    OutboxMessage.objects.within(agreed.clinic.id).update(to=phone)

    assert delivered(row) == "failed"
    assert (row.fault, service.given) == (why, [])


def test_without_a_service_a_person_rings_or_texts_by_hand(agreed: Cast, settings: Settings) -> None:
    settings.WEFT_TEXTS = ""
    row = text(agreed)

    assert delivered(row) == "failed"

    task = Task.objects.within(agreed.clinic.id).get(kind="not_delivered")
    assert str(from_json(Words, task.says)) == "A text message did not go out. Ring 555 0101, or text by hand."


def test_an_address_that_is_none_is_tried_again_and_breaks_nothing(agreed: Cast, settings: Settings) -> None:
    settings.WEFT_TEXTS = "nothing://{to}"

    assert delivered(text(agreed)) == "waiting"


@pytest.mark.parametrize(
    ("typed", "country", "whole"),
    [
        ("416 555 0142", "CA", "+14165550142"),
        ("1-416-555-0142", "US", "+14165550142"),
        ("416 555 014", "CA", ""),
        ("24165550142", "CA", ""),
        ("+49 (30) 123456", "CA", "+4930123456"),
        ("030 123456", "DE", "+4930123456"),
        ("030 123456", "CA", ""),
        ("+", "CA", ""),
    ],
)
def test_a_number_is_whole_or_it_is_not_used(typed: str, country: str, whole: str) -> None:
    assert whole_number(typed, country) == whole


@pytest.mark.parametrize("said", ["twilio", "json://127.0.0.1/", "json://{to}/{to}"])
def test_a_setting_that_cannot_work_stops_the_start_without_being_repeated(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv("WEFT_TEXTS", said)

    with pytest.raises(environment.BadSetting) as fault:
        environment.text_service("WEFT_TEXTS")
    assert said not in str(fault.value)


def test_without_the_extra_the_mend_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEFT_TEXTS", "json://localhost/{to}")
    monkeypatch.setattr(environment, "find_spec", lambda _: None)

    with pytest.raises(environment.BadSetting, match=r"weft\[texts\]"):
        environment.text_service("WEFT_TEXTS")
