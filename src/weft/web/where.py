"""Where something failed, without what it failed on: an exception's own text may quote somebody's data."""

import traceback
from pathlib import Path
from types import TracebackType


def places(trace: TracebackType | None) -> str:
    """``views.py:63 call_back < http.py:64 inner``, innermost first."""
    frames = reversed(traceback.extract_tb(trace))
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
