"""Whether somebody new may be somebody known. It only points; a person of the desk decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from weft.core.book.contact import digits
from weft.core.book.spelling import plain

SAME_ENDING = 8
"""Two numbers are one when their last digits are: one was written with the country's code, one without."""


class Same(StrEnum):
    """What two people share."""

    PHONE = "phone"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared."""

    id: UUID | None
    name: str
    phone: str = ""
    email: str = ""
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody who may be the same person, and why we think so."""

    person: Known
    shares: tuple[Same, ...]


def alike(newcomer: Known, people: Iterable[Known]) -> tuple[Likeness, ...]:
    """Those who share a phone number, an e-mail address, or a birth date and a word of the name; most shared first."""
    found = (Likeness(person, _shared(newcomer, person)) for person in people)
    return tuple(sorted((one for one in found if one.shares), key=lambda one: (-len(one.shares), one.person.name)))


def _shared(one: Known, other: Known) -> tuple[Same, ...]:
    is_same = {
        Same.PHONE: _number(one.phone) == _number(other.phone) != "",
        Same.EMAIL: one.email.strip().casefold() == other.email.strip().casefold() != "",
        Same.BIRTH_DATE: one.birth_date is not None
        and one.birth_date == other.birth_date
        and _share_a_word(one, other),
    }
    return tuple(same for same, it_is in is_same.items() if it_is)


def _number(phone: str) -> str:
    return digits(phone)[-SAME_ENDING:]


def _share_a_word(one: Known, other: Known) -> bool:
    return bool(set(plain(one.name).split()) & set(plain(other.name).split()))
