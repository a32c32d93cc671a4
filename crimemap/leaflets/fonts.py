"""The fonts of print, unpacked at set-up: typst takes TrueType files, the web's are variable and packed.

`make build` makes them of packages of node_modules: the font of the pages, and Noto Sans for the other alphabets in
which the people of England and Wales write (Census 2021: Panjabi, Urdu, Arabic, Bengali, Gujarati, Ukrainian, Greek,
Tamil …), so that a team or a meeting may be named in them. A document holds what it uses of them and no more. Each
weight becomes a file of its own, since text inside pictures cannot choose a weight of a variable one; the Latin parts
become one, so that a Welsh or a Vietnamese name is set in one piece.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from crimemap.alphabet import FOLDER, LETTERS, PICTURED, NoFonts

_ROOT: Final = Path(__file__).resolve().parents[2]
_PACKED: Final = _ROOT / "node_modules" / "@fontsource-variable"
_PAGES: Final = "hanken-grotesk"
_LATIN: Final = ("latin", "latin-ext", "vietnamese")
_CUTS: Final = ((400, "normal"), (600, "normal"), (700, "normal"), (400, "italic"))
"""Weights and slants that pages, pictures and sheets use (look.md)."""

_OTHERS: Final = (
    ("noto-sans", "greek"), ("noto-sans", "cyrillic"), ("noto-sans", "devanagari"), ("noto-sans-arabic", "arabic"),
    ("noto-sans-bengali", "bengali"), ("noto-sans-gujarati", "gujarati"), ("noto-sans-gurmukhi", "gurmukhi"),
    ("noto-sans-hebrew", "hebrew"), ("noto-sans-tamil", "tamil"),
)  # fmt: skip
_WEIGHTS: Final = (400, 700)
_JOINERS: Final = frozenset({0x200C, 0x200D})
_PUNCTUATION: Final = frozenset(range(0x2000, 0x2070)) - _JOINERS

FAMILIES: Final = ("Hanken Grotesk", *(f"Noto Sans {alphabet.title()}" for _package, alphabet in _OTHERS))
"""In the order in which a letter is looked for. Each alphabet is a family of its own: of one, typst asks one file."""


def unpack(source: Path = _PACKED, folder: Path = FOLDER) -> Path:
    """Writes the fonts into `folder`, whole or not at all. Raises NoFonts where the packed ones are not installed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="fonts-", dir=folder.parent))
    try:
        pictured = set[int].intersection(*(_latin(source, fresh, weight, slant) for weight, slant in _CUTS))
        held = pictured.union(*(_other(source, fresh, *each) for each in _OTHERS))
        _list(fresh / PICTURED, pictured)
        _list(fresh / LETTERS, held)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.chmod(0o755)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder


def _list(file: Path, points: Iterable[int]) -> None:
    file.write_text("".join(f"{point:x}\n" for point in sorted(points) if _is_seen(point)))


def _latin(source: Path, folder: Path, weight: int, slant: str) -> set[int]:
    """One weight of the pages' font as one file; the code points that it holds."""
    from fontTools.merge import Merger  # noqa: PLC0415  (a tool of set-up: no worker of the site loads it)

    parts = []
    for subset in _LATIN:
        font = _cut(source / _PAGES / "files" / f"{_PAGES}-{subset}-wght-{slant}.woff2", weight)
        part = folder / f"{subset}.ttf"
        font.save(part)
        parts.append(str(part))
    merged = Merger().merge(parts)
    _save(merged, folder / f"hanken-{weight}-{slant}.ttf", weight)
    for each in parts:
        Path(each).unlink()
    return set(merged.getBestCmap())


def _other(source: Path, folder: Path, package: str, alphabet: str) -> set[int]:
    """The weights of another alphabet, one file each; the code points that they hold.

    Marks that go on any letter are left out: on a letter of the other font they would stand beside it. So are points
    and dashes, which would look foreign in a Latin line.
    """
    family, held = f"Noto Sans {alphabet.title()}", set[int]()
    for weight in _WEIGHTS:
        font = _cut(source / package / "files" / f"{package}-{alphabet}-wght-normal.woff2", weight)
        names = font["name"]
        names.names = [
            each for each in names.names if each.nameID in {0, 13, 14}
        ]  # whose it is, and its licence
        for number, said in ((1, family), (2, "Regular"), (4, f"{family} {weight}")):
            names.setName(said, number, 3, 1, 0x409)
        names.setName(f"{family.replace(' ', '')}-{weight}", 6, 3, 1, 0x409)
        _save(font, folder / f"noto-{alphabet}-{weight}.ttf", weight)
        held = set(font.getBestCmap())
    points = held - _PUNCTUATION
    return {point for point in points if not unicodedata.name(chr(point), "").startswith("COMBINING ")}


def _is_seen(point: int) -> bool:
    """PDF/UA refuses signs that nobody sees, though fonts hold some; two of them join and part letters."""
    return point in _JOINERS or unicodedata.category(chr(point)) not in {"Cc", "Cf", "Cn", "Co"}


def _cut(packed: Path, weight: int) -> Any:
    """One weight of a variable font, as fontTools has it."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415

    if not packed.is_file():
        raise NoFonts(f"The fonts of print are not installed ({packed} is not there): run `make build`.")
    font = instantiateVariableFont(TTFont(packed, recalcTimestamp=False), {"wght": weight}, inplace=True)
    font.flavor = None
    return font


def _save(font: Any, file: Path, weight: int) -> None:
    font["OS/2"].usWeightClass = weight
    font["head"].created = font["head"].modified = 0  # the same bytes, whenever it is made
    font.recalcTimestamp = False
    font.save(file)


def main() -> None:
    """A step of make."""
    try:
        made = unpack()
        print(f"{made.relative_to(_ROOT)}: {len(list(made.glob('*.ttf')))} fonts")  # noqa: T201  (it tells what it did)
    except NoFonts as fault:
        sys.exit(str(fault))
