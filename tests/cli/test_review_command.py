"""`weft review`: words for people, JSON for programs, one line for what is wrong; the documented example works."""

import json
import re
from pathlib import Path

import pytest

from weft.cli.main import main
from weft.core.adjust.seen import Scored
from weft.library.episodes import Episode, read_episode
from weft.library.knowledge import knowledge

DOC = Path(__file__).parents[2] / "docs/formats/review.md"


@pytest.fixture
def episode(tmp_path: Path) -> Path:
    found = re.search(r"```toml\n(.*?)```", DOC.read_text(), re.DOTALL)
    assert found
    path = tmp_path / "episode.toml"
    path.write_text(found[1])
    return path


def test_the_documented_example_is_read_in_words(episode: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(episode)]) == 0

    printed = capsys.readouterr().out
    assert "PROPOSED" in printed
    assert "Examine again: Pain has hardly changed: 7 at the start, 7 now, with 6 needle" in printed
    assert "Little has changed in the first weeks (R2)" in printed
    assert "Little change is less than: 10 percent" in " ".join(printed.split())
    assert "No clinician has reviewed this rule yet." in printed
    assert max(len(line) for line in printed.splitlines()) <= 80


def test_the_same_as_json(episode: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(episode), "--json"]) == 0

    (said,) = json.loads(capsys.readouterr().out)["said"]
    assert (said["strength"], said["kind"], said["rule"]) == ("proposal", "re_examine", "no_response")
    assert said["limits"]["below_fraction"] == "0.1"
    assert said["sources"] == ["ger07", "cms20", "kon10"]


def test_every_key_of_the_format_is_documented() -> None:
    table = DOC.read_text()

    assert [name for name in Episode.__dataclass_fields__ if f"`{name}`" not in table] == []


def test_tasks_and_gates_say_how_soon(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "one.toml"
    counted = "[[counts]]\non = 2026-10-05\nneedles_in = 12\nneedles_out = 11\n"
    path.write_text(f"today = 2026-10-05\nscores.nprs = [[2026-09-07, 3], [2026-10-05, 6]]\n{counted}")

    main(["review", str(path)])

    printed = capsys.readouterr().out
    assert printed.index("CARE WAITS") < printed.index("SOMEBODY DOES SOMETHING")
    assert "within 48 hours" in printed


def test_an_episode_of_which_little_is_known_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "one.toml"
    path.write_text("today = 2026-10-05\n")

    assert main(["review", str(path)]) == 0

    assert "No rule has anything to say." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("week = 3\n", "today: is missing"),
        ("today = 2026-10-05\nweek = 0\n", "week: is counted from 1"),
        ("today = 2026-10-05\nmain = 'npr'\n", "main: 'npr' is no measure"),
        ("today = 2026-10-05\nscores.npr = [[2026-10-05, 6]]\n", "scores.npr: is no measure"),
        ('today = 2026-10-05\nscores."phq4.moo" = [[2026-10-05, 6]]\n', "scores.phq4.moo: is no measure"),
        ("today = 2026-10-05\nscores.nprs = [[2026-10-05, 11]]\n", "scores.nprs: Pain goes from 0 to 10"),
        ("today = 2026-10-05\nscores.nprs = [[2026-10-05, 6], [2026-10-01, 6]]\n", "scores.nprs: is not oldest first"),
        (
            "today = 2026-10-05\nevents = [{ on = 2026-10-01, code = 'organ.spleen' }]\n",
            "events[0].code: 'organ.sp",
        ),
        ("today = 2026-10-05\ndecided = { foo = 2026-10-01 }\n", "decided.foo: 'foo' is no rule"),
        ("today = 2026-10-05\nphase = 'foo'\n", "phase: 'foo' is no phase"),
        ("today = 2026-10-05\ndue = [{ measure = 'foo', on = 2026-10-01 }]\n", "due[0].measure: 'foo' is no"),
        (
            "today = 2026-10-05\ndanger = { on = 2026-10-01, action = 'same_day', flags = ['foo'] }\n",
            "danger.flags: ",
        ),
        (
            "today = 2026-10-05\nsessions = [{ on = 2026-10-01, pain_before = 99 }]\n",
            "sessions[0].pain_before: goes",
        ),
        ("today = 2026-10-05\nhome_share = 7\n", "home_share: goes from 0 to 1"),
        ("today = 2026-10-05\nextensions = -1\n", "extensions: is counted from 0"),
        ("today = 2026-10-05\nneedles_planned = -1\n", "needles_planned: is counted from 0"),
        ("today = 2026-10-05\nscores.nprs = [[2026-10-06, 6]]\n", "scores.nprs: lies after today (2026-10-05)"),
        ("today = 2026-10-05\nneedled = [2026-10-06]\n", "needled[0]: lies after today"),
        ("today = 2026-10-05\nnedled = []\n", "nedled: is not a known key"),
    ],
)
def test_bad_input_is_one_line_with_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text)

    assert main(["review", str(path)]) == 2

    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert said in printed


def test_a_half_of_a_screen_is_read(tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    path.write_text('today = 2026-10-05\nscores."phq4.mood" = [[2026-10-05, 3]]\n')

    (only,) = read_episode(path, knowledge()).scores["phq4.mood"]

    assert isinstance(only, Scored)
