"""`weft clinic open` and `weft clinic password`: how a real clinic begins on an empty database."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from weft.cli.server import set_up, spoken_in_one_line, stop
from weft.cli.trouble import BadInput
from weft.core.desk.house import House, Role
from weft.library.house_file import read_house

if TYPE_CHECKING:
    from weft.records.access import Member

commands = typer.Typer()
_group = typer.Typer(help="The clinics of this database.")
commands.add_typer(_group, name="clinic")


@_group.callback()
def _named() -> None:
    """The clinics of this database."""


@_group.command("open")
def open_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="TOML: the clinic, its sites and its staff.")],
) -> None:
    """Open a clinic from a file; run again, it adds the sites, beds, rooms and people that are new."""
    house = read_house(file)
    set_up()
    _not_in_the_demo()
    _open(house, file)


@spoken_in_one_line()
def _open(house: House, file: Path) -> None:
    from weft.records.access import system_of_new
    from weft.records.actions.open_clinic import open_clinic
    from weft.records.refused import Refused

    made = open_clinic(house, by=_at(house.hosts) or system_of_new(house.name))
    if isinstance(made, Refused):
        raise BadInput(f"{file}: hosts: {made.words}")
    there = "was there." if made.places or made.staff else "was there, with all of this. Nothing is new."
    typer.echo(f"{house.name} is open at {', '.join(house.hosts)}." if made.is_new else f"{house.name} {there}")
    for what, names in (("Places", made.places), ("Staff", made.staff)):
        if names:
            typer.echo(f"{what} made now: {', '.join(names)}.")
    lead = next(worker.login for worker in house.staff if Role.LEAD in worker.roles)
    if made.staff:
        typer.echo(f"Nobody new can sign in yet. Give each a password, the lead first: weft clinic password {lead}")
    if made.is_new:
        typer.echo("Then the lead signs in and opens Knowledge: nothing clinical is used before it is accepted there.")


@_group.command()
def password(
    login: Annotated[str, typer.Argument(metavar="EMAIL", help="What they sign in with.")],
    clinic: Annotated[str, typer.Option("--clinic", metavar="HOST", help="Where there are several clinics.")] = "",
) -> None:
    """Set the password of somebody of the staff. It is asked for, or read as one line where nobody types."""
    typed = _typed()
    set_up()
    _not_in_the_demo()
    _set(login, typed, clinic)


@spoken_in_one_line()
def _set(login: str, typed: str, host: str) -> None:
    from weft.cli.measures import one_of
    from weft.records.access import system_of
    from weft.records.actions.passwords import set_password
    from weft.records.reads.clinics import clinics_here
    from weft.records.refused import Refused

    done = set_password(login, typed, by=system_of(one_of(clinics_here(), host).id))
    if isinstance(done, Refused):
        raise BadInput(f"password: {done.words}")
    typer.echo(f"{done} can sign in as {login} with the new password.")


def _typed() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("New password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


def _at(hosts: tuple[str, ...]) -> "Member | None":
    """The product in the clinic that is at the first of these hosts that has one."""
    from weft.records.access import clinic_at, system_of

    found = next((clinic for clinic in map(clinic_at, hosts) if clinic), None)
    return system_of(found.id) if found else None


def _not_in_the_demo() -> None:
    from django.conf import settings

    if settings.WEFT_DEMO:
        stop("the demo has its own two clinics; unset WEFT_DEMO", code=2)
