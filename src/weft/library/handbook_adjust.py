"""Rules of reviews in words: what each looks at, and what follows."""

from collections.abc import Iterator

from weft.core.adjust.facts import Rule
from weft.draw.handbook_data import Block, Text
from weft.library.handbook_any import any_blocks
from weft.library.handbook_names import Names
from weft.library.handbook_words import HIDDEN, spoken

LABELS = {
    "action": "Who looks, and how soon",
    "actions": "Stops care when a sign asks for",
    "any_grade_in": "Every grade counts in",
    "back": "Pain in the back is read from (first that was scored)",
    "days": "Counts when answered within so many days before or after",
    "from_grade": "Told from grade",
    "leg": "Pain in the leg is read from",
    "nerve_codes": "Or one of these is written down after a session",
    "times": "Visits missed",
    "weeks": "Weeks of care in which it looks",
    "within_hours": "Looked at within, hours",
}
"""What the numbers of rules are called, where another fact means something else by the same name."""


def rule(one: Rule, names: Names) -> Iterator[Block]:
    """What follows and why; then the rule's own numbers."""
    yield Text("What follows", spoken(one.strength))
    yield Text("Why", one.why)
    yield from any_blocks(one, names, HIDDEN | {"strength", "why"}, LABELS)
