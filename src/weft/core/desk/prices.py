"""What a person pays, as the clinic says it in public. What is not said stays unsaid: no price is ever made up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from weft.core.shared.words import Words

MOST = Decimal(100_000)
_AMOUNT = re.compile(r"\d{1,6}(?:\.\d{1,2})?")


class Priced(StrEnum):
    """What has a price."""

    FIRST_LOOK = "first_look"
    NEEDLES = "needles"
    MOVEMENT = "movement"
    PAIR = "pair"


NAMES: Mapping[Priced, Words] = {
    Priced.FIRST_LOOK: Words("First look, by both kinds of care"),
    Priced.NEEDLES: Words("Needles alone"),
    Priced.MOVEMENT: Words("Movement alone"),
    Priced.PAIR: Words("A pair: both on one trip"),
}


@dataclass(frozen=True, slots=True)
class Price:
    """One line of the list."""

    of: Priced
    amount: Decimal | None
    """None: the clinic has not said it."""
    currency: str

    @property
    def name(self) -> Words:
        """What it is the price of."""
        return NAMES[self.of]

    @property
    def words(self) -> Words:
        """As it is read: "CAD 95.00"."""
        if self.amount is None:
            return Words("Not written here yet. Ask us.")
        return Words("{currency} {amount}", currency=self.currency, amount=f"{self.amount:.2f}")


def price_list(amounts: Mapping[str, str], currency: str) -> tuple[Price, ...]:
    """Every kind in order; an amount without a currency, or that is no amount, counts as not said."""
    return tuple(Price(each, _amount(amounts.get(each, "")) if currency else None, currency) for each in Priced)


def price_fault(text: str) -> Words | None:
    """What is wrong with an amount that somebody typed; None for nothing, also for none."""
    if not text.strip() or _amount(text) is not None:
        return None
    return Words("Write an amount such as 95 or 95.50, without a sign for the money.")


def currency_fault(text: str) -> Words | None:
    """What is wrong with a currency; None for nothing, also for none."""
    if re.fullmatch(r"(?:[A-Z]{3})?", text):
        return None
    return Words("Write the three letters of the currency, such as CAD, GBP or EUR.")


def _amount(text: str) -> Decimal | None:
    found = _AMOUNT.fullmatch(text.strip())
    return Decimal(found.group()) if found and Decimal(found.group()) <= MOST else None
