"""The plan of care as a PDF: black on A4, needles as dots, movement as hatch, phases as number boxes."""

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Literal

import font_source_sans_pro
import typst

from weft.core.plan.plan import PlanOfCare
from weft.draw.sheet_data import sheet_data

_ONE_AT_A_TIME = Lock()


def plan_sheet(
    plan: PlanOfCare, *, say: Callable[[str], str] = str, clinic_name: str = "", marked: str = "", language: str = "en"
) -> bytes:
    """Print a plan as a PDF.

    Args:
        plan: The plan; one without phases prints its clearance and says why there is no plan.
        say: Translation of message ids; ``str`` for English.
        clinic_name: Stands at the top of every page.
        marked: A word at the top right of every page ("synthetic", "draft", a version).
        language: Language tag of what ``say`` speaks.

    Returns:
        A tagged PDF, to the accessibility standard PDF/UA. A text with a character that no font here has is
        printed without the standard, with a box in its place; never an error.
    """
    tongue = language.partition("-")[0]
    data = {**sheet_data(plan, say, clinic_name, marked), "language": tongue if len(tongue) in {2, 3} else "en"}
    inputs = {"plan": json.dumps(data, ensure_ascii=False)}
    with _ONE_AT_A_TIME:
        try:
            return _print(inputs, "ua-1")
        except typst.TypstError:
            return _print(inputs, None)


def _print(inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    pages = _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=standard)
    return pages if isinstance(pages, bytes) else b"".join(pages or ())


@cache
def _compiler() -> typst.Compiler:
    """One compiler for the process: fonts are read once."""
    template = files("weft.draw").joinpath("plan.typ")
    return typst.Compiler(input=str(template), font_paths=[font_source_sans_pro.font_directory])
