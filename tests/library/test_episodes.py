"""An episode file: what is written is read as it is, and what cannot be is named with its place."""

from pathlib import Path

import pytest

from weft.core.adjust.seen import DoseAnswered
from weft.library.episodes import read_episode
from weft.library.knowledge import knowledge
from weft.library.reading import BadFile

TODAY = "today = 2026-10-05\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "episode.toml"
    path.write_text(TODAY + text)
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    text = (
        'week = 4\nphase = "settle"\nlook_again_then = "Examine the leg."\nneedles_booked = [2026-11-01]\n'
        "dose_answered = [{ on = 2026-10-01, days = 90, visits = 13 }]\nreview_due = true\n"
        'scores."phq4.mood" = [[2026-10-05, 3]]\nscores.nprs = [[2026-10-01, 3], [2026-10-05, 6]]\n'
    )

    seen = read_episode(written(tmp_path, text), knowledge())

    assert str(seen.look_again_then) == "Examine the leg."
    assert seen.dose_answered[0] == DoseAnswered(seen.dose_answered[0].on, 90, 13)
    assert (seen.week, len(seen.scores["nprs"]), len(seen.scores["phq4.mood"])) == (4, 2, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("week = 0", "week: is counted from 1"),
        ("main = 'npr'", "main: 'npr' is no measure"),
        ("scores.npr = [[2026-10-05, 6]]", "scores.npr: is no measure"),
        ('scores."phq4.moo" = [[2026-10-05, 6]]', "scores.phq4.moo: is no measure"),
        ("scores.nprs = [[2026-10-05, 11]]", "scores.nprs: Pain goes from 0 to 10"),
        ("scores.nprs = [[2026-10-05, 6], [2026-10-01, 6]]", "scores.nprs: is not oldest first"),
        ("scores.nprs = [[2026-10-06, 6]]", "scores.nprs: lies after today"),
        ("events = [{ on = 2026-10-01, code = 'organ.spleen' }]", "'organ.spleen' is no event"),
        ("events = [{ on = 2026-10-01, code = 'organ.lung', grade = 6 }]", "grade: goes from 1 to 5"),
        ("decided = { foo = 2026-10-01 }", "decided.foo: 'foo' is no rule"),
        ("decided = { taper = 2026-10-06 }", "decided.taper: lies after today"),
        ("phase = 'foo'", "phase: 'foo' is no phase"),
        ("due = [{ measure = 'foo', on = 2026-11-01 }]", "'foo' is no measure"),
        ("danger = { on = 2026-10-01, action = 'same_day', flags = ['foo'] }", "'foo' is no danger sign"),
        ("sessions = [{ on = 2026-10-01, pain_before = 99 }]", "pain_before: goes from 0 to 10"),
        ("home_share = 7", "home_share: goes from 0 to 1"),
        ("extensions = -1", "extensions: is counted from 0"),
        ("needled = [2026-10-06]", "lies after today"),
    ],
)
def test_what_cannot_be_is_named_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        read_episode(written(tmp_path, text), knowledge())
