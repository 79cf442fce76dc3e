"""What each part of a drawing is painted with: class names on the screen, black on paper.

A drawing names the *role* of a shape (``needle``, ``seam``, ``curve``). ``SCREEN`` turns the role into a class
that ``drawings.css`` colours, light and dark. ``PAPER`` turns it into literal attributes, black only: there the
dots (needles) and the hatch (movement) that both palettes draw carry the difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

_FACE = "Source Sans Pro, system-ui, sans-serif"
_WORDS = {"fill": "#000", "font-family": _FACE}
_STRONG = {**_WORDS, "font-weight": "600"}
_THIN = {"fill": "#fff", "stroke": "#000", "stroke-width": "0.75"}
_THICK = {"fill": "#fff", "stroke": "#000", "stroke-width": "2"}
_DASHED = {"fill": "#fff", "stroke": "#000", "stroke-width": "0.75", "stroke-dasharray": "3 3"}
_MARK = {"fill": "#000", "stroke": "#000", "stroke-width": "1"}
_HAIR = {"stroke": "#000", "stroke-width": "0.5"}

PAPER_PAINTS: Mapping[str, Mapping[str, str]] = {
    "needle": _THICK,
    "needle-planned": _THIN,
    "move": _THICK,
    "move-planned": _THIN,
    "off": _DASHED,
    "mark-on": _MARK,
    "mark-needle": _MARK,
    "mark-move": _MARK,
    "mark-off": _MARK,
    "seam": _THIN,
    "seam-full": {"fill": "#000"},
    "drain": {"fill": "#000"},
    "broken": {"stroke": "#000", "stroke-width": "1", "stroke-dasharray": "4 3"},
    "notch": {"stroke": "#000", "stroke-width": "2"},
    "label-on": _STRONG,
    "label-needle": _STRONG,
    "label-move": _STRONG,
    "label-off": {**_WORDS, "text-decoration": "line-through"},
    "label": _WORDS,
    "label-strong": _STRONG,
    "lane": {**_STRONG, "stroke": "#fff", "stroke-width": "3", "paint-order": "stroke"},
    "label-last": {**_WORDS, "font-weight": "700"},
    "band-a": {"fill": "#fff"},
    "band-b": {"fill": "#fff"},
    "edge": {"stroke": "#000", "stroke-width": "1"},
    "edge-planned": {"stroke": "#000", "stroke-width": "1", "stroke-dasharray": "4 4"},
    "zone": {"fill": "none"},
    "real": {"stroke": "#000", "stroke-width": "1", "stroke-dasharray": "6 4"},
    "recovered": {"stroke": "#000", "stroke-width": "0.75"},
    "curve": {"stroke": "#000", "stroke-width": "2", "fill": "none"},
    "point": {"stroke": "#000", "stroke-width": "2", "fill": "#fff"},
    "now": {"stroke": "#000", "stroke-width": "1.5"},
    "now-flag": {"fill": "#000"},
    "skin": {"fill": "#fff", "stroke": "#000", "stroke-width": "1.25", "stroke-linejoin": "round"},
    "fold": {"fill": "none", "stroke": "#000", "stroke-width": "0.5", "stroke-linecap": "round"},
    "hurts": {
        "fill": "none",
        "stroke": "#000",
        "stroke-width": "1.5",
        "stroke-dasharray": "1 3",
        "stroke-linecap": "round",
    },
    "spot": {"fill": "#fff", "stroke": "#000", "stroke-width": "0.5"},
    "chosen": {"fill": "#000"},
    "chosen-mark": {**_STRONG, "fill": "#fff"},
    "care": {"fill": "#fff", "stroke": "#000", "stroke-width": "1.25"},
    "care-mark": _STRONG,
    "blocked": {"fill": "#fff", "stroke": "#000", "stroke-width": "0.75"},
    "tick": _HAIR,
    "grid": _HAIR,
}


@dataclass(frozen=True, slots=True)
class Palette:
    """Paint for each role: attributes where ``paints`` has them, else a class ``c-<role>``."""

    name: str
    paints: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, role: str) -> dict[str, object]:
        """The attributes of a shape with this role."""
        return dict(self.paints[role]) if self.paints else {"class": f"c-{role}"}


SCREEN = Palette("screen")
PAPER = Palette("paper", PAPER_PAINTS)
