"""Photographs that people send: what is taken, what is refused, and that nothing but the pixels is kept."""

from __future__ import annotations

import io
import random
import tracemalloc
from pathlib import Path

import pytest
from PIL import Image

from crimemap.editorial import pictures
from crimemap.editorial.pictures import Unusable, clean
from tests.pictures import SECRET, bomb, exif, file, scene, with_notes

KINDS = ("JPEG", "PNG", "WEBP", "HEIF")


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))


def colour(image: Image.Image, x: float, y: float) -> str:
    """Which part of the scene stands at this share of the width and height."""
    red, green, blue = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))
    return max((red, "red"), (green, "green"), (blue, "blue"))[1]


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_of_a_telephone_is_taken_and_shows_the_same(kind):
    made = clean(with_notes(kind))
    shown = opened(made.jpeg)
    assert (shown.format, shown.size, shown.mode) == ("JPEG", (800, 600), "RGB")
    assert [colour(shown, *at) for at in ((0.2, 0.2), (0.8, 0.2), (0.5, 0.8))] == ["red", "green", "blue"]
    assert opened(made.phone).size == (640, 480)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_the_file_but_its_pixels_is_kept(kind):
    sent = with_notes(kind)
    assert SECRET.encode() in sent
    for jpeg in (clean(sent).jpeg, clean(sent).phone):
        shown = opened(jpeg)
        assert not dict(shown.getexif())
        assert not {"exif", "xmp", "comment", "icc_profile", "dpi", "photoshop"} & set(shown.info)
        assert not any(mark in jpeg for mark in (SECRET.encode(), b"Exif", b"xmp", b"ICC_PROFILE", b"GPS"))
        assert [marker for marker, _body in shown.applist] == ["APP0"]


def test_the_thumbnail_that_a_camera_adds_is_not_kept():
    hidden = file("JPEG", scene(160, 120))
    sent = file("JPEG", exif=exif().tobytes() + hidden)
    made = clean(sent)
    assert hidden in sent
    assert made.jpeg.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(orientation):
    undone = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }[orientation]  # fmt: skip
    held = scene() if undone is None else scene().transpose(undone)
    shown = opened(clean(file("JPEG", held, exif=exif(orientation).tobytes())).jpeg)
    assert shown.size == (800, 600)
    assert [colour(shown, *at) for at in ((0.2, 0.2), (0.8, 0.2), (0.5, 0.8))] == ["red", "green", "blue"]


@pytest.mark.parametrize(("size", "large", "phone"), [
    ((4032, 3024), (1600, 1200), (640, 480)),
    ((3024, 4032), (1200, 1600), (480, 640)),
    ((1600, 200), (1600, 200), (640, 80)),
    ((300, 200), (300, 200), (300, 200)),
])  # fmt: skip
def test_a_picture_is_scaled_down_and_never_up(size, large, phone):
    made = clean(file("JPEG", scene(*size)))
    assert (made.width, made.height) == large
    assert opened(made.jpeg).size == large
    assert opened(made.phone).size == phone


def test_the_same_file_gives_the_same_picture_and_loads_by_steps():
    sent = with_notes("HEIF")
    assert clean(sent) == clean(sent)
    assert opened(clean(sent).jpeg).info["progressive"]


