"""`weft knowledge check | accept | handbook`: are the files fit to be used, who vouches for them, all of it to read."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from weft.cli.trouble import BadInput
from weft.library.accept import NotAccepted, accept, entries_of
from weft.library.accepted import drafts
from weft.library.faults import every_fault
from weft.library.knowledge import knowledge, load
from weft.library.reading import BadFile, knowledge_root

commands = typer.Typer()
_group = typer.Typer(help="The knowledge files.")
commands.add_typer(_group, name="knowledge")

_Set = Annotated[str, typer.Argument(metavar="SET", help="A step (screen), a folder, or one file's id.")]
_By = Annotated[str, typer.Option("--by", metavar="NAME", help="The clinician who has checked them.")]
_Registration = Annotated[str, typer.Option("--registration", metavar="NO", help="Body and number.")]
_On = Annotated[str, typer.Option("--on", metavar="DATE", help="Day of the review, as 2026-11-21; without it today.")]
_Judged = Annotated[
    bool, typer.Option("--on-my-judgement", help="Also what no source bears out in full: the clinician answers for it.")
]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the pages and the PDF.")]


@_group.callback()
def _named() -> None:
    """The knowledge files."""


@_group.command()
def check() -> int:
    """List every fault, one a line: file, place, mend. Exit 1 when there is one."""
    faults = _faults()
    for fault in faults:
        typer.echo(fault)
    known = "" if faults else f" {knowledge().version}"
    typer.echo(f"{len(faults)} to mend." if faults else f"The knowledge{known} is in order.")
    return 1 if faults else 0


def _faults() -> list[str]:
    try:
        return [str(fault) for fault in every_fault()]
    except BadFile as fault:
        return [str(fault)]


@_group.command(name="accept")
def accept_set(
    what: _Set, by: _By, registration: _Registration, on: _On = "", on_my_judgement: _Judged = False
) -> None:
    """Write into the files of SET that a clinician has reviewed them. Nothing is written while the check has faults."""
    day, root = _day(on), knowledge_root()
    if faults := _faults():
        raise BadInput(f"{faults[0]} ({len(faults)} to mend before anything is accepted: weft knowledge check)")
    try:
        done = accept(load(root), root, what, by=by, registration=registration, on=day, on_my_judgement=on_my_judgement)
    except NotAccepted as refused:
        raise BadInput(str(refused)) from None
    for file in done.accepted:
        typer.echo(f"reviewed  {file}")
    for file in done.before:
        typer.echo(f"was reviewed before  {file}")
    _say_what_is_left(root, what)


def _say_what_is_left(root: Path, what: str) -> None:
    now = load(root)
    left = set(drafts(now))
    here = sum(entry.file in left for entry in entries_of(now, what))
    typer.echo(f"Still draft: {here} in {what}, {len(left)} in all of knowledge {now.version}.")


def _day(text: str) -> date:
    today = datetime.now(UTC).date()
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        raise BadInput(f"command line: --on: {text!r} is no day; write it as {today}") from None
    if day > today:
        raise BadInput(f"command line: --on: {day} has not come yet; give the day of the review")
    return day


@_group.command()
def handbook(out: _Out = Path("handbook")) -> None:
    """Write all knowledge as pages and a PDF that clinicians can read, with the worked cases."""
    from weft.draw.handbook import handbook_pages, handbook_pdf  # typst is only needed here
    from weft.library.handbook import handbook as told

    book = told(knowledge(), knowledge_root())
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, page in handbook_pages(book).items():
            (out / name).write_text(page, encoding="utf-8")
        (out / "handbook.pdf").write_bytes(handbook_pdf(book))
    except OSError as error:
        raise BadInput(f"{out}: cannot be written ({error.strerror}); give another folder with --out") from None
    typer.echo(f"Wrote {out}/index.html and {out}/handbook.pdf")
