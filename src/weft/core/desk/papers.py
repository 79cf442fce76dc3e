"""Papers that somebody brings: what is taken, what a file may be called, and what it goes out as."""

import re
from datetime import date
from enum import StrEnum

from weft.core.book.contact import is_readable
from weft.core.shared.words import Words

LARGEST = 10 * 1024 * 1024
"""Bytes of one paper, as it came and as it is kept."""
MOST = 200
"""Papers of one person."""
LONGEST = 200
"""Letters of what a paper is."""


class Media(StrEnum):
    """What a paper may be made of."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"


BEGINS = {Media.PDF: b"%PDF-", Media.PNG: b"\x89PNG\r\n\x1a\n", Media.JPEG: b"\xff\xd8\xff"}
ENDINGS = {"pdf": Media.PDF, "png": Media.PNG, "jpg": Media.JPEG, "jpeg": Media.JPEG}
_HEIC_ENDINGS = frozenset({"heic", "heif", "hif"})
_HEIC_KINDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""What stands after ``ftyp`` at the begin of such a file, whatever it is called."""
_ENDS_AS = {Media.PDF: "pdf", Media.PNG: "png", Media.JPEG: "jpg"}
_TYPE_LIKE = re.compile(r"[a-z][a-z0-9]{0,4}")
_BETWEEN = re.compile(r"[\w\-+ ,()&'\u2019]", re.UNICODE)

ALLOWED = Words("A PDF, a PNG or a JPEG picture is taken, and nothing else.")
NO_ENDING = Words("The name of the file has no ending. {allowed}", allowed=ALLOWED)
TWO_ENDINGS = Words("The name of the file has two endings. Save it under a name with one ending, such as report.pdf.")
HEIC = Words(
    "A HEIC picture is not taken. Open this page on the phone and choose it there: an iPhone then sends a JPEG. Or open"
    " the picture, save a copy as JPEG, and send the copy."
)
BAD_NAME = Words("The name of the file has characters in it that no name needs. Give it a plain name.")
EMPTY = Words("The file is empty. Choose it again.")
TOO_BIG = Words("The file is larger than {most} MB. Save it smaller, or in parts.", most=LARGEST // 1024 // 1024)
NOT_THAT = Words("The inside of the file is not what its name says. {allowed}", allowed=ALLOWED)
TOO_LONG = Words("Say in at most {most} letters what it is.", most=LONGEST)


def media_of(content: bytes) -> Media | None:
    """What a file is by its first bytes; None for everything that is not taken."""
    return next((media for media, begins in BEGINS.items() if content.startswith(begins)), None)


def is_heic(content: bytes) -> bool:
    """Whether a file is a HEIC picture by its first bytes: phones' own format, which is not read here (ADR 0019)."""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC_KINDS


def name_fault(name: str) -> Words | None:
    """What is wrong with the name of a sent file, or None. The name itself is never kept, nor part of any path."""
    if not is_readable(name, lines=False) or not name.strip() or "/" in name or "\\" in name:
        return BAD_NAME
    first, *endings = name.strip().lower().split(".")
    if not endings or not first.strip():
        return NO_ENDING
    *inner, last = endings
    if last in _HEIC_ENDINGS:
        return HEIC
    if last not in ENDINGS:
        return Words("A file that ends in {ending} is not taken. {allowed}", ending=f".{last[:20]}", allowed=ALLOWED)
    return TWO_ENDINGS if any(_TYPE_LIKE.fullmatch(each) for each in inner) else None


def fault_of(name: str, content: bytes) -> Words | None:
    """What is wrong with a file before anything reads its inside, or None."""
    if fault := name_fault(name):
        return fault
    if not content:
        return EMPTY
    if len(content) > LARGEST:
        return TOO_BIG
    if is_heic(content):
        return HEIC
    media = media_of(content)
    return None if media and media is ENDINGS[name.strip().lower().rpartition(".")[2]] else NOT_THAT


def says_fault(says: str) -> Words | None:
    """What is wrong with the words for a paper, or None."""
    if not is_readable(says, lines=False):
        return Words("This has characters in it that cannot be kept. Type it again by hand.")
    if not says.strip():
        return Words("Say what it is, such as: letter from the family doctor.")
    return TOO_LONG if len(says.strip()) > LONGEST else None


def plain_name(media: Media, kept_on: date, number: str) -> str:
    """A file name of ours: ``paper-2027-03-02-1a2b3c4d.pdf``."""
    return f"paper-{kept_on:%Y-%m-%d}-{number}.{_ENDS_AS[media]}"


def spoken_name(says: str, media: Media) -> str:
    """A file name from what the paper is, in any script: letters, digits and harmless signs only."""
    kept = "".join(sign for sign in says if _BETWEEN.fullmatch(sign)).strip()
    return f"{kept[:80].strip() or 'paper'}.{_ENDS_AS[media]}"
