"""`weft schedule compile`: make searches fast on this machine, once."""

import typer

from weft.cli.schedule import schedule
from weft.cli.trouble import BadInput


@schedule.command("compile")
def compile_() -> None:
    """Compile the inner loop of the search, once for this machine and this version; takes about 20 seconds."""
    from weft.library.compiled import NotInstalled, compile_now

    try:
        where = compile_now()
    except NotInstalled:
        raise BadInput("numba is not installed; run `pip install 'weft[fast]'` first") from None
    except ImportError as error:
        raise BadInput(f"numba cannot be loaded ({error}); run `pip install 'weft[fast]'` again") from None
    except (OSError, RuntimeError) as error:
        raise BadInput(f"what is compiled cannot be kept ({error}); name a folder in NUMBA_CACHE_DIR") from None
    typer.echo(f"Compiled; kept in {where}", err=True)
