"""Papers as people bring them, and as somebody would send them who means harm."""

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

SCRIPT = b"<script>alert(document.cookie)</script>"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SECRET = "Marta lives at 1 Mill Lane"


def pdf(pages: int = 1) -> bytes:
    """A plain PDF."""
    return _written(_pages(pages))


def png(mode: str = "RGB", size: tuple[int, int] = (8, 8)) -> bytes:
    """A picture that says in its text whose it is."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SECRET)
    return _picture(Image.new(mode, size), "PNG", pnginfo=told)


def jpeg(mode: str = "RGB", size: tuple[int, int] = (8, 8), orientation: int = 1) -> bytes:
    """A photograph with a place in it."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET, orientation
    exif.get_ifd(0x8825)[2] = (43.0, 39.0, 0.0)
    return _picture(Image.new(mode, size), "JPEG", exif=exif, comment=SECRET.encode())


def huge_png(width: int, height: int) -> bytes:
    """A few hundred bytes that claim so many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + _chunk(b"IEND", b"")
    )


def moving_png() -> bytes:
    """Two pictures in one."""
    second = [Image.new("RGB", (8, 8), "white")]
    return _picture(Image.new("RGB", (8, 8)), "PNG", save_all=True, append_images=second)


def locked_pdf() -> bytes:
    """A PDF with a password."""
    writer = _pages(1)
    writer.encrypt("secret", algorithm="RC4-128")
    return _written(writer)


def script_pdf() -> bytes:
    """A PDF that runs a script when it is opened."""
    writer = _pages(1)
    act = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(act))
    return _written(writer)


def packed_pdf() -> bytes:
    """A PDF with a file in it."""
    writer = _pages(1)
    writer.add_attachment("evil.exe", b"MZ")
    return _written(writer)


def acting_pdf(kind: str, place: str = "/OpenAction") -> bytes:
    """A PDF with an action of this kind."""
    writer = _pages(1)
    act = DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("calc.exe")})
    writer.root_object[NameObject(place)] = writer._add_object(act)
    return _written(writer)


def hidden_name_pdf() -> bytes:
    """A PDF that spells its script in another way."""
    return script_pdf().replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")


def hostile() -> Iterator[tuple[str, str, bytes]]:
    """What it tries, the name it is sent under, and its bytes: none of them may be kept."""
    good = {"pdf": pdf(), "png": png(), "jpg": jpeg()}
    for ending, whole in good.items():
        yield f"html as {ending}", f"page.{ending}", b"<!doctype html>" + SCRIPT
        yield f"svg as {ending}", f"page.{ending}", b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"
        yield f"program as {ending}", f"page.{ending}", b"MZ\x90\x00" + bytes(200)
        yield f"archive as {ending}", f"page.{ending}", b"PK\x03\x04" + bytes(200)
        yield f"eicar as {ending}", f"page.{ending}", EICAR
        yield f"nothing as {ending}", f"page.{ending}", b""
        yield f"zeros as {ending}", f"page.{ending}", bytes(1000)
        yield f"only the first bytes of {ending}", f"page.{ending}", whole[:12]
        yield f"half of {ending}", f"page.{ending}", whole[: len(whole) // 2]
        yield f"leading space before {ending}", f"page.{ending}", b" " + whole
        yield f"{ending} behind html", f"page.{ending}", SCRIPT + whole
        yield f"too large {ending}", f"page.{ending}", whole + bytes(10 * 1024 * 1024)
        for double in ("php", "html", "svg", "exe", "js", "phtml"):
            yield f"{double} before {ending}", f"page.{double}.{ending}", whole
        for other in ("exe", "html", "svg", "pdf.html", "php", "htaccess", "zip", "docm", "gif", "heic"):
            yield f"{ending} named {other}", f"page.{other}", whole
        for name in (
            f"../../evil.{ending}",
            f"..\\evil.{ending}",
            f"a\x00.{ending}",
            f"a\u202e{ending}.{ending}",
            ending,
        ):
            yield f"{ending} under {name!r}", name, whole
        for other, content in good.items():
            if other != ending:
                yield f"{other} as {ending}", f"page.{ending}", content
    yield "script in a pdf", "page.pdf", script_pdf()
    yield "script spelt otherwise", "page.pdf", hidden_name_pdf()
    yield "file in a pdf", "page.pdf", packed_pdf()
    yield "locked pdf", "page.pdf", locked_pdf()
    for kind in ("/Launch", "/JavaScript", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie"):
        yield f"pdf that does {kind}", "page.pdf", acting_pdf(kind)
        yield f"pdf that does {kind} later", "page.pdf", acting_pdf(kind, "/AA")
    yield "pdf with an archive behind it", "page.pdf", pdf() + b"PK\x03\x04" + bytes(100)
    yield "pdf with a page behind it", "page.pdf", pdf() + b"<html>" + SCRIPT
    yield "pdf without a page", "page.pdf", _written(PdfWriter())
    yield "pdf with too many pages", "page.pdf", pdf(301)
    yield "pdf of nonsense", "page.pdf", b"%PDF-1.7\n" + b"nonsense " * 50 + b"%%EOF"
    yield "pdf nested deeper than anybody writes", "page.pdf", _deep()
    yield "png of a billion pixels", "page.png", huge_png(40_000, 40_000)
    yield "png one pixel high and endless", "page.png", huge_png(2_000_000_000, 1)
    yield "png a little too large", "page.png", huge_png(6_000, 5_001)
    yield "png with less in it than it says", "page.png", huge_png(100, 100)
    yield "moving png", "page.png", moving_png()


def _deep() -> bytes:
    return (
        pdf().replace(b"%%EOF", b"").replace(b"/Type /Pages", b"/Type /Pages /X " + b"[" * 500 + b"]" * 500) + b"%%EOF"
    )


def _pages(count: int) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(100, 100)
    return writer


def _written(writer: PdfWriter) -> bytes:
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def _picture(picture: Image.Image, kind: str, **how: object) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, kind, **how)
    return kept.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
