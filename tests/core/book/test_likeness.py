"""Somebody new may be somebody known: pointed at, never decided."""

from datetime import date
from uuid import uuid4

import pytest

from weft.core.book.likeness import Known, Same, alike

BORN = date(1980, 3, 4)
MARTA = Known(uuid4(), "Marta Kowalska", "+1 416 555 0142", "Marta@example.org", BORN)


@pytest.mark.parametrize(
    ("newcomer", "shares"),
    [
        (Known(None, "M. K.", "416-555-0142"), (Same.PHONE,)),
        (Known(None, "M. K.", email="marta@EXAMPLE.org"), (Same.EMAIL,)),
        (Known(None, "marta nowak", birth_date=BORN), (Same.BIRTH_DATE,)),
        (Known(None, "Marta", "4165550142", "marta@example.org", BORN), (Same.PHONE, Same.EMAIL, Same.BIRTH_DATE)),
    ],
)
def test_what_two_people_share_is_named(newcomer: Known, shares: tuple[Same, ...]) -> None:
    (found,) = alike(newcomer, [MARTA])

    assert found.shares == shares


@pytest.mark.parametrize(
    "newcomer",
    [
        Known(None, "Marta Kowalska"),
        Known(None, "Ana Ruiz", birth_date=BORN),
        Known(None, "Marta Kowalska", "416 555 0143", birth_date=date(1980, 3, 5)),
    ],
)
def test_a_name_alone_or_a_birth_date_alone_is_not_enough(newcomer: Known) -> None:
    assert alike(newcomer, [MARTA]) == ()


@pytest.mark.parametrize(
    ("one", "other", "country", "is_one"),
    [
        ("020 7946 0142", "+44 20 7946 0142", "GB", True),
        ("020 7946 0142", "+1 207 946 0142", "GB", False),
        ("301234", "+298 301234", "FO", True),
        ("06 12 34 56 78", "0033 6 12 34 56 78", "FR", True),
        ("06 12 34 56 78", "+33 6 12 34 56 78", "", True),
        ("555 0142", "416 555 0142", "CA", False),
        ("65 555 0142", "416 555 0142", "CA", False),
        ("6 555 0142", "416 555 0142", "CA", True),
        ("416 555 0142", "416 555 0143", "CA", False),
    ],
)
def test_a_number_is_one_with_its_countrys_code_or_without(one: str, other: str, country: str, is_one: object) -> None:
    found = alike(Known(None, "M. K.", one), [Known(uuid4(), "Ada", other)], country)

    assert bool(found) is is_one


def test_two_people_without_any_number_do_not_share_one() -> None:
    assert alike(Known(None, "Ana"), [Known(uuid4(), "Bo")]) == ()


def test_who_shares_most_comes_first() -> None:
    other = Known(uuid4(), "Ada", "4165550142")

    found = alike(Known(None, "Marta", "4165550142", "marta@example.org"), [other, MARTA])

    assert [one.person.name for one in found] == ["Marta Kowalska", "Ada"]
