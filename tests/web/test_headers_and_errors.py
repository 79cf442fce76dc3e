"""Headers on every answer, and error pages that give nothing away."""

import logging
import re
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from tests.web.conftest import ClientOf, asked

import weft.web
from weft.project.logs import Line
from weft.records.models import Clinic

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
ADDRESSES = ["/", "/sign-in", "/sign-out", "/nowhere", "/healthz", "/static/weft/base.css"]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the server's own log handler writes (pytest's capture also sees loggers that we have silenced)."""
    ours = next(each for each in logging.getLogger().handlers if isinstance(each.formatter, Line))
    assert isinstance(ours, logging.StreamHandler)
    lines = StringIO()
    before = ours.setStream(lines)
    yield lines
    ours.setStream(before)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_headers(as_: ClientOf, address: str) -> None:
    answer = as_("visitor").get(address)
    answer.close()
    headers = answer.headers

    assert set(headers["Content-Security-Policy"].split("; ")) == CSP
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_an_unknown_host_gets_the_headers_too(clinic: Clinic) -> None:
    headers = Client(SERVER_NAME="clinic.example").get("/").headers

    assert set(headers["Content-Security-Policy"].split("; ")) == CSP


@pytest.mark.parametrize("address", ["/", "/sign-in", "/nowhere"])
def test_what_a_signed_in_person_sees_is_not_kept(as_: ClientOf, address: str) -> None:
    assert as_("marta").get(address).headers["Cache-Control"] == "no-store"
    assert as_("visitor").get(address).headers["Cache-Control"] == "private, no-cache"


def test_cookies_are_the_servers_alone(clinic: Clinic) -> None:
    cookies = Client(SERVER_NAME="127.0.0.1").get("/sign-in").cookies

    assert set(cookies) == {"__Host-weft-form"}
    assert all(each["httponly"] and each["secure"] and each["samesite"] == "Lax" for each in cookies.values())


def test_a_page_that_does_not_exist_says_so_with_a_reference(as_: ClientOf) -> None:
    answer = as_("visitor").get("/nowhere")

    assert answer.status_code == 404
    assert asked(answer).reference in answer.text


def test_what_cannot_be_shown_leaves_staff_their_words_and_the_beds(as_: ClientOf) -> None:
    for address, status in (("/nowhere", 404), ("/me", 403)):
        answer = as_("wei").get(address)

        assert answer.status_code == status
        assert 'href="/today"' in answer.text
        assert 'id="beds"' in answer.text
        assert "Reference:" in answer.text


def test_what_cannot_be_shown_in_a_part_is_a_part(as_: ClientOf) -> None:
    answer = as_("wei").get("/nowhere", headers={"HX-Request": "true"})

    assert answer.status_code == 404
    assert "Reference:" in answer.text
    assert "<html" not in answer.text


@pytest.mark.urls("tests.web.planted")
def test_a_mistake_of_ours_shows_a_reference_and_nothing_else(as_: ClientOf, log: StringIO) -> None:
    answer = as_("noor").get("/planted/breaks")
    assert answer.status_code == 500
    assert asked(answer).reference in answer.text
    assert "Marta" not in answer.text
    assert "Marta" not in log.getvalue()
    assert f"{asked(answer).reference} ValueError at planted.py:" in log.getvalue()


@pytest.mark.urls("tests.web.planted")
def test_a_database_that_is_away_is_said_calmly_and_asked_again_soon(as_: ClientOf) -> None:
    answer = as_("visitor").get("/planted/no-database")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "cannot be reached just now" in answer.text
    assert "Marta" not in answer.text


def test_the_log_names_the_pattern_never_what_was_asked_for(as_: ClientOf, log: StringIO) -> None:
    as_("visitor").get("/sign-in?next=/people/marta")
    as_("visitor").get("/marta-has-a-red-flag")

    assert "GET /sign-in 200" in log.getvalue()
    assert "GET /- 404" in log.getvalue()
    assert "marta" not in log.getvalue()


def test_a_log_line_tells_places_of_an_exception_not_its_text() -> None:
    try:
        int("Marta\nsaid it")
    except ValueError:
        record = logging.getLogger("weft").makeRecord(
            "weft", logging.ERROR, __file__, 1, "it\nfailed", (), exc_info=sys.exc_info()
        )

    line = Line().format(record)

    assert "Marta" not in line
    assert "\n" not in line
    assert "ValueError at test_headers_and_errors.py:" in line


def test_no_page_title_names_a_person() -> None:
    """A title stays in the browser's history and on a shared screen's tabs."""
    templates = Path(weft.web.__file__).parent / "templates"

    titles = re.findall(r"{% block title %}(.*?){% endblock", "".join(p.read_text() for p in templates.rglob("*.html")))
    assert [title for title in titles if re.search(r"\b(person|row|who|her|him)\.(name|known_as)\b", title)] == []
