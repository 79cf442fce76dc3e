"""Sheets from a typst template and one JSON value: one compiler a template, one print at a time."""

import json
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Literal

import font_source_sans_pro
import typst

_ONE_AT_A_TIME = Lock()


def print_sheet(template: str, name: str, data: dict[str, object], language: str) -> bytes:
    """Print a sheet as a PDF.

    Args:
        template: A typst file beside this module.
        name: The input under which the template finds its JSON.
        data: Everything that is printed, as text, numbers and lists.
        language: Language tag; one that typst would not know is printed as English.

    Returns:
        A tagged PDF, to the accessibility standard PDF/UA. For a character that none of our fonts has, those of the
        machine are asked; where they have none either, the sheet is printed without the standard, with a box in its
        place; never an error.
    """
    tongue = language.partition("-")[0]
    said = {**data, "language": tongue if len(tongue) in {2, 3} else "en"}
    return printed(template, {name: json.dumps(said, ensure_ascii=False)})


def printed(template: str, inputs: dict[str, str]) -> bytes:
    """The same for a sheet of any length, with what its template reads."""
    with _ONE_AT_A_TIME:
        try:
            return _print(_compiler(template), inputs, "ua-1")
        except typst.TypstError:
            pass
        try:
            return _print(_compiler(template, ours_alone=False), inputs, "ua-1")
        except typst.TypstError:
            return _print(_compiler(template, ours_alone=False), inputs, None)


def _print(compiler: typst.Compiler, inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    pages = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=standard)
    return pages if isinstance(pages, bytes) else b"".join(pages or ())


@cache
def _compiler(template: str, *, ours_alone: bool = True) -> typst.Compiler:
    """One compiler for the process and template: fonts are read once.

    Args:
        template: Which.
        ours_alone: The same sheet on every machine; else also with the fonts that it has.
    """
    here = files("weft.draw")
    return typst.Compiler(
        input=str(here.joinpath(template)),
        font_paths=[font_source_sans_pro.font_directory, str(here.joinpath("fonts"))],
        ignore_system_fonts=ours_alone,
    )
