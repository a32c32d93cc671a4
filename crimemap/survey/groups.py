"""What one row cannot know of another: the same answer twice, answers that contradict, more than everybody (S1, S7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Final

from crimemap.language import gettext as _
from crimemap.survey.areas import is_narrow, is_wider, level_of
from crimemap.survey.cells import Cells, Refused
from crimemap.survey.reported import Reported
from crimemap.survey.result import AGREE, too_wide
from crimemap.survey.rows import Level, Result

Parts = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Question → answer → the finer answers that make it up."""
NO_PARTS: Final[Parts] = MappingProxyType({})

_OWN: Final = frozenset({"answer", "percent"})
_COLUMNS: Final = {
    "area": "area_code", "place": "area_name", "first": "first_day", "last": "last_day", "effective": "effective_base",
    "design_given": "design_effect", "conduct": "kind", "lacks": "not_given",
}  # fmt: skip
_SHARED: Final = tuple(field.name for field in fields(Result) if field.name not in _OWN)

Numbered = tuple[int, Result]


def below(cells: Cells) -> Refused | None:
    """The refusal of a row of an area below a partnership, as far as its code tells."""
    return narrow(cells.line, cells["area_code"]) if is_narrow(cells["area_code"]) else None


def narrow(line: int, code: str) -> Refused:
    """The sentence for an area below a partnership (rule S7)."""
    said = _(
        "Line %(line)s: area_code is %(code)s, an area below a partnership; a partnership, a force, a region or a"
        " nation was expected, since no survey here is sampled for anything smaller.",
        line=line, code=code,
    )  # fmt: skip
    return Refused(line, "area_code", said)


def wide_level(code: str) -> Level | None:
    """Of a region or a nation what it is: those are areas of every release."""
    level = level_of(code)
    return level if level in {Level.NATION, Level.REGION} else None


def wider(line: int, row: Result | Reported, area: Level) -> Refused | None:
    """The refusal of a result whose survey was sampled for more than its area; reported figures have no level."""
    if isinstance(row, Reported) or not is_wider(row.level, area):
        return None
    return Refused(
        line, "level", _("Line %(line)s: %(said)s.", line=line, said=too_wide(row.area, row.level, area))
    )


def once(found: Sequence[tuple[int, Reported]]) -> tuple[list[tuple[int, Reported]], list[Refused]]:
    """Each figure of an indicator, area, role and last day once; those that come again are refused."""
    kept: list[tuple[int, Reported]] = []
    refused: list[Refused] = []
    seen: dict[Hashable, int] = {}
    for line, row in found:
        first = seen.setdefault((row.indicator, row.area, row.role, row.last), line)
        if first == line:
            kept.append((line, row))
        else:
            refused.append(_again(line, first))
    return kept, refused


def checked(found: Sequence[Numbered], parts: Parts) -> tuple[list[Numbered], list[Refused]]:
    """The results whose question, wave and area hold together; of the others one refusal each."""
    asked: dict[Hashable, list[Numbered]] = defaultdict(list)
    for line, row in found:
        asked[row.asking].append((line, row))
    refused = [
        fault for rows in asked.values() if (fault := _fault(rows, parts.get(rows[0][1].question, {})))
    ]
    bad = {fault.line for fault in refused}
    broken = {
        id(row) for rows in asked.values() if bad & {line for line, _row in rows} for _line, row in rows
    }
    return [(line, row) for line, row in found if id(row) not in broken], refused


def _fault(rows: Sequence[Numbered], parts: Mapping[str, tuple[str, ...]]) -> Refused | None:
    first_line, first = rows[0]
    seen = {first.answer: first_line}
    for line, row in rows[1:]:
        if (before := seen.setdefault(row.answer, line)) != line:
            return _again(line, before)
        for name in _SHARED:
            if getattr(row, name) != getattr(first, name):
                column = _COLUMNS.get(name, name)
                said = _(
                    "Line %(line)s: %(column)s is not what it is in line %(first)s; the answers to one question in one"
                    " wave and area were expected to share it.",
                    line=line, column=column, first=first_line,
                )  # fmt: skip
                return Refused(line, column, said)
    return _too_many(rows, parts) or _no_sum(rows, parts)


def _again(line: int, first: int) -> Refused:
    said = _(
        "Line %(line)s: the same as in line %(first)s once more; once was expected.", line=line, first=first
    )
    return Refused(line, "", said)


def _too_many(rows: Sequence[Numbered], parts: Mapping[str, tuple[str, ...]]) -> Refused | None:
    """Answers together above 100 and what rounding may add: half of a whole point each."""
    given = {row.answer for _line, row in rows}
    made_up = {answer for answer in given if set(parts.get(answer, ())) & given}
    counted = [row.percent for _line, row in rows if row.answer not in made_up and row.is_told]
    total = sum(counted)
    if total <= 100 + _rounding(counted) + 1e-9:
        return None
    line = rows[-1][0]
    said = _(
        "Line %(line)s: with this row the answers to this question in this wave and area add up to %(total)s per cent;"
        " at most 100 was expected.",
        line=line, total=f"{total:.1f}",
    )  # fmt: skip
    return Refused(line, "percentage", said)


def _no_sum(rows: Sequence[Numbered], parts: Mapping[str, tuple[str, ...]]) -> Refused | None:
    """An answer that is not what its finer answers add up to, where all of them are there."""
    given = {row.answer: row.percent for _line, row in rows if row.is_told}
    for line, row in (numbered for numbered in rows if numbered[1].is_told):
        finer = [given.get(part) for part in parts.get(row.answer, ())]
        known = [one for one in finer if one is not None]
        if not known or len(known) != len(finer):
            continue
        if abs(sum(known) - row.percent) > _rounding([*known, row.percent]) + 1e-9:
            said = _(
                "Line %(line)s: %(answer)s is %(percent)s per cent, but its finer answers add up to %(total)s; the same"
                " was expected.",
                line=line, answer=row.answer, percent=f"{row.percent:g}", total=f"{sum(known):g}",
            )  # fmt: skip
            return Refused(line, "percentage", said)
    return None


def _rounding(percents: Iterable[float]) -> float:
    """What rounding may add up to: half of the last place that any of them is given in, for each."""
    known = list(percents)
    whole = all(float(one).is_integer() for one in known)
    return len(known) * (AGREE if whole else AGREE / 10)
