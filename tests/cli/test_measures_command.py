"""`weft measures wording`: the official sentences from a file into the clinic's database, in a process of its own."""

import re
from pathlib import Path

import pytest
from tests.cli.test_server_commands import weft

from weft.cli.main import main

FORMAT = Path(__file__).parents[2] / "docs/formats/score.md"
PEG = re.findall(r"```toml\n(.*?)```", FORMAT.read_text(encoding="utf-8"), re.DOTALL)[2]


def written(text: str) -> str:
    Path("peg.toml").write_text(text, encoding="utf-8")
    return "peg.toml"


def test_a_database_without_a_clinic_is_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (tmp_path / "peg.toml").write_text(PEG, encoding="utf-8")
    assert weft(data, "migrate").returncode == 0

    told = weft(data, "measures", "wording", "peg", str(tmp_path / "peg.toml"))

    said = "weft: database: holds no clinic yet; open one with weft clinic open FILE\n"
    assert (told.returncode, told.stderr) == (2, said)


@pytest.mark.parametrize(
    ("measure", "text", "said"),
    [
        ("happiness", PEG, "command line: no measure is called 'happiness'; there are: "),
        ("pain_in_the_way", PEG, "command line: no measure is called 'pain_in_the_way'"),
        (
            "peg",
            PEG.replace("[items]", '[items]\nsleep = "Fourth"'),
            "peg.toml: items.sleep: There is no such item. Remove it.",
        ),
        ("peg", PEG.replace("activity", "# activity"), "peg.toml: items.activity: is missing; add its text"),
        ("peg", PEG.replace("The article of 2009, English", " "), "peg.toml: stated: is empty; say where"),
        ("peg", PEG.replace("value = 10", "value = 0", 1), "peg.toml: choices.1.value: 0 comes twice; remove one."),
        ("peg", PEG.replace("value = 10", "value = 3", 1), "peg.toml: choices.1.value: is no answer that bears words"),
        ("peg", PEG.split("[[choices]]", maxsplit=1)[0], "peg.toml: choices: Words are given for 0 of 2 answers; add"),
        (
            "peg",
            PEG.split('\n[[choices]]\nitem = "pain"\nvalue = 10')[0],
            "peg.toml: choices: pain: Words are given for 1",
        ),
        ("nprs", PEG, "peg.toml: Pain is our own: there is no wording to take in."),
        ("peg", 'stated = "x"', "peg.toml: items: is missing; add it"),
    ],
)
def test_a_file_that_does_not_fit_is_told_with_its_place(
    capsys: pytest.CaptureFixture[str], measure: str, text: str, said: str
) -> None:
    code = main(["measures", "wording", measure, written(text)])

    assert code == 2
    assert capsys.readouterr().err.startswith(f"weft: {said}")
