import re
from pathlib import Path

from weft.records.refused import Reason

ROOT = Path(__file__).parents[2]
RUNNING = ROOT / "docs" / "running"


def source() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))


def test_every_variable_of_the_environment_is_documented() -> None:
    read = set(re.findall(r"\b(?:WEFT_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL)\b", source()))

    told = set(re.findall(r"\b(?:WEFT_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL)\b", (RUNNING / "settings.md").read_text()))
    assert read <= told


def test_every_command_is_documented() -> None:
    from typer.main import get_command

    from weft.cli.main import program

    told = (RUNNING / "commands.md").read_text()
    assert [name for name in get_command(program()).commands if f"`weft {name}" not in told] == []  # type: ignore[attr-defined]


def test_every_reason_to_decline_is_documented() -> None:
    told = (RUNNING / "refusals.md").read_text()

    assert [each.code for each in Reason if f"`{each.code}`" not in told] == []


def test_the_lines_of_python_in_the_readme_run() -> None:
    (lines,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)

    printed: list[object] = []
    exec(compile(lines, "README.md", "exec"), {"print": lambda *said: printed.extend(said)})  # noqa: S102  our own README
    assert len(lines.split("\n")) - lines.count("\n\n") - 1 == 5
    assert printed


def test_no_lock_names_an_address() -> None:
    locks = "".join(path.read_text() for path in ROOT.glob("requirements*.lock"))

    assert "http" not in locks
    assert "--hash=sha256:" in locks


def test_every_link_inside_the_documents_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
        if not target.startswith("http") and not (page.parent / target).exists()
    ]

    assert broken == []
