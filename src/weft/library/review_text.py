"""The review block of a knowledge file as text: signed without touching any other line."""

import json
import re

from weft.core.shared.fact import Review

BLOCK = "[review]"
_OURS = re.compile(r"\s*(status|by|registration|on|judged)\s*=")
_STATUS_NOTE = re.compile(r"\s*status\s*=[^#]*(#.*?)\s*$")
_INLINE = re.compile(r"(\s*review\s*=\s*)\{.*\}(\s*(?:#.*)?)$", re.DOTALL)
_HEADER = re.compile(r"\s*\[")


def signed_text(text: str, review: Review, row: str = "") -> str:
    """``text`` with the review in its last ``[review]`` block, or in the line ``review = {…}`` of one row.

    Comments, order and line ends stay. Where there is no such place the text comes back as it was, which whoever
    reads it again will notice.

    Args:
        text: A file of knowledge.
        review: What it shall say.
        row: In a file that lists several facts, the id of the one that is signed.
    """
    lines = text.splitlines(keepends=True)
    return "".join(_signed_row(lines, review, row) if row else _signed_block(lines, review))


def _signed_block(lines: list[str], review: Review) -> list[str]:
    starts = [number for number, line in enumerate(lines) if line.split("#")[0].strip() == BLOCK]
    if not starts:
        return lines
    start = starts[-1] + 1
    end = next((number for number in range(start, len(lines)) if _HEADER.match(lines[number])), len(lines))
    ending = "\r\n" if lines[start - 1].endswith("\r\n") else "\n"
    head = lines[start - 1].rstrip("\r\n") + ending
    notes = [found[1] for line in lines[start:end] if (found := _STATUS_NOTE.match(line))]
    kept = [line for line in lines[start:end] if not _OURS.match(line)]
    said = [line + ending for line in (*_signature(review), *notes)]
    return [*lines[: start - 1], head, *said, *kept, *lines[end:]]


def _signed_row(lines: list[str], review: Review, row: str) -> list[str]:
    """The row's ``review = {…}`` stands between its ``[[…]]`` and the next."""
    signed, here = [], False
    for line in lines:
        if _HEADER.match(line):
            here = False
        here = here or bool(re.match(rf'\s*id\s*=\s*"{re.escape(row)}"', line))
        found = _INLINE.match(line) if here else None
        signed.append(f"{found[1]}{_inline(review)}{found[2]}" if found else line)
    return signed


def _inline(review: Review) -> str:
    needed = ", ".join(map(_quoted, review.reviewers_needed))
    return f"{{ {', '.join(_signature(review))}, reviewers_needed = [{needed}] }}"


def _signature(review: Review) -> list[str]:
    said = [
        f"status = {_quoted(review.status)}",
        f"by = {_quoted(review.by)}",
        f"registration = {_quoted(review.registration)}",
        f"on = {review.on}",
    ]
    return [*said, "judged = true"] if review.judged else said


def _quoted(text: str) -> str:
    """As TOML writes a text: like JSON, letters of all languages as they are."""
    return json.dumps(text, ensure_ascii=False)
