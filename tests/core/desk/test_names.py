"""Initials in any script."""

import pytest

from weft.core.desk.names import initials


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Marta Kowalska", "MK"),
        ("Anna Maria van der Berg", "AB"),
        ("Prince", "P"),
        ("王小明", "王"),
        ("فاطمة الزهراء", "فا"),
        ("o'Neill (Jo)", "OJ"),
        ("—", "?"),
        ("", "?"),
    ],
)
def test_first_letters_of_the_first_and_the_last_word(name: str, short: str) -> None:
    assert initials(name) == short
