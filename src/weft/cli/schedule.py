"""`weft schedule`: a clinic's visits from files, without a database. Exit 1: the checker found violations."""

import json
from pathlib import Path
from typing import Annotated

import typer

from weft.cli.trouble import BadInput

schedule = typer.Typer(
    help="Place everybody's visits of a clinic file, check an answer, draw it; see docs/formats/schedule.md.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
commands = typer.Typer()
commands.add_typer(schedule, name="schedule")

Clinic_ = Annotated[Path, typer.Argument(metavar="CLINIC.json", help="A clinic; see docs/formats/schedule.md.")]
Visits_ = Annotated[Path, typer.Argument(metavar="VISITS.json", help="An answer for it.")]
Out = Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="Where to write; a file there is replaced.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same answer.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@schedule.command("generate")
def generate_(
    out: Out,
    people: Annotated[int, typer.Option("--people", min=0, max=5000, help="How many people want visits.")] = 300,
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=26, help="Weeks of the calendar.")] = 2,
    seed: Seed = 1,
) -> None:
    """Write a synthetic clinic that is nearly full: the same for the same numbers, and nobody in it exists."""
    from weft.core.schedule.clinic.generate import generate
    from weft.library.schedule_file import written

    clinic = generate(people, seed, weeks)
    write(out, written(clinic))
    needs = [need for person in clinic.people for need in person.needs]
    visits, pairs = sum(sum(need.visits.values()) for need in needs), sum(need.pairs for need in needs)
    team = len(clinic.practitioners)
    typer.echo(f"Wrote {out}. People: {people}, visits: {visits}, pairs: {pairs}, practitioners: {team}", err=True)


@schedule.command("check")
def check_(clinic_file: Clinic_, visits_file: Visits_, as_json: Json = False) -> int:
    """Check an answer by a checker that shares nothing with the solver. Exit 1 when it breaks a rule."""
    from weft.cli.page import printed
    from weft.cli.schedule_text import checked_json, checked_rows
    from weft.core.schedule.clinic.check import check_clinic
    from weft.library.schedule_file import read_clinic, read_visits

    checked = check_clinic(read_clinic(clinic_file), read_visits(visits_file))
    if as_json:
        typer.echo(json.dumps(checked_json(checked), indent=2, ensure_ascii=False))
    else:
        printed(checked_rows(checked))
    return 1 if checked.violations else 0


@schedule.command("capacity")
def capacity_(clinic_file: Clinic_, as_json: Json = False) -> None:
    """Say what cannot hold the demand, however visits are placed. Nothing said means only that it is not excluded."""
    from weft.core.schedule.clinic.capacity import shortages
    from weft.library.schedule_file import read_clinic

    found = shortages(read_clinic(clinic_file))
    if as_json:
        rows = [{"week": x.week, "wanted": x.wanted, "holds": x.holds, "said": str(x.said)} for x in found]
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(str(one.said) for one in found) or "No resource is too small for the demand.")


def can_write(path: Path, *read: Path) -> None:
    """Say in one line that an answer has no place, before a long search and not after it."""
    if path.resolve() in [one.resolve() for one in read]:
        raise BadInput(f"{path}: is what is read and would be lost; give another file with -o")
    if path.is_dir() or not path.parent.is_dir():
        raise BadInput(f"{path}: cannot be written; give a file in a folder that exists with -o")


def write(path: Path, text: str) -> None:
    """Write a file, or say in one line why not."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: cannot be written ({error.strerror}); give another path with -o") from None
