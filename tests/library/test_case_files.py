"""Files of cases: a table that nobody reads is not passed over in silence."""

from pathlib import Path

import pytest

from weft.library.reading import BadFile
from weft.library.worked.prevent_ending import TOPICS


def test_a_misspelt_table_of_cases_is_refused(tmp_path: Path) -> None:
    [topic] = [each for each in TOPICS if each.file.endswith("ending.toml")]
    path = tmp_path / "cases" / topic.file
    path.parent.mkdir(parents=True)
    path.write_text("[[case]]\n", encoding="utf-8")

    with pytest.raises(BadFile, match=r"ending\.toml: case: is not a known key; this file holds only \[\[cases\]\]"):
        topic.cases(tmp_path)
