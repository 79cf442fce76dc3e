"""Words as values: a sentence is kept as its message and its values until a door speaks it."""

from collections.abc import Callable
from dataclasses import dataclass


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
