"""Photographs for tests, made here: of every format, with a place in them, upright or not, and ones that lie."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pillow_heif
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

pillow_heif.register_heif_opener()

SECRET = "Owner Persona-Nine Invented"


def scene(width: int = 800, height: int = 600) -> Image.Image:
    """Red above left, green above right, blue below: turned or mirrored, it shows."""
    image = Image.new("RGB", (width, height), (40, 60, 200))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width // 2, height // 2), fill=(200, 30, 30))
    pen.rectangle((width // 2, 0, width, height // 2), fill=(30, 160, 60))
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """A camera's notes: where, whose, which way up."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x013B] = SECRET
    gps = notes.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (53.0, 39.0, 12.5), "W", (4.0, 0.0, 3.0)
    return notes


def file(kind: str = "JPEG", image: Image.Image | None = None, **options: Any) -> bytes:
    """`image` as a file of `kind` (Pillow's name)."""
    made = io.BytesIO()
    (image or scene()).save(made, kind, **options)
    return made.getvalue()


def with_notes(kind: str) -> bytes:
    """A file of `kind` that carries EXIF with a place, XMP, a comment or text, and a colour profile."""
    image = scene()
    notes = exif().tobytes()
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    match kind:
        case "JPEG":
            return file(
                "JPEG", image, exif=notes, xmp=xmp, comment=SECRET.encode(), icc_profile=SECRET.encode()
            )
        case "PNG":
            text = PngInfo()
            text.add_itxt("XML:com.adobe.xmp", xmp.decode())
            text.add_text("Author", SECRET)
            return file("PNG", image, exif=notes, pnginfo=text, icc_profile=SECRET.encode())
        case "WEBP":
            return file("WEBP", image, exif=notes, xmp=xmp, icc_profile=SECRET.encode())
        case _:
            return file("HEIF", image, exif=notes, xmp=xmp, quality=90)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of some kilobytes whose header promises gigabytes, and whose data begins to keep the promise."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 20_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")
