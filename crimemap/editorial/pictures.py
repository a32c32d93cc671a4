"""Photographs that people send: taken apart to their pixels and made anew, so that nothing else of the file is kept.

Place, time, camera, owner, thumbnail, comment and whatever was appended to the file are gone, because a new JPEG is
written from the pixels alone. What a file is, is found from its content: neither its name nor what the browser says.
"""

from __future__ import annotations

import io
import struct
import threading
import zlib
from dataclasses import dataclass
from typing import Final

import pillow_heif
import puremagic
from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from crimemap.language import gettext as _
from crimemap.language import number
from crimemap.settings import Refusal

MOST_BYTES: Final = 12 * 1024**2
"""Of one file as it comes. Telephones make 2 to 8 MB. [choose]"""

MOST_PIXELS: Final = 50_000_000
"""By the file's header, before anything is decoded: telephones make up to 50 million. [choose]"""

MOST_PIXELS_WHOLE: Final = 16_000_000
"""The same for PNG and WebP, which are decoded whole, up to 16 bytes a pixel; no camera writes them. [choose]"""

LEAST_SIDE: Final = 200
"""Pixels of the shorter side below which nobody sees what was done. [choose]"""

LONGEST: Final = 1_600
"""Pixels of the longer side of what is kept, for a wide screen. [choose]"""

LONGEST_ON_A_PHONE: Final = 640
"""The same for a telephone. [choose]"""

_QUALITY: Final = 82
_WHITE: Final = (255, 255, 255)

_KINDS: Final[dict[str, frozenset[str]]] = {
    "JPEG": frozenset({".jpg", ".jpeg", ".jpe", ".jfif"}),
    "MPO": frozenset(
        {".jpg", ".jpeg", ".jpe", ".jfif"}
    ),  # a JPEG with more behind it, as some telephones write
    "PNG": frozenset({".png"}),
    "WEBP": frozenset({".webp"}),
    "HEIF": frozenset({".heic", ".heif"}),
}
"""What Pillow calls each kind that is taken, and what puremagic then must call it."""

_OPENED: Final = (
    JpegImagePlugin.JpegImageFile.format,
    PngImagePlugin.PngImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
    "HEIF",
)

_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF's eight ways to hold a camera, and what undoes each."""

_FAULTS: Final = (
    OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, EOFError, RuntimeError,
    OverflowError, ZeroDivisionError, MemoryError, struct.error, zlib.error, puremagic.PureError,
)  # fmt: skip
"""All that decoders raise at a damaged file."""

_DECODING: Final = threading.Lock()
"""One picture at a time in a worker: the largest takes 450 MB while it is decoded."""

pillow_heif.register_heif_opener()
# Pillow only warns at the size where we refuse; `_open` counts the pixels before it decodes any.
Image.MAX_IMAGE_PIXELS = None


class Unusable(Refusal):
    """A file that is not taken: one sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew: JPEG, at most LONGEST pixels; `phone` the same, at most LONGEST_ON_A_PHONE."""

    jpeg: bytes
    phone: bytes
    width: int
    height: int


def clean(data: bytes, *, most_bytes: int = MOST_BYTES, most_pixels: int = MOST_PIXELS) -> Picture:
    """The picture in `data` (JPEG, PNG, WebP, HEIC), the right way up. The same bytes give the same picture.

    Raises Unusable: within a millisecond for a file that promises more pixels than are taken. A photograph of 12
    million pixels takes 0.2 seconds, the largest 1.2.
    """
    if not data:
        raise Unusable(_("The file is empty. Choose the photograph again."))
    if len(data) > most_bytes:
        raise Unusable(
            _("The file is larger than %(most)s MB. Send a smaller one.", most=number(most_bytes // 1024**2))
        )
    with _DECODING:
        large = _decoded(data, most_pixels)
        return Picture(_encoded(large), _encoded(_scaled(large, LONGEST_ON_A_PHONE)), *large.size)


def _decoded(data: bytes, most_pixels: int) -> Image.Image:
    """At most LONGEST pixels, on white where it was transparent, the right way up."""
    try:
        image = _open(data, most_pixels)
        turn = _turn(image)
        if image.format in {"JPEG", "MPO"}:
            image.draft(None, (LONGEST, LONGEST))  # decodes a half or a quarter of it, where that is enough
        small = _scaled(_on_white(image), LONGEST)
        return small if turn is None else small.transpose(turn)
    except _FAULTS as fault:
        raise Unusable(
            _("The photograph is damaged: it cannot be opened to its end. Send it again.")
        ) from fault


def _open(data: bytes, most_pixels: int) -> Image.Image:
    """The header alone. Raises Unusable for what is no photograph, and one of _FAULTS for what is damaged."""
    found = _kind(data)
    if found is None:
        raise Unusable(_("This is no photograph that can be used. Send a JPEG, PNG, WebP or HEIC file."))
    image = Image.open(io.BytesIO(data), formats=_OPENED)
    if image.format is None or found not in _KINDS[image.format]:
        raise Unusable(_("This is no photograph that can be used. Send a JPEG, PNG, WebP or HEIC file."))
    most = min(most_pixels, MOST_PIXELS_WHOLE) if image.format in {"PNG", "WEBP"} else most_pixels
    if image.width * image.height > most:
        raise Unusable(
            _(
                "The photograph has more than %(most)s million pixels. Send a smaller one.",
                most=number(most // 1_000_000),
            )
        )
    if min(image.size) < LEAST_SIDE:
        raise Unusable(
            _(
                "The photograph is too small: its shorter side has %(side)s pixels, and %(least)s are needed.",
                side=number(min(image.size)),
                least=number(LEAST_SIDE),
            )
        )
    if image.format in {"PNG", "WEBP"} and getattr(image, "is_animated", False):
        raise Unusable(_("This picture moves. Send a still photograph."))
    return image


def _kind(data: bytes) -> str | None:
    """What the first bytes say it is, of what is taken."""
    taken = frozenset[str]().union(*_KINDS.values())
    try:
        said = [match.extension for match in puremagic.magic_string(data)]
    except _FAULTS:
        return None
    return next((extension for extension in said if extension in taken), None)


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How the camera was held. What cannot be read says nothing."""
    try:
        return _TURNS.get(int(image.getexif().get(_ORIENTATION, 1)))
    except _FAULTS:
        return None


def _on_white(image: Image.Image) -> Image.Image:
    """RGB and nothing but pixels: what `image.info` carries would be written into the new file too."""
    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"P", "PA", "LA", "La", "RGBA", "RGBa"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGB", clear.size, _WHITE)
        paper.paste(clear, mask=clear)
        return paper
    plain = image.convert("RGB")
    plain.info.clear()
    return plain


def _scaled(image: Image.Image, longest: int) -> Image.Image:
    """At most `longest` pixels; never larger than it was."""
    share = longest / max(image.size)
    if share >= 1:
        return image
    size = (max(round(image.width * share), 1), max(round(image.height * share), 1))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "JPEG", quality=_QUALITY, progressive=True, optimize=True)
    return made.getvalue()
