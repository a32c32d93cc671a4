"""The Crime Survey's open table of perceptions of police and courts, by region, exactly as the file comes.

Source: Office for National Statistics, Crime Survey for England and Wales, open data table "Perceptions: criminal
justice system", Open Government Licence v3.0. Estimates are shares from 0 to 1 with their standard error and unweighted
base. The table gives names of variables and no question, and a year and a quarter: its bases are those of some twelve
months of interviews (the survey asks about 35,000 adults a year), which the table does not say; so no dates are set.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from crimemap.sources.surveys import BadRow, Given, refuse, rows_under
from crimemap.survey import Conduct, Lack, Level, Result
from crimemap.survey.cells import Refused, quoted
from crimemap.terms import Refusal

HEADER: Final = (
    "year", "quarter", "measurement_var", "measurement_level", "measurement_type", "geography", "household_type", "sex",
    "age", "characteristic_var", "characteristic", "estimate", "standard_error", "unweighted_count",
)  # fmt: skip

VARIABLES: Final = {
    "catt2": ("csew-catt2", "agree"), "catt2a": ("csew-catt2", "neither"), "catt2b": ("csew-catt2", "disagree"),
    "cjsovb1dv": ("csew-cjsovb1dv", "confident"), "fairova1dv": ("csew-fairova1dv", "confident"),
    "patt1": ("csew-patt1", "agree"), "patt2": ("csew-patt2", "agree"), "patt3": ("csew-patt3", "agree"),
    "patt5": ("csew-patt5", "agree"), "patt6": ("csew-patt6", "agree"), "patt6b": ("csew-patt6b", "agree"),
    "patt7": ("csew-patt7", "agree"), "ratpol3": ("csew-ratpol3", "good"),
}  # fmt: skip
"""Variable → our question (data/confidence/questions.yaml) and answer; the three of catt2 are answers to one."""

AREAS: Final = {
    "North East": "E12000001", "North West": "E12000002", "Yorkshire and The Humber": "E12000003",
    "East Midlands": "E12000004", "West Midlands": "E12000005", "East of England": "E12000006", "London": "E12000007",
    "South East": "E12000008", "South West": "E12000009", "England": "E92000001", "Wales": "W92000004",
}  # fmt: skip
_ALL: Final = ("England and Wales", "K04000001")

BREAKDOWN: Final = "a breakdown by sex, age or another characteristic, which is not used"
NO_ESTIMATE: Final = "no estimate"

SURVEY: Final = "Crime Survey for England and Wales"
SOURCE: Final = (
    "Office for National Statistics, Crime Survey for England and Wales: open data table of perceptions"
)
URL: Final = (
    "https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/"
    "perceptionscriminaljusticesystemcsewopendatatable"
)
LICENCE: Final = "Open Government Licence v3.0"
_LACKS: Final = frozenset({Lack.WORDING, Lack.MODE, Lack.DATES})
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?(?:[eE]-\d{1,3})?", re.ASCII)
_WHOLE: Final = re.compile(r"(\d{1,9})(?:\.0*)?", re.ASCII)
_YEAR: Final = re.compile(r"(?:19|20)\d{2}", re.ASCII)


@dataclass(slots=True)
class _Reading:
    """What is found on the way down the file."""

    results: list[Result] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    seen: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    set_aside: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)

    def aside(self, reason: str, line: int, row: Mapping[str, str]) -> None:
        self.set_aside[reason] += 1
        what = [
            row[name] for name in ("measurement_var", "sex", "age", "characteristic_var", "characteristic")
        ]
        self.first.setdefault(reason, f"line {line}: {', '.join(filter(None, what))}")


def read_csew(path: Path) -> Given[Result]:
    """All adults aged 16 and over of each region, of England, of Wales and of both; every other row is set aside.

    Raises Refusal for another header and, with the first lines, for an unknown variable or region, a number that is
    none, an estimate that is no share, and the same row twice.
    """
    reading = _Reading()
    for line, row in _rows(path):
        try:
            _take(reading, line, row)
        except BadRow as bad:
            reading.refused.append(bad.at(line))
    refuse(str(path), reading.refused)
    return Given(
        tuple(reading.results), tuple(reading.lines), set_aside=dict(reading.set_aside), first=reading.first
    )  # fmt: skip


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    for line, row in rows_under(path, HEADER):
        if len(row) != len(HEADER):
            raise Refusal(f"{path}, line {line}: {len(row)} columns; {len(HEADER)} were expected.")
        yield line, dict(zip(HEADER, row, strict=True))


def _take(reading: _Reading, line: int, row: Mapping[str, str]) -> None:
    everybody = row["sex"] == "All adults" and row["age"] == "16+" and row["geography"] == _ALL[0]
    if not everybody or row["characteristic_var"] not in {"gor", "Total"}:
        reading.aside(BREAKDOWN, line, row)
        return
    name, area = _area(row)
    wave = _wave(row)
    variable = row["measurement_var"]
    if variable not in VARIABLES:
        raise _wrong(row, "measurement_var", f"one of these was expected: {', '.join(VARIABLES)}")
    first = reading.seen.setdefault((wave, variable, area, row["sex"]), line)
    if first != line:
        raise BadRow("", f"the same variable and region as in line {first} once more; once was expected")
    if not row["estimate"]:
        reading.aside(NO_ESTIMATE, line, row)
        return
    reading.results.append(_result(row, wave, name, area))
    reading.lines.append(line)


def _result(row: Mapping[str, str], wave: str, name: str, area: str) -> Result:
    share = _number(row, "estimate", "a share from 0 to 1 was expected")
    if share > 1:
        raise _wrong(row, "estimate", "a share from 0 to 1 was expected")
    error = _number(row, "standard_error", "a standard error was expected")
    base = _WHOLE.fullmatch(row["unweighted_count"])
    if base is None or int(base[1]) < 1:
        raise _wrong(row, "unweighted_count", "how many answered was expected, a whole number from 1")
    spread = share * (1 - share)
    known = error > 0 and spread > 0
    question, answer = VARIABLES[row["measurement_var"]]
    return Result(
        area=area, place=name, level=Level.REGION if area.startswith("E12") else Level.NATION, survey=SURVEY, wave=wave,
        first=None, last=None, question=question, answer=answer, percent=100 * share, base=int(base[1]),
        effective=spread / error**2 if known else float(base[1]), design_given=known, conduct=Conduct.SURVEY,
        wording="", wording_cy="", mode="", population=f"{row['sex']}, {row['age']}", source=SOURCE, source_url=URL,
        licence=LICENCE, lacks=_LACKS,
    )  # fmt: skip


def _area(row: Mapping[str, str]) -> tuple[str, str]:
    if row["characteristic_var"] == "Total":
        return _ALL
    name = row["characteristic"]
    if name not in AREAS:
        raise _wrong(row, "characteristic", f"one of these was expected: {', '.join(AREAS)}")
    return name, AREAS[name]


def _wave(row: Mapping[str, str]) -> str:
    """As the file has it: what a quarter stands for it does not say."""
    if not _YEAR.fullmatch(row["year"]):
        raise _wrong(row, "year", "a year was expected")
    if row["quarter"] not in {"1", "2", "3", "4"}:
        raise _wrong(row, "quarter", "a quarter from 1 to 4 was expected")
    return f"{row['year']} Q{row['quarter']}"


def _number(row: Mapping[str, str], column: str, expected: str) -> float:
    if not _NUMBER.fullmatch(row[column]):
        raise _wrong(row, column, expected)
    return float(row[column])


def _wrong(row: Mapping[str, str], column: str, expected: str) -> BadRow:
    return BadRow(column, f"column {column} is {quoted(row[column])}; {expected}")
