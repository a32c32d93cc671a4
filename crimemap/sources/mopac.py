"""MOPAC's Public Attitude Survey by London borough, exactly as the file comes.

Source: Mayor's Office for Policing and Crime, London Datastore, Open Government Licence v3.0. One row a quarter,
borough and measure: the borough's proportion and, again in every row, that of the whole Metropolitan Police. The file
has decimal commas, days as D/M/YYYY, columns without a name, and no number of answers, wording or mode; its date is the
last day of a quarter, and over which months people were asked it does not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from crimemap.sources.surveys import BadRow, Given, refuse, rows_under
from crimemap.survey import Conduct, Lack, Level, Result
from crimemap.survey.cells import Refused, quoted
from crimemap.terms import FORCES

HEADER: Final = ("Date", "Survey", "Borough", "Measure", "Proportion", "MPS")
MEASURES: Final = {
    '"Good Job" local': "mopac-good-job",
    "Contact ward officer": "mopac-contact-officer",
    "Informed local": "mopac-informed",
    "Listen to concerns": "mopac-listen",
    "Relied on to be there": "mopac-relied-on",
    "Treat everyone fairly": "mopac-fair",
    "Understand issues": "mopac-understand",
    "Trust MPS": "mopac-trust",
}
"""The file's measure → our question (data/confidence/questions.yaml)."""

SURVEY: Final = "MOPAC Public Attitude Survey"
SOURCE: Final = "Mayor’s Office for Policing and Crime (MOPAC), Public Attitude Survey by borough"
URL: Final = "https://data.london.gov.uk/dataset/mopac-surveys"
LICENCE: Final = "Open Government Licence v3.0"
_SHORT: Final = "PAS"
_WHOLE: Final = FORCES["metropolitan"]
_LACKS: Final = frozenset(Lack)
_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_SHARE: Final = re.compile(r"[01](?:[.,]\d{1,6})?", re.ASCII)
_QUARTER_ENDS: Final = (3, 6, 9, 12)


@dataclass(slots=True)
class _Reading:
    """What is found on the way down the file."""

    results: list[Result] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    whole: dict[tuple[date, str], tuple[int, Result]] = field(default_factory=dict)
    seen: dict[tuple[date, str, str], int] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)


def read_mopac(path: Path) -> Given[Result]:
    """A borough's result a row, without an area yet (`place` is the borough as written); `further`: the whole force's,
    once a quarter and measure.

    Raises Refusal for another header and, with the first lines, for an unknown measure, a number that is none or not
    from 0 to 1, a day that ends no quarter, the same row twice, and figures of the whole force that disagree.
    """
    reading = _Reading()
    for line, row in rows_under(path, HEADER):
        try:
            _take(reading, line, row)
        except BadRow as bad:
            reading.refused.append(bad.at(line))
    refuse(str(path), reading.refused)
    return Given(
        tuple(reading.results), tuple(reading.lines), tuple(reading.whole.values()), notes=tuple(reading.stray)
    )  # fmt: skip


def _take(reading: _Reading, line: int, row: Sequence[str]) -> None:
    if len(row) < len(HEADER):
        raise BadRow("", f"{len(row)} columns; at least {len(HEADER)} were expected")
    day, question = _day(row[0]), _question(row[1], row[3])
    borough = row[2]
    if not borough:
        raise BadRow("Borough", "column Borough is empty; a borough was expected")
    share, whole = _share("Proportion", row[4]), _share("MPS", row[5])
    first = reading.seen.setdefault((day, borough.casefold(), question), line)
    if first != line:
        raise BadRow("", f"the same day, borough and measure as in line {first} once more; once was expected")
    before, known = reading.whole.setdefault((day, question), (line, _whole(day, question, whole)))
    if known.percent != whole:
        raise BadRow(
            "MPS",
            f"column MPS is {quoted(row[5])} and in line {before} another of the same day and measure; "
            "one figure of the whole force was expected",
        )
    if stray := [value for value in row[len(HEADER) :] if value]:
        shown = " and ".join(quoted(value) for value in stray)
        reading.stray.append(f"line {line}: {shown} in columns without a name: not read")
    reading.results.append(_result(day, question, share, area="", place=borough, level=Level.PARTNERSHIP))
    reading.lines.append(line)


def _day(text: str) -> date:
    expected = "the last day of a quarter was expected, as 31/12/2014"
    found = _DAY.fullmatch(text)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        day = None
    if day is None or day.month not in _QUARTER_ENDS or (day + timedelta(days=1)).month == day.month:
        raise BadRow("Date", f"column Date is {quoted(text)}; {expected}")
    return day


def _question(survey: str, measure: str) -> str:
    if survey != _SHORT:
        raise BadRow("Survey", f"column Survey is {quoted(survey)}; {_SHORT} was expected")
    if measure not in MEASURES:
        raise BadRow(
            "Measure",
            f"column Measure is {quoted(measure)}; one of these was expected: {', '.join(MEASURES)}",
        )
    return MEASURES[measure]


def _share(column: str, text: str) -> float:
    """Percent, from a proportion with a decimal comma."""
    value = Decimal(text.replace(",", ".")) if _SHARE.fullmatch(text) else None
    if value is None or value > 1:
        raise BadRow(column, f"column {column} is {quoted(text)}; a number from 0 to 1 was expected, as 0,56")
    return float(value * 100)


def _whole(day: date, question: str, percent: float) -> Result:
    return _result(day, question, percent, area=_WHOLE.code, place=_WHOLE.name, level=Level.FORCE)


def _result(day: date, question: str, percent: float, *, area: str, place: str, level: Level) -> Result:
    return Result(
        area=area, place=place, level=level, survey=SURVEY, wave=f"{day.year} Q{day.month // 3}", first=None, last=day,
        question=question, answer="agree", percent=percent, base=None, effective=None, design_given=False,
        conduct=Conduct.SURVEY, wording="", wording_cy="", mode="", population="", source=SOURCE, source_url=URL,
        licence=LICENCE, lacks=_LACKS,
    )  # fmt: skip
