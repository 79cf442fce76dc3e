"""Seed 002's worked case, item for item, in everything that `weft plan` writes."""

import io
import json
from pathlib import Path

import pypdf
import pytest
from tests.seed_002 import ITEMS, missing

from weft.cli.main import main


@pytest.fixture
def words(capsys: pytest.CaptureFixture[str]) -> str:
    main(["plan", "--example", "office-worker"])
    return capsys.readouterr().out


def test_the_words_hold_all_eighteen_items(words: str) -> None:
    assert missing(words) == []


def test_the_words_give_each_item_its_weeks(words: str) -> None:
    settle, rebuild = words.index("1 SETTLE   WEEKS 1 TO 2"), words.index("2 REBUILD   WEEKS 3 TO 5")
    strengthen = words.index("3 STRENGTHEN   WEEKS 6 TO 9")

    assert settle < words.index("Needles 2 a week") < words.index("Myofascial release") < rebuild
    assert rebuild < words.index("Needles weekly") < words.index("Spinal mobility") < strengthen
    assert strengthen < words.index("Needles as needed") < words.index("Ergonomic retraining")


def test_the_words_say_7_planned_in_a_range_of_7_to_15(words: str) -> None:
    assert "7 planned, range 7 to 15" in words


def test_the_json_holds_all_eighteen_items(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "--example", "office-worker", "--json"])
    plan = json.loads(capsys.readouterr().out)

    assert missing(json.dumps(plan, ensure_ascii=False)) == []
    assert plan["doses"]["needles"] == {"planned": 7, "min": 7, "max": 15}


def test_the_pdf_holds_all_eighteen_items(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.pdf"
    main(["plan", "--example", "office-worker", "--pdf", str(path)])

    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert missing(text) == []
    assert "7 planned, 7 to 15" in text
    assert capsys.readouterr().err == f"Wrote {path}\n"


def test_an_item_that_is_left_out_is_noticed() -> None:
    all_words = " ".join(word for _, words in ITEMS for word in words)

    assert missing(all_words) == []
    assert missing(all_words.replace("Glute", "")) == ["glute_activation"]
