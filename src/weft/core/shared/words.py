"""Words as values: a sentence is kept as its message and its values until a door speaks it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

AND, OR = "{first} and {second}", "{first}; or {second}"
COMMA, SEMICOLON = "{first}, {second}", "{first}; {second}"
LINE, SPACE = "{first}\n{second}", "{first} {second}"
"""Links between words that are said in a row. Each is a message id too."""


@dataclass(frozen=True, slots=True, init=False)
class Words:
    """A sentence nobody has spoken yet: ``Words("No {discipline} on {day}", discipline=…, day=…)``.

    ``message`` is the message id for translation. Values that are Words are spoken too, and so are days ("2 Mar 2027")
    and moments of a local clock ("2 Mar 2027, 09:30"): give them as they are, never as text.
    """

    message: str
    values: tuple[tuple[str, object], ...]

    def __init__(self, message: str, /, **values: object) -> None:
        object.__setattr__(self, "message", message)
        # By name: a database may give the values back in another order, and the sentence is still the same.
        object.__setattr__(self, "values", tuple(sorted(values.items(), key=lambda item: item[0])))

    def said(self, say: Callable[[str], str]) -> str:
        """Speak with ``say``, a translation of message ids (gettext, or ``str`` for English)."""
        filled = {name: _spoken(value, say) for name, value in self.values}
        return say(self.message).format(**filled) if filled else say(self.message)

    def __str__(self) -> str:
        return self.said(str)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Short names of the months. Each is a message id."""


def on_day(day: date) -> Words:
    """A day as it is read: "2 Mar 2027"."""
    return Words("{day} {month} {year}", day=day.day, month=Words(MONTHS[day.month - 1]), year=day.year)


def counted(number: int, one: str, many: str, /, **values: object) -> Words:
    """A counted noun: ``counted(3, "{count} visit", "{count} visits")`` is "3 visits".

    Args:
        number: How many; the value ``count`` of both messages.
        one: Said of exactly one.
        many: Said of none and of several.
        values: Other values of both messages.
    """
    return Words(one if number == 1 else many, count=number, **values)


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


def _spoken(value: object, say: Callable[[str], str]) -> object:
    match value:
        case Words():
            return value.said(say)
        case datetime():
            return Words("{day}, {time}", day=value.date(), time=f"{value:%H:%M}").said(say)
        case date():
            return on_day(value).said(say)
    return value
