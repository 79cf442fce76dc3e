"""A question that names several things, shown as a short heading and a list: ``{% listed text as said %}``."""

from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString

register = template.Library()

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """A question's heading, and the things that it names; no things where it is one sentence."""

    heading: str
    items: tuple[str, ...] = ()

    @property
    def colon(self) -> str:
        """What stands between the heading and what is said of it: nothing after a sentence that has its own end."""
        return "" if str(self.heading).endswith((":", "?", ".", "!", "…")) else ":"


@register.simple_tag
def listed(text: object) -> Listed:
    """Split “heading: one; another; a third?” for the eye. The wording itself, read aloud and kept, stays whole."""
    said = str(text).strip()
    heading, colon, rest = said.partition(": ")
    items = tuple(item.strip() for item in rest.rstrip("?").split("; "))
    if not colon or not said.endswith("?") or len(items) < FEWEST:
        return Listed(text if isinstance(text, SafeString) else said)
    return Listed(f"{heading}:", items)
