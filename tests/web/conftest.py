"""The known cast, and a browser stand-in for each of them."""

from collections.abc import Callable
from typing import cast as cast_to

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests import people

from weft.records.access import Member
from weft.records.models import Clinic, User
from weft.web.request import ClinicRequest

ClientOf = Callable[[str], Client]


@pytest.fixture
def clinic(cast: people.Cast) -> Clinic:
    """The clinic of the known cast."""
    return cast.clinic


@pytest.fixture
def in_demo_mode(clinic: Clinic, settings: Settings) -> None:
    """As `weft demo` serves it: the accounts are demo accounts, one click lets anybody in."""
    settings.WEFT_DEMO = True
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, "weft.project.backends.LookAround"]
    User.objects.update(is_demo=True)


@pytest.fixture
def as_(cast: people.Cast) -> ClientOf:
    """``as_("noor")``: a browser signed in as Noor; ``as_("visitor")``: one that nobody has signed in with."""

    def client_of(name: str) -> Client:
        host = people.ELSEWHERE if name == "otto" else people.HERE
        browser = Client(SERVER_NAME=host, raise_request_exception=False)
        if name != "visitor":
            browser.force_login(User.objects.get(login=login_of(name)), backend="weft.project.backends.Passwords")
        return browser

    return client_of


def asked(answer: object) -> ClinicRequest:
    """The request as the view saw it."""
    return cast_to("ClinicRequest", answer.wsgi_request)  # type: ignore[attr-defined]


def asker(browser: Client) -> Member:
    """As whom the server knows this browser now."""
    return asked(browser.get("/")).member


def login_of(name: str) -> str:
    """With what name one of the cast signs in."""
    return f"{name}@example.org"
