"""The spine: names what it shows, on the screen and on paper, and says it in words."""

from xml.etree import ElementTree

import pytest

from weft.draw.palette import PAPER, SCREEN, Palette
from weft.draw.spine import NAMES, spine


@pytest.mark.parametrize("palette", [SCREEN, PAPER], ids=["screen", "paper"])
def test_it_names_its_parts_and_has_a_text_twin(palette: Palette) -> None:
    drawn = ElementTree.fromstring(spine(palette, str))  # noqa: S314  our own drawing

    assert drawn.get("role") == "img"
    assert "a disc like a cushion" in (drawn.get("aria-label") or "")
    assert [one.text for one in drawn.iter() if one.tag.endswith("text")] == [name for name, _, _ in NAMES]


def test_one_disc_bulges() -> None:
    assert spine(SCREEN, str).count('"c-hurts"') == 1


def test_its_names_are_translated() -> None:
    assert "⟦Nerve⟧" in spine(SCREEN, lambda text: f"⟦{text}⟧")


def test_it_carries_no_style() -> None:
    assert "style" not in spine(SCREEN, str)
