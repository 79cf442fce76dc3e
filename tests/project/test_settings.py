"""What the settings promise."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection


def test_zone_data_is_the_pinned_one_not_the_machines() -> None:
    first_winter_of_no_change = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("America/Vancouver"))

    assert first_winter_of_no_change.astimezone(UTC).hour == 16


def test_reads_do_not_open_transactions() -> None:
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False
    assert connection.settings_dict["ATOMIC_REQUESTS"] is False


def test_passwords_are_hashed_with_argon2() -> None:
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_twelve_letters_will_do_and_eleven_will_not() -> None:
    validate_password("vkw dmqx zpt")
    with pytest.raises(ValidationError):
        validate_password("vkw dmqx zp")


@pytest.mark.parametrize("common", ["qwerty123456", "startfinding"])
def test_a_common_password_will_not(common: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(common)


def test_the_browser_never_sees_debugging_pages() -> None:
    assert settings.DEBUG is False
