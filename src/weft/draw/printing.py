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
        A tagged PDF, to the accessibility standard PDF/UA. A text with a character that no font here has is
        printed without the standard, with a box in its place; never an error.
    """
    tongue = language.partition("-")[0]
    said = {**data, "language": tongue if len(tongue) in {2, 3} else "en"}
    inputs = {name: json.dumps(said, ensure_ascii=False)}
    with _ONE_AT_A_TIME:
        try:
            return _print(template, inputs, "ua-1")
        except typst.TypstError:
            return _print(template, inputs, None)


def _print(template: str, inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    pages = _compiler(template).compile(format="pdf", sys_inputs=inputs, pdf_standards=standard)
    return pages if isinstance(pages, bytes) else b"".join(pages or ())


@cache
def _compiler(template: str) -> typst.Compiler:
    """One compiler for the process and template: fonts are read once."""
    path = files("weft.draw").joinpath(template)
    return typst.Compiler(input=str(path), font_paths=[font_source_sans_pro.font_directory])
