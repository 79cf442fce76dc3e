"""The outline of a consult as a PDF of one page: what was heard, what may fit, what nobody knows yet."""

from collections.abc import Callable, Iterable

from weft.core.plan.doses import in_weeks
from weft.core.plan.outline import Outline
from weft.core.shared.words import Words
from weft.draw.printing import print_sheet

Say = Callable[[str], str]

LABELS = {
    "heard": Words("What we heard"),
    "may_fit": Words("What may fit"),
    "phases": Words("Likely phases and visits"),
    "expectations": Words("What to expect"),
    "not_known": Words("What is not known yet"),
    "no_obligation": Words("No obligation"),
    "advice": Words("General information, not medical advice. A clinician decides."),
}


def outline_sheet(outline: Outline, *, say: Say = str, clinic_name: str = "", language: str = "en") -> bytes:
    """Print an outline as a PDF.

    Args:
        outline: What a first talk came to.
        say: Translation of message ids; ``str`` for English.
        clinic_name: Stands at the top of the page.
        language: Language tag of what ``say`` speaks.

    Returns:
        A tagged PDF of one page; its letters grow smaller, down to a size that can still be read, before a second
        page begins.
    """
    return print_sheet("outline.typ", "outline", outline_data(outline, say, clinic_name), language)


def outline_data(outline: Outline, say: Say, clinic_name: str) -> dict[str, object]:
    """Everything on the page as text and lists."""
    return {
        "say": {key: words.said(say) for key, words in LABELS.items()},
        "clinic": clinic_name,
        "title": outline.title.said(say),
        "version": outline.knowledge_version,
        "next": outline.next.said(say),
        "told": _all(outline.told, say),
        "heard": _all(outline.heard, say),
        "may_fit": _all(outline.may_fit, say),
        "phases": [
            {
                "name": each.name.said(say),
                "weeks": in_weeks(each.weeks).said(say),
                "visits": _all(each.visits, say),
            }
            for each in outline.phases
        ],
        "visits": _all(outline.visits, say),
        "expectations": _all(outline.expectations, say),
        "not_known": _all(outline.not_known, say),
        "no_obligation": _all(outline.no_obligation, say),
        "drafts": Words("Unreviewed values: {count}", count=len(outline.drafts)).said(say) if outline.drafts else "",
    }


def _all(words: Iterable[Words], say: Say) -> list[str]:
    return [one.said(say) for one in words]
