"""Small pieces of SVG as text: attributes and classes only, never a style attribute."""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

Attributes = Mapping[str, object]


def tag(name: str, attributes: Attributes, *inside: str) -> str:
    """One element; attribute values are quoted, ``inside`` is taken as it is (already SVG)."""
    written = "".join(f" {key}={quoteattr(number(value))}" for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def text(words: str, x: float, y: float, size: int, attributes: Attributes) -> str:
    """A line of text; ``words`` are escaped here."""
    return tag("text", {"x": x, "y": y, "font-size": size, **attributes}, escape(words))


def line(x1: float, y1: float, x2: float, y2: float, attributes: Attributes) -> str:
    """A straight line."""
    return tag("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, **attributes})


def box(x: float, y: float, width: float, height: float, attributes: Attributes) -> str:
    """A rectangle; a negative width or height is drawn as none."""
    return tag("rect", {"x": x, "y": y, "width": max(width, 0), "height": max(height, 0), **attributes})


def picture(width: float, height: float, words: str, kind: str, *inside: str) -> str:
    """A whole drawing with its accessible name."""
    frame = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": kind,
        "width": width,
        "height": height,
        "viewBox": f"0 0 {number(width)} {number(height)}",
        "role": "img",
        "aria-label": words,
    }
    return tag("svg", frame, *inside)


def text_width(words: str, size: int) -> float:
    """About how wide ``words`` are in a semibold sans face, in the drawing's units."""
    return len(words) * size * 0.62


def number(value: object) -> str:
    """Numbers with at most one decimal and no trailing zero, everything else as text."""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value)
