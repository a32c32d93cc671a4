"""Survey results for the small release: rows with everything said, a partnership's page full of them, and their file.

folder = build_small(tmp_path, results=luton_shaped(), reported=(...))
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Final

from crimemap.release import layout
from crimemap.release.manifest import SurveyFile
from crimemap.release.surveys import INDICATORS, as_row
from crimemap.survey import Conduct, Lack, Level, Reported, Result, Role
from tests.small_places import FORCE_CODE, PARTNERSHIP

HEADLINE: Final = "police-and-council"
STRANDS: Final[Mapping[str, tuple[int, int, int]]] = {
    "asb-noisy-neighbours": (30, 22, 15),
    "asb-teenagers": (70, 60, 55),
    "asb-litter": (62, 51, 37),
    "asb-vandalism": (74, 44, 41),
    "asb-drugs": (81, 52, 46),
    "asb-drunk-rowdy": (67, 30, 36),
    "asb-abandoned-vehicles": (78, 20, 14),
}
"""Luton's table of 2009, very or fairly big problem: 2003, 2006, 2008."""

_BASE: Final = Result(
    area=PARTNERSHIP, place="Tamber Vale", level=Level.PARTNERSHIP, survey="Tamber Vale residents’ survey", wave="2026",
    first=date(2026, 3, 2), last=date(2026, 4, 24), question=HEADLINE, answer="agree", percent=50.0, base=1100,
    effective=1100.0, design_given=True, conduct=Conduct.SURVEY,
    wording="How much would you agree or disagree that the police and local public services are successfully dealing"
    " with anti-social behaviour and crime in your local area?",
    wording_cy="", mode="post and online", population="residents aged 16 and over",
    source="Tamber Vale Community Safety Partnership", source_url="https://tamber.example/survey",
    licence="Open Government Licence v3.0", lacks=frozenset(),
)  # fmt: skip


def result(percent: float, **others: object) -> Result:
    """A row of the headline in Tamber Vale, 2026, asked of 1,100; anything else by name."""
    if "base" in others and "effective" not in others:
        base = others["base"]
        others["effective"] = None if base is None else float(str(base))
    if others.get("wave") and "first" not in others:
        year = int(str(others["wave"])[:4])
        others |= {"first": date(year, 3, 2), "last": date(year, 4, 24)}
    return replace(_BASE, percent=percent, **others)  # type: ignore[arg-type]  # the fields of Result


def full() -> tuple[Result, ...]:
    """Of every kind of question: waves, a rise and a fall, few answers, a poll, and a force of its own."""
    rows = [result(46.0, wave="2025"), result(50.0)]
    for question, answers in {
        "safe-by-day": {"very-safe": 55, "fairly-safe": 33, "fairly-unsafe": 7, "very-unsafe": 3, "dont-know": 2},
        "safe-after-dark": {"very-safe": 15, "fairly-safe": 37, "fairly-unsafe": 30, "very-unsafe": 15, "dont-know": 3},
        "crime-locally": {"better": 5, "same": 39, "worse": 36, "dont-know": 20},
        "problem-burglary": {"big": 47},
        "problem-vehicle-crime": {"big": 45},
        "problem-robbery": {"big": 40},
        "problem-violent-crime": {"big": 31},
        "victim-satisfaction": {"satisfied": 71, "dissatisfied": 20, "dont-know": 9},
        "witness-satisfaction": {"satisfied": 80, "dissatisfied": 15, "dont-know": 5},
        "street-lighting": {"enough": 61},
    }.items():  # fmt: skip
        wording = f"The exact words of {question}?"
        rows += [
            result(float(n), question=question, answer=one, wording=wording) for one, n in answers.items()
        ]
    for question, told in STRANDS.items():
        for wave, n in zip(("2003", "2006", "2008"), told, strict=True):
            rows.append(
                result(float(n), question=question, answer="big", wave=wave, wording=f"{question} here?")
            )
    rows.append(result(70.0, question="witness-satisfaction", answer="satisfied", base=90, wave="2025"))
    for answer, n in (("agree", 97), ("disagree", 3)):
        rows.append(
            result(
                float(n), answer=answer, conduct=Conduct.POLL, survey="Newsletter poll", base=212,
                wording="Are we doing well?", mode="online, open to anybody",
            )
        )  # fmt: skip
    force = result(
        48.0,
        area=FORCE_CODE,
        place="Corvenshire",
        level=Level.FORCE,
        survey="Crime Survey for England and Wales",
    )
    return (*rows, force)


def bare() -> tuple[Result, ...]:
    """As MOPAC's file has it: no base, no wording, no mode."""
    lacks = frozenset({Lack.BASE, Lack.WORDING, Lack.MODE})
    return tuple(
        result(
            percent, question="mopac-good-job", wave=wave, base=None, design_given=False, wording="", mode="",
            survey="Public Attitude Survey", lacks=lacks,
        )
        for wave, percent in (("2022", 51.0), ("2023", 49.0))
    )  # fmt: skip


def target(percent: float, by: date, **others: object) -> Reported:
    """The target of the headline in Tamber Vale."""
    row = Reported(
        "ni-21", PARTNERSHIP, Role.TARGET, percent, date(2025, 4, 1), by, "%", None, None, None,
        "Tamber Vale local area agreement", "https://tamber.example/laa", "Open Government Licence v3.0",
    )  # fmt: skip
    return replace(row, **others)  # type: ignore[arg-type]  # the fields of Reported


def write_surveys(folder: Path, results: Iterable[Result], reported: Iterable[Reported]) -> None:
    """surveys.sqlite of a release, if there is anything to write."""
    rows = {"results": (Result, [*results]), "reported": (Reported, [*reported])}
    if not any(found for _, found in rows.values()):
        return
    connection = sqlite3.connect(folder / layout.SURVEYS)
    connection.executescript(layout.SURVEYS_SCHEMA)
    for table, (kind, found) in rows.items():
        columns = [field.name for field in fields(kind)]
        marks = ", ".join("?" * len(columns))
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # names of our own
            [as_row(one) for one in found],
        )
    connection.commit()
    connection.close()


def accounts(folder: Path) -> tuple[SurveyFile, ...]:
    """What a manifest says of surveys.sqlite: one file of results and one of indicators, where there are any."""
    if not (folder / layout.SURVEYS).is_file():
        return ()
    connection = sqlite3.connect(folder / layout.SURVEYS)
    files = (("survey.csv", "crimemap", "results"), ("indicators.csv", INDICATORS, "reported"))
    many = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for *_, table in files}
    connection.close()
    return tuple(
        SurveyFile(file=name, format=kind, rows_in=many[table], results=many[table])
        for name, kind, table in files
        if many[table]
    )
