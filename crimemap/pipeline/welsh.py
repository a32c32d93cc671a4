"""The Welsh names of places that statistics name in English: reviewed rows of data/names/welsh.yaml."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from crimemap.places import spelling
from crimemap.terms import Refusal

FILE: Final = Path(__file__).resolve().parents[2] / "data" / "names" / "welsh.yaml"


class _Pair(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    welsh: str
    english: str


class _Names(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    reviewed: str
    names: tuple[_Pair, ...]


@cache
def welsh_names(file: Path = FILE) -> dict[str, tuple[str, ...]]:
    """The key of an English name (places.spelling) → its Welsh names. Raises Refusal naming the file and the key."""
    try:
        read = _Names.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except ValidationError as fault:
        first = fault.errors()[0]
        raise Refusal(f"{file.name}, {'.'.join(map(str, first['loc']))}: {first['msg']}.") from fault
    except (OSError, yaml.YAMLError) as fault:
        raise Refusal(f"{file.name} cannot be read: {' '.join(str(fault).split())}.") from fault
    found: dict[str, list[str]] = defaultdict(list)
    for pair in read.names:
        found[spelling.key_of(spelling.words_of(pair.english))].append(pair.welsh)
    return {key: tuple(names) for key, names in found.items()}
