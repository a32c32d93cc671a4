"""The Welsh names of places that statistics name in English: reviewed rows of data/names/welsh.yaml."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Final

from crimemap.disclosure.reviewed import Row, load
from crimemap.places import spelling

FILE: Final = Path(__file__).resolve().parents[2] / "data" / "names" / "welsh.yaml"


class _Pair(Row):
    welsh: str
    english: str


class _Names(Row):
    source: str
    reviewed: str
    names: tuple[_Pair, ...]


@cache
def welsh_names(file: Path = FILE) -> dict[str, tuple[str, ...]]:
    """The key of an English name (places.spelling) → its Welsh names. Raises Refusal naming the file and the key."""
    found: dict[str, list[str]] = defaultdict(list)
    for pair in load(file, _Names).names:
        found[spelling.key_of(spelling.words_of(pair.english))].append(pair.welsh)
    return {key: tuple(names) for key, names in found.items()}
