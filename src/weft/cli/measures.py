"""`weft measures wording`: take in the official wording of a questionnaire, once, from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from weft.cli.server import set_up, spoken_in_one_line
from weft.cli.trouble import BadInput
from weft.core.measure.facts import Instrument
from weft.library.knowledge import knowledge
from weft.library.scores import WordingFile, read_wording

if TYPE_CHECKING:
    from weft.records.reads.clinics import ClinicHere

_Measure = Annotated[str, typer.Argument(metavar="MEASURE", help="Id of the questionnaire: rmdq, peg, phq2, phq4…")]
_File = Annotated[
    Path, typer.Argument(metavar="FILE", help="TOML: stated, [items], and [[choices]] for the words of its answers.")
]
_Clinic = Annotated[
    str, typer.Option("--clinic", metavar="HOST", help="Host name of the clinic, where there are several.")
]

commands = typer.Typer()
_group = typer.Typer(help="The measures of a clinic.")
commands.add_typer(_group, name="measures")


@_group.callback()
def _named() -> None:
    """The measures of a clinic."""


@_group.command()
def wording(measure: _Measure, file: _File, clinic: _Clinic = "") -> None:
    """Take in the official wording of a questionnaire. The newest stands; earlier scores keep theirs."""
    instrument = _instrument(measure)
    texts = read_wording(file, instrument)
    set_up()
    _take_in(instrument, texts, clinic, file)


def _instrument(measure: str) -> Instrument:
    shipped = {name: one for name, one in knowledge().measure.instruments.items() if not one.paraphrase_of}
    if measure not in shipped:
        raise BadInput(f"command line: no measure is called {measure!r}; there are: {', '.join(sorted(shipped))}")
    return shipped[measure]


@spoken_in_one_line()
def _take_in(instrument: Instrument, texts: WordingFile, host: str, file: Path) -> None:
    from weft.records.access import NotFound, system_of
    from weft.records.actions.measure_wording import take_in_wording
    from weft.records.reads.clinics import clinics_here
    from weft.records.refused import Refused

    clinic = one_of(clinics_here(), host)
    try:
        result = take_in_wording(
            by=system_of(clinic.id), measure=instrument.id, texts=texts.items, stated=texts.stated,
            choices=texts.choices,
        )  # fmt: skip
    except NotFound:
        raise BadInput(f"{clinic.name}: accepts no {instrument.short}; let the clinic work with drafts first") from None
    if isinstance(result, Refused):
        raise BadInput(f"{file}: {result.words}")
    typer.echo(f"{clinic.name} has taken in the wording of {instrument.short}.")


def one_of(clinics: "tuple[ClinicHere, ...]", host: str) -> "ClinicHere":
    """The clinic at ``host``, or the only one.

    Raises:
        BadInput: When there is none, or when it is not clear which.
    """
    hosts = ", ".join(name for each in clinics for name in each.hosts)
    if not clinics:
        raise BadInput("database: holds no clinic yet; open one with weft clinic open FILE")
    if not host and len(clinics) > 1:
        raise BadInput(f"command line: there are several clinics; name one with --clinic: {hosts}")
    found = [each for each in clinics if not host or host.lower() in each.hosts]
    if not found:
        raise BadInput(f"command line: no clinic is at {host!r}; there are: {hosts}")
    return found[0]
