"""Words as values: a sentence is kept as its message and its values until a door speaks it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

AND, OR = "{first} and {second}", "{first}; or {second}"
COMMA, SEMICOLON = "{first}, {second}", "{first}; {second}"
LINE, SPACE = "{first}\n{second}", "{first} {second}"
"""Links between words that are said in a row. Each is a message id too."""


@dataclass(frozen=True, slots=True, init=False)
class Words:
    """A sentence nobody has spoken yet: ``Words("No {discipline} on {day}", discipline=…, day=…)``.

    ``message`` is the message id for translation. Values that are Words are spoken too.
    """

    message: str
    values: tuple[tuple[str, object], ...]

    def __init__(self, message: str, /, **values: object) -> None:
        object.__setattr__(self, "message", message)
        # By name: a database may give the values back in another order, and the sentence is still the same.
        object.__setattr__(self, "values", tuple(sorted(values.items(), key=lambda item: item[0])))

    def said(self, say: Callable[[str], str]) -> str:
        """Speak with ``say``, a translation of message ids (gettext, or ``str`` for English)."""
        filled = {k: v.said(say) if isinstance(v, Words) else v for k, v in self.values}
        return say(self.message).format(**filled) if filled else say(self.message)

    def __str__(self) -> str:
        return self.said(str)


def joined(parts: Iterable[Words], link: str = SPACE) -> Words:
    """Several words as one, each still translated by itself.

    Args:
        parts: In the order in which they are said.
        link: Stands between two of them.

    Raises:
        ValueError: If nothing is to be said.
    """
    said, *others = parts
    for other in others:
        said = Words(link, first=said, second=other)
    return said