def grey16() -> bytes:
    image = Image.new("I;16", (300, 300))
    image.putdata([(x * 65_535) // 299 for _y in range(300) for x in range(300)])
    return file("PNG", image)


@pytest.mark.parametrize(("sent", "at", "expected"), [
    (file("JPEG", scene().convert("CMYK")), (0.2, 0.2), (200, 30, 30)),
    (file("PNG", Image.new("RGBA", (300, 300), (200, 30, 30, 0))), (0.5, 0.5), (255, 255, 255)),
    (file("PNG", Image.new("LA", (300, 300), (0, 0))), (0.5, 0.5), (255, 255, 255)),
    (file("PNG", scene().quantize(16), transparency=0), (0.5, 0.9), None),
    (file("PNG", scene().convert("1")), (0.9, 0.9), None),
    (file("PNG", scene().convert("L")), (0.2, 0.2), None),
    (grey16(), (0.5, 0.5), (127, 127, 127)),
    (file("WEBP", Image.new("RGBA", (300, 300), (0, 0, 0, 0))), (0.5, 0.5), (255, 255, 255)),
    (file("JPEG", Image.new("L", (300, 300), 90)), (0.5, 0.5), (90, 90, 90)),
])  # fmt: skip
def test_every_way_to_store_colour_becomes_plain_colour(sent, at, expected):
    shown = opened(clean(sent).jpeg)
    assert shown.mode == "RGB"
    if expected:
        found = shown.getpixel((int(shown.width * at[0]), int(shown.height * at[1])))
        assert all(abs(one - other) < 14 for one, other in zip(found, expected, strict=True)), found


def test_a_telephones_jpeg_with_a_second_picture_behind_it_is_taken_without_that():
    other = Image.new("RGB", (800, 600), "white")
    sent = file("MPO", scene(), save_all=True, append_images=[other])
    assert opened(sent).format == "MPO"
    shown = opened(clean(sent).jpeg)
    assert (shown.format, colour(shown, 0.2, 0.2)) == ("JPEG", "red")


def moving(kind: str) -> bytes:
    return file(kind, save_all=True, append_images=[Image.new("RGB", (800, 600), "white")], duration=100)


def tiny(width: int, height: int) -> bytes:
    return file("PNG", Image.new("RGB", (width, height)))


REFUSED = {
    "nothing": (b"", "empty"),
    "text": (b"hello", "no photograph"),
    "noise": (random.Random(1).randbytes(5_000), "no photograph"),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no photograph"),
    "a drawing with a prologue": (b"<?xml version='1.0'?><svg onload='alert(1)'/>", "no photograph"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "no photograph"),
    "a PDF": (b"%PDF-1.7\n1 0 obj", "no photograph"),
    "a program": (b"MZ" + b"\0" * 500, "no photograph"),
    "an archive": (b"PK\x03\x04" + b"\0" * 500, "no photograph"),
    "a GIF": (file("GIF"), "no photograph"),
    "a moving GIF": (moving("GIF"), "no photograph"),
    "a GIF that is a script": (b"GIF89a/*" + b"\0" * 90 + b"*/=1;alert(1)", "no photograph"),
    "a TIFF": (file("TIFF"), "no photograph"),
    "a BMP": (file("BMP"), "no photograph"),
    "an AVIF": (file("AVIF"), "no photograph"),
    "a PNG's first bytes before a page": (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "damaged"),
    "a JPEG's first bytes alone": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "damaged"),
    "a HEIC's first bytes alone": (b"\x00\x00\x00\x1cftypheic\x00\x00\x00\x00mif1heic", "damaged"),
    "a moving PNG": (moving("PNG"), "moves"),
    "a moving WebP": (moving("WEBP"), "moves"),
    "one pixel": (tiny(1, 1), "too small"),
    "a line": (tiny(4_000, 1), "too small"),
    "a bomb": (bomb(), "million pixels"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_photograph_is_refused_in_one_sentence(name):
    sent, told = REFUSED[name]
    with pytest.raises(Unusable) as refusal:
        clean(sent)
    assert told in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_stops_early_is_refused(kind):
    whole = with_notes(kind)
    for share in (0.1, 0.5, 0.9):
        with pytest.raises(Unusable):
            clean(whole[: int(len(whole) * share)])


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_with_wrong_bytes_is_refused_or_cleaned_and_never_breaks(kind):
    """Whatever decoders raise at a damaged file is told as a refusal."""
    dice = random.Random(7)
    whole = bytearray(file(kind, scene(320, 240)))
    for _round in range(150):
        hurt = whole.copy()
        for _each in range(dice.randint(1, 12)):
            hurt[dice.randrange(len(hurt))] = dice.randrange(256)
        try:
            made = clean(bytes(hurt))
        except Unusable:
            continue
        assert opened(made.jpeg).format == "JPEG"


def test_what_is_appended_to_a_photograph_is_not_kept():
    for tail in (b"PK\x03\x04 evil", b"<script>alert(1)</script>", b"%PDF-1.7 evil"):
        for kind in ("JPEG", "PNG"):
            made = clean(file(kind) + tail)
            assert tail not in made.jpeg
            assert tail not in made.phone


def test_the_name_and_the_type_that_a_browser_gives_are_never_asked():
    assert "name" not in clean.__annotations__
    assert opened(clean(file("PNG")).jpeg).format == "JPEG"


def test_a_bomb_is_refused_before_it_is_unpacked():
    sent = bomb()
    assert len(sent) < 100_000
    tracemalloc.start()
    with pytest.raises(Unusable):
        clean(sent)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_a_bomb_takes_no_memory_of_the_process_either(monkeypatch):
    """Pillow's own memory is not traced: so no pixel may be decoded at all."""
    monkeypatch.setattr(Image.Image, "load", lambda *_asked: pytest.fail("a bomb was decoded"))
    with pytest.raises(Unusable):
        clean(bomb())


def test_a_text_chunk_that_unpacks_to_gigabytes_is_refused_or_left_out():
    import struct
    import zlib

    whole = file("PNG", scene(300, 300))
    body = b"Comment\0\0" + zlib.compress(b"\0" * 80_000_000, 9)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    with pytest.raises(Unusable):
        clean(whole[:33] + chunk + whole[33:])


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(Unusable, match="12 MB"):
        clean(b"\xff" * (pictures.MOST_BYTES + 1))


def test_what_must_be_decoded_whole_may_have_fewer_pixels():
    assert clean(file("JPEG", scene(5_000, 3_300))).width == 1600
    for kind in ("PNG", "WEBP"):
        with pytest.raises(Unusable, match="16 million pixels"):
            clean(file(kind, Image.new("L", (5_000, 3_300))))


def test_limits_can_be_set_lower():
    with pytest.raises(Unusable, match="million pixels"):
        clean(file("JPEG", scene(2_000, 1_001)), most_pixels=2_000_000)


def test_who_opens_pictures_counts_their_pixels_first():
    """Pillow's own guard against bombs is off: a photograph must come this way; a logo is checked where it is read."""
    root = Path(pictures.__file__).parents[1]
    users = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "Image.open" in path.read_text() or "open_heif" in path.read_text()
    }
    assert users == {"editorial/pictures.py", "editorial/branding.py"}
