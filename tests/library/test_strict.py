"""The quick reader takes only what pydantic takes, and reads it the same."""

from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from pydantic import TypeAdapter

from weft.core.shared.care import Verdict
from weft.core.shared.fact import fact
from weft.library.knowledge import knowledge
from weft.library.reading import knowledge_root, read_toml
from weft.library.strict import NotTaken, reader


@fact
class Even:
    """A shape that refuses some values itself."""

    number: int
    other: int | None = None

    def __post_init__(self) -> None:
        if self.number % 2:
            raise ValueError("odd")


class Size(Enum):
    SMALL = 1


def test_every_shipped_fact_is_read_as_pydantic_reads_it() -> None:
    files = [entry for entry in knowledge().entries if "/" in entry.file and not entry.file.startswith("assess/")]
    single = {entry.file: entry for entry in files if hasattr(entry.fact, "review")}

    assert len(single) > 100
    for entry in single.values():
        data = read_toml(knowledge_root() / entry.file)
        shape: Any = type(entry.fact)
        if data.keys() <= shape.__dataclass_fields__.keys():
            assert TypeAdapter(shape).validate_python(data) == reader(shape)(data)


def test_choices_mappings_and_pairs_are_read() -> None:
    assert reader(dict[str, Verdict])({"needling": "clear"}) == {"needling": Verdict.CLEAR}
    assert reader(tuple[int, Decimal])([1, 0.3]) == (1, Decimal("0.3"))
    assert reader(Even)({"number": 2, "other": 3}) == Even(number=2, other=3)


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (int, True), (int, 2**70), (float, "1"), (float, float("nan")), (str, 1), (Verdict, "fine"), (Verdict, 1),
        (Size, 1), (tuple[int, int], [1]), (tuple[int, ...], (1,)), (dict[str, int], []), (int | str, 1),
        (Even, {"number": 1}), (Even, {}), (Even, {"number": 2, "more": 1}), (Even, []), (set[int], [1]),
    ],
)  # fmt: skip
def test_anything_else_is_left_to_the_slow_way(shape: Any, value: object) -> None:
    with pytest.raises(NotTaken):
        reader(shape)(value)
