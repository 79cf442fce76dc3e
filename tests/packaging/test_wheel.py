import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an empty environment that has the wheel, and the libraries of this one, but not this checkout."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)], check=True)
    site = next((folder / "env" / "lib").glob("python*/site-packages"))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(python), *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_carries_all_knowledge(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("weft/knowledge/")}

    shipped = {f"weft/knowledge/{p.relative_to(ROOT / 'knowledge')}" for p in (ROOT / "knowledge").rglob("*.toml")}
    assert shipped <= packed
    assert "weft/knowledge/VERSION" in packed


def test_the_wheel_carries_its_fonts_and_what_they_are_licensed_under(wheel: Path) -> None:
    packed = {name.partition("weft/draw/fonts/")[2] for name in zipfile.ZipFile(wheel).namelist()}

    assert {each.name for each in (ROOT / "src/weft/draw/fonts").iterdir()} <= packed
    assert {"OFL.txt", "README.md"} <= packed


def test_an_empty_environment_prints_every_script_from_the_wheel_alone(elsewhere: Path, tmp_path: Path) -> None:
    """The standard PDF/UA refuses a sheet on which a letter has no font."""
    code = """if True:
        from weft.core.shared.words import Words
        from weft.draw import printing
        from weft.draw.sheet_letter import LetterPrint, letter_sheet
        name = "陳思雨 박하은 श्रीदेवी عبد الرحمن"
        sheet = letter_sheet(LetterPrint(
            clinic="C", to_name="B", person=name, day="2 March", signed_as="Ren", sections=((Words("Who"), name),),
        ))
        print(b"pdfuaid" in sheet, printing._compiler.cache_info().currsize, printing.__file__)
    """
    found = run(elsewhere, tmp_path, "-c", code)

    assert found.stdout.startswith("True 1 "), found.stderr
    assert str(ROOT) not in found.stdout


def test_an_empty_environment_plans_from_the_wheel_alone(elsewhere: Path, tmp_path: Path) -> None:
    found = run(
        elsewhere,
        tmp_path,
        "-c",
        "import weft; print(weft.__file__); print(weft.plan(weft.example('office-worker')).needles.planned)",
    )

    assert found.stderr == ""
    place, planned = found.stdout.split()
    assert str(ROOT) not in place
    assert planned == "7"


def test_the_command_of_the_wheel_writes_words_and_pdf(elsewhere: Path, tmp_path: Path) -> None:
    found = run(elsewhere, tmp_path, "-m", "weft", "plan", "--example", "office-worker")

    assert found.returncode == 0
    assert "CLEARANCE" in found.stdout
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_the_wheel_carries_what_the_pages_need(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    assert "weft/web/templates/base.html" in names
    assert "weft/web/static/weft/tokens.css" in names
