"""Faults of what people read are found; the shipped pieces are in order."""

from pathlib import Path

import pytest
from tests.library.knowledge_copy import copied, mend

from weft.library.accepted import accepted
from weft.library.check import check
from weft.library.knowledge import knowledge, load
from weft.library.reading import BadFile

ARTICLE = "learn/articles/needles_explained.toml"


def _faults(root: Path) -> list[str]:
    return [str(fault) for fault in check(load(root))]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('id = "how_soon"', 'id = "how"', "sections.5.id: 'how' comes twice; rename one"),
        ("look_again = 2027-11-22", "look_again = 2026-11-22", "look_again: is no later than written"),
    ],
)
def test_a_fault_of_an_article_is_found(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    root = copied(tmp_path)
    mend(root, ARTICLE, old, new)

    assert any(complaint in fault for fault in _faults(root))


def test_a_claim_that_nobody_knows_stops_the_reading(tmp_path: Path) -> None:
    root = copied(tmp_path)
    mend(root, ARTICLE, '"new_pain"', '"newpain"')

    with pytest.raises(BadFile, match="did you mean 'new_pain'"):
        load(root)


def test_a_claim_that_no_article_names_is_found(tmp_path: Path) -> None:
    root = copied(tmp_path)
    mend(root, "learn/articles/keeping_it_away.toml", '"immune"', '"qi"')

    assert "learn/claims/immune.toml: immune: nothing names this; name it where it is used, or remove it" in _faults(
        root
    )


def test_a_clinic_without_drafts_has_nothing_to_read_yet() -> None:
    assert knowledge().learn.articles
    assert not accepted(knowledge(), work_with_drafts=False).learn.articles
    assert accepted(knowledge(), work_with_drafts=True).learn == knowledge().learn
