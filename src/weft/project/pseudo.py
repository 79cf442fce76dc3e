"""The pseudo-locale: every translated text stands in ⟦…⟧, so what nobody can translate stands out."""

from collections.abc import Callable
from typing import Any

from django.utils import translation


def switch_on() -> None:
    """Wrap gettext for the whole process (WEFT_PSEUDO_LOCALE=1; for tests and for looking, never for work)."""
    active: Any = vars(translation)["_trans"]  # Django's own switch between its two translators
    for name in ("gettext", "pgettext", "ngettext", "npgettext"):
        setattr(active, name, _wrapped(getattr(active, name)))


def _wrapped(speak: Callable[..., str]) -> Callable[..., str]:
    def marked(*args: Any) -> str:
        said = speak(*args)
        return f"⟦{said}⟧" if said.strip() else said

    return marked
