"""What a file says, row by row: results, and what cannot be used and why. Read by the same reader as a release's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import yaml

from crimemap import language
from crimemap.editorial.people import EVERYWHERE
from crimemap.language import gettext as _
from crimemap.survey import Level, Result
from crimemap.survey.areas import level_of
from crimemap.survey.cells import Refused
from crimemap.survey.reading import Reading, read_results, settle
from crimemap.survey.table import NoTable, decoded

QUESTIONS: Final = Path(__file__).resolve().parents[3] / "data" / "confidence" / "questions.yaml"
"""Reviewed and checked by measures/confidence, which nothing here may ask: only which answers are parts of others."""


@dataclass(frozen=True, slots=True)
class Understood:
    """`refused`: line, column and sentence of each row that cannot be used; `notes`: what to know of the rest."""

    results: tuple[Result, ...] = ()
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether there is something in it and every row of it can be used."""
        return bool(self.results) and not self.refused


def understand(data: bytes, partnership: str) -> Understood:
    """The file as one of `partnership`: rows of other areas are refused. Never raises, whatever the bytes are.

    A piece of EVERYWHERE may hold every area, wider ones too: whoever writes it writes for all of them.
    """
    found = _read(data, language.current())
    own, foreign = [], []
    for line, row in zip(found.lines, found.results, strict=True):
        if partnership in {EVERYWHERE, row.area}:
            own.append((line, row))
        else:
            foreign.append(Refused(line, "area_code", _foreign(line, row, partnership)))
    kept = Reading(tuple(row for _line, row in own), (), (), tuple(line for line, _row in own))
    settled = settle(kept, _levels(kept.results, partnership))
    outside = (Refused(line, "area_code", _unknown(line, row)) for line, row in settled.outside)
    refused = sorted(
        (*found.refused, *foreign, *settled.refused, *outside), key=lambda one: (one.line == 0, one.line)
    )
    return Understood(settled.results, tuple(refused), found.notes)


def _levels(results: tuple[Result, ...], partnership: str) -> Mapping[str, Level | None]:
    """What each area is: a piece's own partnership is one, of others the code tells."""
    if partnership != EVERYWHERE:
        return {partnership: Level.PARTNERSHIP}
    told = {row.area: level_of(row.area) for row in results}
    return {code: level for code, level in told.items() if level is not None}


def _foreign(line: int, row: Result, partnership: str) -> str:
    return _(
        "Line %(line)s: column area_code is “%(code)s”; %(own)s was expected, the partnership that this file is of.",
        line=line, code=row.area, own=partnership,
    )  # fmt: skip


def _unknown(line: int, row: Result) -> str:
    return _(
        "Line %(line)s: column area_code is “%(code)s”; the code of a partnership, a force, a region or a nation was"
        " expected.",
        line=line, code=row.area,
    )  # fmt: skip


@lru_cache(maxsize=16)
def _read(data: bytes, _spoken: str) -> Reading[Result]:
    """In one language: its sentences are kept with it."""
    try:
        return read_results(decoded(data), _parts())
    except NoTable as fault:
        return Reading((), (fault.fault,))


@cache
def _parts() -> dict[str, dict[str, tuple[str, ...]]]:
    questions = yaml.safe_load(QUESTIONS.read_text("utf-8"))["questions"]
    return {
        one["id"]: {answer["id"]: tuple(answer["parts"]) for answer in one["answers"] if answer.get("parts")}
        for one in questions
    }
