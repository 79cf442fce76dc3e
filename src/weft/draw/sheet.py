"""The plan of care as a PDF: black on A4, needles as dots, movement as hatch, phases as number boxes."""

from collections.abc import Callable

from weft.core.plan.plan import PlanOfCare
from weft.draw.printing import print_sheet
from weft.draw.sheet_data import sheet_data


def plan_sheet(
    plan: PlanOfCare, *, say: Callable[[str], str] = str, clinic_name: str = "", person: str = "", marked: str = "",
    language: str = "en",
) -> bytes:  # fmt: skip
    """Print a plan as a PDF.

    Args:
        plan: The plan; one without phases prints its clearance and says why there is no plan.
        say: Translation of message ids; ``str`` for English.
        clinic_name: Stands at the top of every page.
        person: Whose plan it is, name and birth date, at the top of every page; "" for nobody's.
        marked: A word at the top right of every page ("synthetic", "draft", a version).
        language: Language tag of what ``say`` speaks.

    Returns:
        A tagged PDF, to the accessibility standard PDF/UA. A text with a character that no font here has is
        printed without the standard, with a box in its place; never an error.
    """
    return print_sheet("plan.typ", "plan", sheet_data(plan, say, clinic_name, marked, person), language)
