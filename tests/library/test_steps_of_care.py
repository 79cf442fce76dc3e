"""The folders of assess, treat, measure, adjust and prevent, as they are read."""

from pathlib import Path

import pytest

from weft.library import steps
from weft.library.knowledge import knowledge
from weft.library.reading import BadFile, knowledge_root
from weft.library.shelf import Shelf

POINT = '{ code = "BL23", pinyin = "Shenshu", chinese = "肾俞", region = "low_back", place = "Beside the spine" }'
MERIDIAN = """
id = "{id}"
name = "A channel"
points = [{points}]
sources = []
basis = "general_knowledge"
[review]
status = "draft"
reviewers_needed = ["acupuncturist"]
"""


def channel(root: Path, id_: str, points: str) -> None:
    folder = root / "treat/points"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{id_}.toml").write_text(MERIDIAN.format(id=id_, points=points), encoding="utf-8")


@pytest.mark.parametrize(("first", "second"), [(POINT, POINT), (f"{POINT}, {POINT}", "")])
def test_a_point_that_comes_twice_is_refused(tmp_path: Path, first: str, second: str) -> None:
    for id_, points in {"bl": first, "gb": second}.items():
        channel(tmp_path, id_, points)
    for rule in ("retention", "same_day", "needle_count", "home_dose"):
        shipped = (knowledge_root() / f"treat/{rule}.toml").read_text(encoding="utf-8")
        (tmp_path / f"treat/{rule}.toml").write_text(shipped, encoding="utf-8")

    with pytest.raises(BadFile, match="'BL23' comes twice; remove or rename one"):
        steps.treat_facts(Shelf(tmp_path))


def test_a_rule_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"danger\.toml: no such file"):
        steps.adjust_facts(Shelf(tmp_path))


def test_factors_aftercare_and_reactions_come_in_their_own_order() -> None:
    known = knowledge()

    orders = [
        [factor.order for factor in known.assess.factors],
        [item.order for item in known.treat.aftercare],
        [group.order for group in known.treat.reactions.values()],
    ]

    assert orders == [sorted(order) for order in orders]
    assert known.measure.instruments.keys() >= {"nprs", "psfs", "own_goal", "rmdq", "daily_life_back"}
    assert known.prevent.recurrence.days_after_discharge == (30, 60, 90, 180, 365)
