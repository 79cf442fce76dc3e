"""Names are found however they are typed."""

import unicodedata

import pytest

from weft.core.book.spelling import plain


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("O\u2019Brien-Ñúñez", "obrien nunez"),
        ("O'Brien\u2011Ñúñez", "O\u02bcBRIEN ÑÚÑEZ"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Æsa Þórðardóttir", "aesa thordardottir"),
        ("Bjørn Straße", "bjorn strasse"),
        ("I\u015f\u0131l İnci", "isil inci"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("مه\u200cسى", "مهسى"),
        ("مُحَمَّد", "محمد"),
        ("נֹעַם", "נעם"),
        ("김민준", unicodedata.normalize("NFD", "김민준")),
        ("  Zoe\u0308   Ray ", "zoë ray"),
        ("\uff21\uff4e\uff41", "ana"),
        ("Ёлкина", "елкина"),
    ],
)
def test_two_ways_to_write_a_name_are_one(name: str, typed: str) -> None:
    assert plain(name) == plain(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [("शमा", "शमी"), ("กา", "กี"), ("ปุ", "ปู"), ("ป่า", "ป้า"), ("王明", "王民"), ("Ann", "Anna"), ("か", "さ")],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert plain(one) != plain(other)


def test_what_has_no_letters_is_nothing() -> None:
    assert plain(" \u200d-' ") == ""
