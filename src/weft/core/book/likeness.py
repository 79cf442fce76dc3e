"""Whether somebody new may be somebody known. It only points; a person of the desk decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from weft.core.book.contact import digits, whole_number
from weft.core.book.spelling import plain

SAME_ENDING = 8
"""Two numbers of which one is not whole are one when their last digits are."""
WORTH_A_LOOK = 5
"""No two ways to write one number differ in so many last digits."""


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


def alike(newcomer: Known, people: Iterable[Known], country: str = "") -> tuple[Likeness, ...]:
    """Those who share a phone number, an e-mail address, or a birth date and a word of the name; most shared first.

    Args:
        newcomer: Who is new.
        people: Who is known.
        country: The clinic's, in two letters: a number without a country's code is one of it.
    """
    found = (Likeness(person, _shared(newcomer, person, country)) for person in people)
    return tuple(sorted((one for one in found if one.shares), key=lambda one: (-len(one.shares), one.person.name)))


def _shared(one: Known, other: Known, country: str) -> tuple[Same, ...]:
    is_same = {
        Same.PHONE: _is_one_number(one.phone, other.phone, country),
        Same.EMAIL: one.email.strip().casefold() == other.email.strip().casefold() != "",
        Same.BIRTH_DATE: one.birth_date is not None
        and one.birth_date == other.birth_date
        and _share_a_word(one, other),
    }
    return tuple(same for same, it_is in is_same.items() if it_is)


def _is_one_number(one: str, other: str, country: str) -> bool:
    """The same number, with its country's code or without; of two whole ones every digit counts."""
    mine, yours = digits(one), digits(other)
    if not mine or mine[-WORTH_A_LOOK:] != yours[-WORTH_A_LOOK:]:
        return False
    whole = whole_number(one, country), whole_number(other, country)
    return whole[0] == whole[1] if all(whole) else mine[-SAME_ENDING:] == yours[-SAME_ENDING:]


def _share_a_word(one: Known, other: Known) -> bool:
    return bool(set(plain(one.name).split()) & set(plain(other.name).split()))
