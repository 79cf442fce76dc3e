"""The stylesheet: every role has its class, tokens alone hold colours, and it stays light."""

import gzip
import re
from pathlib import Path

import pytest

from weft.draw.palette import PAPER_PAINTS, SCREEN

STATIC = Path(__file__).parents[2] / "src/weft/web/static/weft"
SHEETS = sorted(STATIC.glob("*.css"))
TOKENS = (STATIC / "tokens.css").read_text()


def brightness(colour: str) -> float:
    """Relative luminance of a #rgb or #rrggbb colour (WCAG 2)."""
    whole = colour.lstrip("#")
    whole = "".join(c * 2 for c in whole) if len(whole) == 3 else whole
    parts = [int(whole[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(part: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", part))


LIGHT, DARK = (tokens(part) for part in TOKENS.split("prefers-color-scheme: dark"))


@pytest.mark.parametrize("role", sorted(PAPER_PAINTS))
def test_every_role_of_a_drawing_has_its_class(role: str) -> None:
    assert f".{SCREEN.of(role)['class']} " in (STATIC / "drawings.css").read_text()


def test_all_stylesheets_together_stay_under_20_kilobytes_compressed() -> None:
    assert len(gzip.compress(b"".join(sheet.read_bytes() for sheet in SHEETS))) < 20_000


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.name != "tokens.css"], ids=lambda sheet: sheet.name)
def test_colours_are_tokens(sheet: Path) -> None:
    outside_print = sheet.read_text().partition("@media print")[0]

    assert not re.findall(r"#[0-9a-f]{3,8}\b", outside_print)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "bg"), ("ink", "surface"), ("ink", "surface-2"), ("ink-2", "phase-b"), ("ink-3", "surface-2"),
        ("ink-3", "bg"), ("needle", "needle-tint"), ("move", "move-tint"), ("on-solid", "needle"),
        ("on-solid", "move"), ("on-ink", "ink"), ("on-band", "band"), ("caution-text", "caution-tint"),
        ("stop", "stop-tint"), ("on-solid", "stop"), ("ink-2", "change"), ("ink", "caution-tint"),
    ],
)  # fmt: skip
def test_text_can_be_read_on_its_ground(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("edge", ["line-strong", "focus", "caution", "stop"])
def test_edges_and_focus_can_be_seen(theme: dict[str, str], edge: str) -> None:
    assert contrast(theme[edge], theme["surface"]) >= 3


@pytest.mark.parametrize("script", sorted(STATIC.glob("*.js")), ids=lambda script: script.name)
def test_scripts_are_small(script: Path) -> None:
    assert len(script.read_bytes()) < 4096
