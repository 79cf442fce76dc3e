"""The host decides the clinic."""

import pytest
from django.test import Client
from tests.people import Cast
from tests.web.conftest import ClientOf, asked

from weft.records.models import Clinic


def test_each_host_shows_its_own_clinic(cast: Cast) -> None:
    ours = Client(SERVER_NAME="127.0.0.1").get("/")
    his = Client(SERVER_NAME="localhost").get("/")

    assert cast.clinic.name in ours.text
    assert cast.other_clinic.name not in ours.text
    assert cast.other_clinic.name in his.text


@pytest.mark.parametrize("host", ["clinic.example", "127.0.0.1.example", "127.0.0.2"])
def test_an_unknown_host_is_told_that_no_clinic_lives_there(clinic: Clinic, host: str) -> None:
    answer = Client(SERVER_NAME=host).get("/")

    assert answer.status_code == 404
    assert "knows no clinic" in answer.text
    assert clinic.name not in answer.text


def test_the_port_and_the_letter_case_of_the_host_do_not_matter(cast: Cast) -> None:
    answer = Client().get("/", headers={"host": "LocalHost:8123"})

    assert cast.other_clinic.name in answer.text


def test_a_session_of_the_other_clinic_counts_as_a_visitors(as_: ClientOf) -> None:
    otto = as_("otto")

    answer = otto.get("/", SERVER_NAME="127.0.0.1")

    assert asked(answer).member.user_id is None


def test_an_unknown_host_leaves_no_cookie(clinic: Clinic) -> None:
    answer = Client(SERVER_NAME="clinic.example").get("/sign-in")

    assert not answer.cookies
