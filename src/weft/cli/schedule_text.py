"""What `weft schedule` says of an answer, for people and for programs."""

from typing import Any

from weft.cli.page import Row, heading, labelled, paragraph
from weft.core.schedule.clinic.check import Checked

_SHOWN = 20


def checked_json(checked: Checked) -> dict[str, Any]:
    """The checker's findings with the keys of docs/formats/schedule.md."""
    return {
        "required": checked.required,
        "placed": checked.placed,
        "pairs": checked.pairs,
        "pairs_required": checked.pairs_required,
        "with_primary": checked.with_primary,
        "objective": checked.objective,
        "violations": [str(one) for one in checked.violations],
    }


def checked_rows(checked: Checked) -> list[Row]:
    """The numbers that a manager reads, then every broken rule."""
    rows = [
        *labelled("Visits", _of(checked.placed, checked.required), indent=0),
        *labelled("Pairs", _of(checked.pairs, checked.pairs_required), indent=0),
        *labelled("Own", f"{_of(checked.with_primary, checked.placed)} with the person's own practitioner", indent=0),
        *labelled("Points", str(checked.objective), indent=0),
    ]
    if not checked.violations:
        return [*rows, Row("No rule is broken.")]
    rows += heading(f"Broken rules: {len(checked.violations)}")
    for fault in checked.violations[:_SHOWN]:
        rows += paragraph(str(fault))
    more = len(checked.violations) - _SHOWN
    return rows + (paragraph(f"… and {more} more; --json lists all.") if more > 0 else [])


def _of(number: int, whole: int) -> str:
    return f"{number} of {whole}" + (f" ({100 * number / whole:.1f}%)" if whole else "")
