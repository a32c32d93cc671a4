"""The font of print, unpacked at set-up: typst takes TrueType files, the web's are variable and packed.

`make build` makes them of the font that the pages use (node_modules). Each weight becomes a file of its own, since text
inside pictures cannot choose a weight of a variable one; the Latin and the extended Latin halves become one, so that a
Welsh name is set in one piece.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from crimemap.terms import Refusal

FAMILY: Final = "Hanken Grotesk"
LETTERS: Final = "letters.txt"
"""The code points that the fonts hold, in hexadecimal, one a line: PDF/UA refuses a text with any other."""

_ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = _ROOT / "build" / "fonts"
_PACKED: Final = _ROOT / "node_modules" / "@fontsource-variable" / "hanken-grotesk" / "files"
_CUTS: Final = ((400, "normal"), (600, "normal"), (700, "normal"), (400, "italic"))
"""Weights and slants that pages, pictures and sheets use (look.md)."""


class NoFonts(Refusal):
    """The fonts of print are not there."""


def unpack(source: Path = _PACKED, folder: Path = FOLDER) -> Path:
    """Writes the fonts into `folder`, whole or not at all. Raises NoFonts where the packed ones are not installed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="fonts-", dir=folder.parent))
    try:
        held = set[int].intersection(*(_cut(source, fresh, weight, slant) for weight, slant in _CUTS))
        (fresh / LETTERS).write_text("".join(f"{point:x}\n" for point in sorted(held)))
        shutil.rmtree(folder, ignore_errors=True)
        fresh.chmod(0o755)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder


def _cut(source: Path, folder: Path, weight: int, slant: str) -> set[int]:
    """One weight of both halves as one file; the code points that it holds."""
    from fontTools.merge import Merger  # noqa: PLC0415  (a tool of set-up: no worker of the site loads it)
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415

    halves = []
    for subset in ("latin", "latin-ext"):
        packed = source / f"hanken-grotesk-{subset}-wght-{slant}.woff2"
        if not packed.is_file():
            raise NoFonts(
                f"The font of the pages is not installed ({packed} is not there): run `make build`."
            )
        font = TTFont(packed, recalcTimestamp=False)
        font = instantiateVariableFont(font, {"wght": weight}, inplace=True)
        font.flavor = None
        half = folder / f"{subset}.ttf"
        font.save(half)
        halves.append(str(half))
    merged = Merger().merge(halves)
    merged["OS/2"].usWeightClass = weight
    merged["head"].created = merged["head"].modified = 0  # the same bytes, whenever it is made
    merged.recalcTimestamp = False
    merged.save(folder / f"hanken-{weight}-{slant}.ttf")
    for each in halves:
        Path(each).unlink()
    return set(merged.getBestCmap())


def letters(folder: Path = FOLDER) -> frozenset[int]:
    """The code points that can be printed. Raises NoFonts where the fonts are not there."""
    try:
        listed = (folder / LETTERS).read_text()
    except OSError as fault:
        raise NoFonts(
            f"The fonts of print are not unpacked ({folder} is not there): run `make build`."
        ) from fault
    return frozenset(int(line, 16) for line in listed.split())


def main() -> None:
    """A step of make."""
    try:
        print(f"{unpack().relative_to(_ROOT)}: {len(_CUTS)} fonts")  # noqa: T201  (it tells what it did)
    except NoFonts as fault:
        sys.exit(str(fault))
