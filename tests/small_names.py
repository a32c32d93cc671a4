"""What the small release can be searched by, and the codes that its areas had before (tests/small_release.py)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from crimemap.pipeline.gazetteer import Name, write
from crimemap.places.spelling import words_of
from crimemap.release.names import NameKind

FORMER = (
    ("E05900080", "E05900090"),  # renumbered, and its successor after it
    ("E05900090", "corvenshire-lark"),
    ("E05900091", "corvenshire-oster"),  # divided
    ("E05900091", "corvenshire-wren"),
    ("E05900070", "E05900071"),  # a circle that leads nowhere
    ("E05900071", "E05900070"),
    ("E01800001", "E01900001"),  # a small area of the other vintage
)
_WORDS = "Tamber Vale, Corvenshire Police, England"


def write_names(
    path: Path,
    areas: Iterable[tuple[str, str, str]],
    streets: Iterable[tuple[str, str, str]],
    sectors: Sequence[tuple[str, str, str]],
) -> None:
    """names.sqlite. `areas`: code, name, official name; `streets`, one a point: name, code and name of the
    neighbourhood around it; `sectors` as the table has them."""
    found = [
        Name(each, NameKind.AREA, code, around=_said(_WORDS), last=code.startswith("E019"))
        for code, *names in areas
        for each in dict.fromkeys(names)
    ]
    for (name, code, place), many in Counter(streets).items():
        found.append(Name(name, NameKind.STREET, code, many, around=_said(f"{place}, {_WORDS}")))
    found += [
        Name("Tamberton", NameKind.PLACE, "corvenshire-oster", around=_said(f"Osterby, {_WORDS}, town")),
        Name("Larkwith", NameKind.PLACE, "corvenshire-lark", around=_said(f"Larkwith, {_WORDS}, village")),
        Name(
            "Larkwith",
            NameKind.STATION,
            "corvenshire-lark",
            around=_said(f"Larkwith, {_WORDS}, railway station"),
        ),
        Name("Tŷ Ŵyn", NameKind.PLACE, "corvenshire-wren", around=_said(f"Wrenstow, {_WORDS}, village")),
    ]
    write(path, found, sectors)


def write_former(path: Path) -> None:
    """The table `former` of places.sqlite."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany("INSERT INTO former VALUES (?, ?)", FORMER)
        connection.commit()


def _said(text: str) -> str:
    return " ".join(dict.fromkeys(words_of(text)))
