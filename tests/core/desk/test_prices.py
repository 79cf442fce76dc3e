"""A price is what the clinic says; one that is missing is said to be missing and never made up."""

from decimal import Decimal

import pytest

from weft.core.desk.prices import NAMES, Priced, currency_fault, price_fault, price_list


def test_every_kind_is_listed_in_order() -> None:
    listed = price_list({"pair": "160", "needles": "85.5"}, "CAD")

    assert [one.of for one in listed] == list(Priced) == list(NAMES)
    assert str(listed[3].name) == "A pair: both on one trip"
    assert [one.amount for one in listed] == [None, Decimal("85.5"), None, Decimal(160)]
    assert [str(one.words) for one in listed] == [
        "Not written here yet. Ask us.", "CAD 85.50", "Not written here yet. Ask us.", "CAD 160.00",
    ]  # fmt: skip


def test_an_amount_without_a_currency_is_not_said() -> None:
    assert all(one.amount is None for one in price_list({"pair": "160"}, ""))


@pytest.mark.parametrize(("text", "is_right"), [
    ("", True), (" ", True), ("0", True), ("95", True), ("95.5", True), ("95.50", True), ("100000", True),
    ("100001", False), ("95.555", False), ("-5", False), ("95,50", False), ("$95", False), ("ninety", False),
])  # fmt: skip
def test_what_is_wrong_with_an_amount_is_said(text: str, is_right: bool) -> None:
    assert (price_fault(text) is None) is is_right


@pytest.mark.parametrize(
    ("text", "is_right"), [("", True), ("CAD", True), ("cad", False), ("C$", False), ("EURO", False)]
)
def test_a_currency_is_three_letters(text: str, is_right: bool) -> None:
    assert (currency_fault(text) is None) is is_right
