"""The list of who receives data is read from the server's own set-up."""

import re
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.web.conftest import ClientOf

from weft.project.environment import MailServer

TOLD = {"WEFT_MAIL", "WEFT_MAIL_FROM", "WEFT_TEXTS", "WEFT_HOSTED_BY", "DATABASE_URL"}
REACHES_NOBODY = {
    "WEFT_DATA", "WEFT_SECRET_KEY", "WEFT_HOSTS", "WEFT_SECURE", "WEFT_BEHIND_PROXY", "WEFT_LOG_LEVEL",
    "WEFT_IDLE_MINUTES", "WEFT_KNOWLEDGE", "WEFT_DEMO", "WEFT_PSEUDO_LOCALE",
}  # fmt: skip


def test_a_new_setting_is_told_here_when_data_goes_somewhere_through_it() -> None:
    listed = (Path(__file__).parents[3] / "docs/running/settings.md").read_text()
    new = set(re.findall(r"^\| `([A-Z_]+)`", listed, re.MULTILINE)) - TOLD - REACHES_NOBODY

    assert new == set(), "does data reach anybody through it? Tell it in web/learn/receiving.py, or list it above"


def _told(as_: ClientOf) -> str:
    return as_("visitor").get("/who-receives-your-data").text


def test_without_a_mail_server_nobody_receives_mail(as_: ClientOf, settings: Settings) -> None:
    settings.WEFT_MAIL = None

    assert "No mail server is set up here." in _told(as_)


@pytest.mark.parametrize(
    ("host", "is_sealed"), [("mail.example.net", True), ("mail.example.net", False), ("localhost", False)]
)
def test_a_mail_server_elsewhere_is_named_and_its_password_never(
    as_: ClientOf, settings: Settings, host: str, is_sealed: bool
) -> None:
    settings.WEFT_MAIL = MailServer(host, 587, "clinic-user", "geheim", is_tls=False, is_starttls=is_sealed)

    said = _told(as_)

    assert ("mail.example.net" in said) is (host != "localhost")
    assert ("it is not encrypted" in said) is (host != "localhost" and not is_sealed)
    assert "geheim" not in said
    assert "clinic-user" not in said


def test_a_text_service_is_named_and_its_key_never(as_: ClientOf, settings: Settings) -> None:
    settings.WEFT_TEXTS = "twilio://account:geheim@15550100/{to}"

    said = _told(as_)

    assert "twilio" in said
    assert "geheim" not in said
    assert "Text messages: nobody" not in said


def test_a_database_elsewhere_is_a_second_computer(as_: ClientOf, settings: Settings) -> None:
    before = settings.DATABASES["default"].get("HOST", "")
    try:
        settings.DATABASES["default"]["HOST"] = "db.example.net"
        assert "A second computer, which holds the records" in _told(as_)
        assert "db.example.net" in _told(as_)
        settings.DATABASES["default"]["HOST"] = "/run/postgresql"
        assert "A second computer" not in _told(as_)
    finally:
        settings.DATABASES["default"]["HOST"] = before


def test_who_runs_the_machine_is_said_or_said_to_be_missing(as_: ClientOf, settings: Settings) -> None:
    settings.WEFT_HOSTED_BY = ""
    assert "has not written here who runs it" in _told(as_)

    settings.WEFT_HOSTED_BY = "Example Hosting, Toronto"
    assert "It is run by Example Hosting, Toronto." in _told(as_)
