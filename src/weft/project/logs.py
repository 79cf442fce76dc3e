"""How a log line looks, and what it never carries."""

import logging
from datetime import UTC, datetime

from weft.web.where import places


class Line(logging.Formatter):
    """``2026-11-21T14:03:22Z INFO weft.web: …``. Tracebacks are cut to places: an exception's text may quote data."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        moment = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        line = f"{moment} {record.levelname} {record.name}: {record.getMessage()}"
        if not record.exc_info or record.exc_info[0] is None:
            return line.replace("\n", " ")
        kind, _, trace = record.exc_info
        return f"{line} [{kind.__name__} at {places(trace)}]".replace("\n", " ")
