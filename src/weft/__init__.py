"""Weft: one plan of care, woven from acupuncture and physical therapy."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weft.library.cases import example
    from weft.library.plan import plan

__all__ = ["example", "plan"]


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that importing a part of core reads no file and needs no validation library.
    if name == "plan":
        from weft.library.plan import plan

        return plan
    if name == "example":
        from weft.library.cases import example

        return example
    raise AttributeError(f"module 'weft' has no attribute {name!r}")
