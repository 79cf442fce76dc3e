"""The inside of a paper that was sent in: read completely, pictures drawn anew, PDFs searched for what acts by itself.

A picture is kept as new pixels: places, names, thumbnails and whatever hung behind it are gone. A PDF is kept as it
came (a signature in it stays good), so one with anything that runs, opens or carries files is refused.
"""

import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject

from weft.core.desk.papers import LARGEST, TOO_BIG, Media, fault_of, media_of
from weft.core.shared.words import Words

MOST_PIXELS = 30_000_000
"""Of a picture: with four bytes each about 120 MB while it is drawn anew."""
LONGEST_SIDE = 20_000
MOST_PAGES = 300
MOST_OBJECTS = 20_000
"""Of a PDF; a report of three hundred pages has about a tenth."""
DEEPEST = 30
"""Lists in lists of one PDF object."""
ACTS = frozenset(
    {
        "/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/RichMedia", "/RichMediaContent",
        "/Movie", "/Sound", "/3D", "/Rendition", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/XFA",
        "/Collection",
    }
)  # fmt: skip
"""Names in a PDF that run, open, send or carry something."""
_MODES = {"1", "L", "LA", "RGB", "RGBA"}

UNREADABLE = Words("The file cannot be read to its end. It may be damaged: save or scan it again.")
TOO_MANY_PIXELS = Words("The picture is too large to look at. Save it with fewer pixels.")
ANIMATED = Words("The picture moves. Save a single picture of it.")
ENCRYPTED = Words("The PDF is locked. Save it without a password first.")
ACTIVE = Words("The PDF has something in it that runs, opens or carries files. Print it into a new PDF first.")
TOO_MANY_PAGES = Words("The PDF has more than {most} pages. Send the part that matters.", most=MOST_PAGES)
NO_PAGES = Words("The PDF has no page.")


@dataclass(frozen=True, slots=True)
class CleanPaper:
    """A paper that may be kept. Only this module makes one."""

    media: Media
    content: bytes
    sha256: str


def cleaned(name: str, content: bytes) -> CleanPaper | Words:
    """A file that was sent in as it may be kept, or what is wrong with it.

    It may take a second: never in a transaction.

    Args:
        name: As it was called; looked at, never kept.
        content: Its bytes.
    """
    if fault := fault_of(name, content):
        return fault
    media = media_of(content)
    try:
        kept = _pdf(content) if media is Media.PDF else _picture(content, Media(media or ""))
    except Image.DecompressionBombError:
        return TOO_MANY_PIXELS
    except Exception:  # noqa: BLE001  hostile bytes: whatever a reader raises, they cannot be read
        return UNREADABLE
    if isinstance(kept, Words):
        return kept
    return TOO_BIG if len(kept) > LARGEST else CleanPaper(Media(media or ""), kept, hashlib.sha256(kept).hexdigest())


def drawn_small(picture: CleanPaper, box: tuple[int, int]) -> CleanPaper:
    """A checked picture as a plain PNG that fits a box of so many pixels; what was clear in it stays clear."""
    with Image.open(io.BytesIO(picture.content), formats=(picture.media.name,)) as whole:
        drawn = whole.convert("RGBA")
    drawn.thumbnail(box)
    kept = io.BytesIO()
    drawn.quantize(128).save(kept, "PNG", optimize=True)
    return CleanPaper(Media.PNG, kept.getvalue(), hashlib.sha256(kept.getvalue()).hexdigest())


def _picture(content: bytes, media: Media) -> bytes | Words:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limit comes first; damage raises
        with Image.open(io.BytesIO(content), formats=(media.name,)) as sent:
            if max(sent.size) > LONGEST_SIDE or sent.width * sent.height > MOST_PIXELS:
                return TOO_MANY_PIXELS
            if media is Media.PNG and getattr(sent, "n_frames", 1) > 1:
                return ANIMATED
            sent.load()
            upright = ImageOps.exif_transpose(sent)
            drawn = _plain(upright)
    kept = io.BytesIO()
    if media is Media.PNG:
        drawn.save(kept, "PNG")
    else:
        drawn.convert("L" if drawn.mode in {"1", "L"} else "RGB").save(kept, "JPEG", quality=95, subsampling=0)
    return kept.getvalue()


def _plain(picture: Image.Image) -> Image.Image:
    """The pixels alone, in a mode that every viewer knows."""
    if picture.mode == "P":
        plain = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode.startswith("I"):
        plain = picture.point(lambda value: value / 256).convert("L")
    else:
        plain = picture if picture.mode in _MODES else picture.convert("RGB")
    drawn = Image.new(plain.mode, plain.size)
    drawn.paste(plain)
    return drawn


def _pdf(content: bytes) -> bytes | Words:
    if content.rstrip()[-5:] != b"%%EOF":  # cut short, or something hangs behind it
        return UNREADABLE
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        return ENCRYPTED
    numbers = {number for rows in reader.xref.values() for number in rows} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        return UNREADABLE
    pages = len(reader.pages)
    if not 0 < pages <= MOST_PAGES:
        return TOO_MANY_PAGES if pages else NO_PAGES
    roots = [reader.trailer, *(reader.get_object(number) for number in sorted(numbers))]
    if any(name in ACTS for root in roots for name in _names(root)):
        return ACTIVE
    for page in reader.pages:
        page.mediabox  # noqa: B018  every page is there
    return content


def _names(value: object, depth: int = 0) -> Iterator[str]:
    """Every name in one object: keys and values; links to other objects are followed by their own turn."""
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    match value:
        case DictionaryObject():
            for key, each in dict.items(value):
                if not isinstance(each, NullObject):
                    yield str(key)
                yield from _names(each, depth + 1)
        case ArrayObject():
            for each in list.__iter__(value):
                yield from _names(each, depth + 1)
        case NameObject():
            yield str(value)
        case _:
            return
