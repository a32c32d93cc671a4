"""One row of survey results: from its cells to a Result, or the sentence that says why not (rules S1, S2, S7)."""

from __future__ import annotations

import re
from datetime import date
from math import nan
from typing import Final

from crimemap.language import gettext as _
from crimemap.survey.areas import is_wider, level_of
from crimemap.survey.cells import LONGEST_WORDING, YEARS, Cells
from crimemap.survey.rows import LEAST_BASE, Conduct, Lack, Level, Result

AGREE: Final = 0.5
"""Percentage points by which two ways of giving the same figure may differ. [choose]"""
DESIGNS: Final = (0.2, 20.0)
"""Design effects of real surveys lie well within these. [choose]"""
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)


def result_of(cells: Cells) -> Result:
    """Raises BadCell: one sentence."""
    lacks = _lacks(cells)
    base = cells.whole("base", least=1, expected=_("how many answered was expected, a whole number from 1"))
    _said_or_given(cells, lacks, Lack.BASE, "base")
    first, last = _days(cells, lacks)
    percent = _percent(cells, base)
    effective, design_given = _effective(cells, base)
    area = cells.text("area_code")
    level = cells.choice("level", Level)
    known = level_of(area)
    if known is not None and is_wider(level, known):
        raise cells.wrong("level", too_wide(area, level, known))
    return Result(
        area=area,
        place=cells.text("area_name", needed=False),
        level=level,
        survey=cells.text("survey"),
        wave=cells.text("wave"),
        first=first,
        last=last,
        question=cells.slug("question"),
        answer=cells.slug("answer"),
        percent=percent,
        base=base,
        effective=effective,
        design_given=design_given,
        conduct=cells.choice("kind", Conduct) if cells["kind"] else Conduct.SURVEY,
        wording=_wording(cells, lacks),
        wording_cy=cells.text("wording_cy", most=LONGEST_WORDING, needed=False),
        mode=_mode(cells, lacks),
        population=cells.text("population", needed=False),
        source=cells.text("source"),
        source_url=cells.address("source_url"),
        licence=cells.text("licence"),
        lacks=lacks,
    )


def too_wide(code: str, level: Level, area: Level) -> str:
    """That a survey was sampled for more than the area (rule S7): the sentence without its line."""
    return _(
        "the survey was sampled for the level %(level)s and %(code)s is a %(area)s; a level no wider than the area was"
        " expected",
        level=level.value, code=code, area=area.value,
    )  # fmt: skip


def _lacks(cells: Cells) -> frozenset[Lack]:
    try:
        return frozenset(Lack(name.lower()) for name in cells["not_given"].split())
    except ValueError:
        names = ", ".join(lack.value for lack in Lack)
        raise cells.bad(
            "not_given", _("of these those that the publisher does not give were expected: %(names)s", names=names)
        ) from None  # fmt: skip


def _said_or_given(cells: Cells, lacks: frozenset[Lack], lack: Lack, *columns: str) -> None:
    """What a figure must carry is given, or named as not given (rule S1); not both. Raises BadCell."""
    for column in columns:
        if lack in lacks and cells[column]:
            raise cells.bad(
                column, _("nothing was expected, since not_given names %(lack)s", lack=lack.value)
            )
        if lack not in lacks and not cells[column]:
            raise cells.bad(
                column,
                _("it was expected to be filled in, or not_given to name %(lack)s", lack=lack.value),
            )


def _wording(cells: Cells, lacks: frozenset[Lack]) -> str:
    _said_or_given(cells, lacks, Lack.WORDING, "wording")
    return cells.text("wording", most=LONGEST_WORDING, needed=False)


def _mode(cells: Cells, lacks: frozenset[Lack]) -> str:
    _said_or_given(cells, lacks, Lack.MODE, "mode")
    return cells.text("mode", needed=False)


def _days(cells: Cells, lacks: frozenset[Lack]) -> tuple[date | None, date | None]:
    """Both days; where the publisher does not give the dates, neither, or the last alone."""
    first, last = cells.days("first_day", "last_day")
    if Lack.DATES not in lacks:
        _said_or_given(cells, lacks, Lack.DATES, "first_day", "last_day")
        return first, last
    if first is not None:
        raise cells.bad("first_day", _("nothing was expected, since not_given names dates"))
    year = _YEAR.search(cells["wave"])
    if last is None and (year is None or not YEARS[0] <= int(year[0]) <= YEARS[1]):
        raise cells.bad("wave", _("a year was expected in it, since not_given names dates"))
    return None, last


def _percent(cells: Cells, base: int | None) -> float:
    """The percentage as given, else from the count; where both are there they agree. Raises BadCell.

    NaN where neither is and fewer than LEAST_BASE answered: that they were asked is told, and no figure.
    """
    expected = _("a number from 0 to 100 without a sign was expected, like 49.6")
    percent = cells.number("percentage", expected)
    if percent is not None and (not 0 <= percent <= 100 or cells["percentage"][0] in "+-"):
        raise cells.bad("percentage", expected)
    count = cells.whole(
        "count", least=0, expected=_("how many gave this answer was expected, a whole number")
    )
    if count is None:
        if percent is None and base is not None and base < LEAST_BASE:
            return nan
        if percent is None:
            raise cells.bad("percentage", _("a percentage, or a count with its base, was expected"))
        return percent
    if base is None or count > base:
        raise cells.bad("count", _("a count no larger than the base, and the base with it, was expected"))
    of_count = 100 * count / base
    if percent is not None and abs(percent - of_count) > AGREE + 1e-9:
        raise cells.wrong(
            "percentage",
            _(
                "percentage is %(percent)s, but count %(count)s of base %(base)s is %(of_count)s; the two were expected"
                " to agree to half a point",
                percent=cells["percentage"], count=count, base=base, of_count=f"{of_count:.1f}",
            ),
        )  # fmt: skip
    return of_count if percent is None else percent


def _effective(cells: Cells, base: int | None) -> tuple[float | None, bool]:
    """How many answers it is worth, and whether the publisher says so. Raises BadCell."""
    low, high = DESIGNS
    design_expected = _("a design effect from %(low)s to %(high)s was expected, like 1.3", low=low, high=high)
    design = cells.number("design_effect", design_expected)
    if design is not None and not low <= design <= high:
        raise cells.bad("design_effect", design_expected)
    effective_expected = _("an effective number of answers above 0 that fits the base was expected")
    effective = cells.number("effective_base", effective_expected)
    if base is None:
        given = [name for name in ("design_effect", "effective_base") if cells[name]]
        if given:
            raise cells.bad(given[0], _("nothing was expected, since no base is given"))
        return None, False
    if effective is not None and not base / high <= effective <= base / low:
        raise cells.bad("effective_base", effective_expected)
    if (
        design is not None
        and effective is not None
        and abs(base / design - effective) > max(1.0, effective / 50)
    ):
        raise cells.bad("effective_base", _("the base divided by the design effect was expected"))
    if effective is None:
        effective = float(base) if design is None else base / design
        return effective, design is not None
    return effective, True
