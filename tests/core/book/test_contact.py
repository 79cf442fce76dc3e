"""Names, numbers and notes: everything that people really are called, and nothing that hides."""

import pytest

from weft.core.book import contact


@pytest.mark.parametrize(
    "name",
    [
        "Ô",
        "王",
        "Marta",
        "Siobhán O\u2019Brien-D'Arcy",
        "محمد عبد الله",
        "Łukasz Żółć",
        "W" * 120,
        "x" * 200,
        "नी\u200cना",
    ],
)
def test_every_script_and_length_of_name_is_welcome(name: str) -> None:
    assert contact.name_fault(name) is None


@pytest.mark.parametrize("name", ["", "   ", "\u00a0", "\u200d", "\u200b\u00ad", "\u3164", "\u2800 \ufeff", "\u0301"])
def test_a_name_is_needed(name: str) -> None:
    assert contact.name_fault(name) is contact.NO_NAME


def test_a_name_of_201_characters_is_too_long() -> None:
    assert contact.name_fault("x" * 201) is contact.NAME_TOO_LONG


@pytest.mark.parametrize("name", ["Mar\x00ta", "Mar\x1bta", "Mar\nta", "\u202eatraM", "Mar\ud800ta"])
def test_what_hides_in_a_name_is_refused(name: str) -> None:
    assert contact.name_fault(name) is contact.UNREADABLE


def test_a_note_may_have_lines_and_2000_characters_and_no_more() -> None:
    assert contact.note_fault("after four\r\nplease\t!") is None
    assert contact.note_fault("") is None
    assert contact.note_fault("x" * 2000) is None
    assert contact.note_fault("x" * 2001) is contact.NOTE_TOO_LONG
    assert contact.note_fault("a\x07b") is contact.UNREADABLE


@pytest.mark.parametrize(
    "phone",
    [
        "416 555 0142",
        "+1 (416) 555-0142",
        "0049.30.1234567",
        "5550100",
        "+123456789012345",
        "٤١٦٥٥٥٠١٤٢",
        "416 555 0142 ext. 12",
        f"416{'-' * 30}5550142",
        f"416 {' ' * 40} 5550142",
    ],
)
def test_numbers_as_people_write_them(phone: str) -> None:
    assert contact.phone_fault(phone) is None


@pytest.mark.parametrize(
    "phone",
    ["", "555010", "1234567890123456", "call me", "416 555 O142", "416;555", "555\x000100", f"416{'-' * 31}5550142"],
)
def test_what_is_no_number_says_so(phone: str) -> None:
    assert contact.phone_fault(phone) is contact.NO_NUMBER


@pytest.mark.parametrize("email", ["a@b.org", "o'brien+back@mail.example.org", "王@例え.jp"])
def test_whole_addresses(email: str) -> None:
    assert contact.email_fault(email) is None


@pytest.mark.parametrize("email", ["a@b", "a b@c.org", "@c.org", "a@", "a@b..org", f"{'a' * 250}@b.org"])
def test_half_an_address_says_so(email: str) -> None:
    assert contact.email_fault(email) is contact.NO_ADDRESS


def test_what_hides_in_an_address_is_refused() -> None:
    assert contact.email_fault("a\x00@b.org") is contact.UNREADABLE


def test_tidying_keeps_every_letter_and_single_spaces() -> None:
    assert contact.tidy("  Ana\u00a0 María\tRuiz ") == "Ana María Ruiz"


def test_digits_are_read_in_every_script_and_without_the_extension() -> None:
    assert contact.digits("+٤١٦ 555-0142 x9") == "4165550142"


@pytest.mark.parametrize(
    ("typed", "country", "whole"),
    [
        ("416 555 0142", "CA", "+14165550142"),
        ("1 416 555 0142", "US", "+14165550142"),
        ("0 416 555 0142", "CA", ""),
        ("555 0142", "CA", ""),
        ("020 7946 0142", "GB", "+442079460142"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("06 12 34 56 78", "fr", "+33612345678"),
        ("06 12 34 56 78", "", ""),
        ("06 12 34 56 78", "XX", ""),
        ("٤١٦ 555 ٠١٤٢", "CA", "+14165550142"),
        ("416 555 0142 ext. 12", "CA", "+14165550142"),
        ("911", "CA", ""),
        ("ring Ana", "CA", ""),
        ("+44 20 7946 0142", "CA", "+442079460142"),
        ("+", "CA", ""),
    ],
)
def test_a_number_is_whole_with_its_country_code(typed: str, country: str, whole: str) -> None:
    assert contact.whole_number(typed, country) == whole
