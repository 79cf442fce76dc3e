"""A fact of a shape that nobody has words for yet, and what stands in a cell."""

from datetime import date
from decimal import Decimal
from enum import Enum

from weft.core.shared.fact import fact
from weft.draw.handbook_data import Group, Items, Table, Text
from weft.library.handbook_any import any_blocks, cell
from weft.library.handbook_names import Names
from weft.library.handbook_told import told
from weft.library.knowledge import knowledge

NAMES = Names(knowledge())


class Kind(Enum):
    SAME = "same_day"


@fact
class Part:
    id: str
    text: str = ""
    amount: int = 0


@fact
class Wide(Part):
    a: int = 0
    b: int = 0
    c: int = 0
    d: int = 0
    e: int = 0
    f: int = 0


@fact
class Other:
    id: str
    name: str = "Another"


@fact
class New:
    """A shape that the handbook has never seen."""

    id: str
    fraction: Decimal = Decimal(0)
    range: tuple[int, int] = (0, 0)
    kind: Kind | None = None
    only: bool = False
    parts: tuple[Part, ...] = ()
    mixed: tuple[object, ...] = ()
    one: Part | None = None
    by: dict[str, int] | None = None
    long: tuple[str, ...] = ()
    since: date | None = None
    sources: tuple[str, ...] = ()


def test_a_new_shape_is_told_field_by_field() -> None:
    new = New(
        id="new", fraction=Decimal("0.3"), range=(1, 9), kind=Kind.SAME, only=True, by={"needling": 2},
        parts=(Part(id="a", text="first", amount=1), Part(id="b", text="second")),
        mixed=(Part(id="p", text="x"), Other(id="o")), one=Part(id="c", text="alone", amount=4),
        long=("This is a sentence.", "And another."), since=date(2026, 1, 2), sources=("fin20",),
    )  # fmt: skip

    blocks = tuple(any_blocks(new, NAMES))

    some = "Improvement since the start of at least: 30 percent"
    short = f"{some} · Lowest and highest: 1 to 9 · Kind: a doctor today · Only: yes"
    assert blocks[0] == Text("", short)
    assert blocks[1] == Table("Parts", ("Text", "Amount"), (("first", "1"), ("second", "")))
    assert blocks[2] == Group("Mixed", (Group("P", (Text("Text", "x"),)), Group("Another", ())))
    assert blocks[3] == Group("One", (Text("", "Text: alone · Amount: 4"),))
    assert blocks[4:] == (
        Text("By", "Needling: 2"),
        Items("Long", ("This is a sentence.", "And another.")),
        Text("From", "2 Jan 2026"),
    )


def test_many_columns_are_told_one_below_the_other() -> None:
    wide = Wide(id="wide", text="x", amount=1, a=1, b=2, c=3, d=4, e=5, f=6)

    assert isinstance(next(any_blocks(New(id="n", parts=(wide,)), NAMES)), Group)


def test_a_single_column_of_ids_is_a_table() -> None:
    assert next(any_blocks(New(id="n", parts=(Part(id="needling"),)), NAMES)) == Table(
        "Parts", ("Item",), (("Needling",),)
    )


def test_cells_are_read_as_people_read_them() -> None:
    assert cell("x", False, NAMES) == "no"
    assert cell("x", 0.5, NAMES) == "0.5"
    assert cell("sources", "nobody", NAMES) == "nobody"
    assert cell("sources", "fin20", NAMES).startswith("Finucane")
    assert cell("x", Part(id="a", text="t"), NAMES) == "text t"
    assert cell("part", "needling", NAMES) == "needling"
    assert cell("x", ("a, b", "c"), NAMES) == "a, b; c"
    assert cell("x", ("a", "c"), NAMES) == "a, c"
    assert cell("x", "*", NAMES) == "everything"


def test_a_text_is_told_with_its_own_numbers() -> None:
    @fact
    class Back:
        points: int
        back_days: int
        back: str

    blocks = tuple(any_blocks(Back(points=2, back_days=3, back="{points} for {days} days, {name}"), NAMES))

    assert blocks == (Text("", "Points: 2 · Back days: 3 · Back: 2 for 3 days, {name}"),)


def test_values_of_cases_are_read_out() -> None:
    assert told({"a_b": [1, "needling"], "day": date(2026, 2, 1), "is": True, "left": []}, NAMES) == (
        "a b: 1, Needling; day: 1 Feb 2026; is: yes; left: none"
    )
    assert told("in words", NAMES) == "in words"


def test_a_source_without_a_year_in_brackets_is_told_whole() -> None:
    assert NAMES.short_source("fin20").endswith(")")
    assert NAMES.short_source("nobody") == "nobody"


def test_dates_and_scores_name_their_year_once() -> None:
    first, last = date(2026, 1, 5), date(2026, 2, 2)

    assert told([first, last], NAMES) == "5 Jan 2026, 2 Feb 2026"
    assert told([[first, 7], [last, 5]], NAMES) == "7 on 5 Jan, 5 on 2 Feb 2026"
    assert told([[first, 7], [date(2027, 1, 1), 5]], NAMES) == "7 on 5 Jan 2026, 5 on 1 Jan 2027"
    assert told({"on": first}, NAMES) == "5 Jan 2026"
    assert told("pelvic_tilt (12)", NAMES) == "Pelvic tilt (phases 1, 2)"
