"""Rows of our own two formats that are right as they stand, and files of them with one thing changed."""

from __future__ import annotations

import csv
import io

from crimemap.survey.reading import read_results

ROW = {
    "area_code": "E22900001", "area_name": "Tamber Vale", "level": "partnership", "survey": "residents", "wave": "2026",
    "first_day": "2026-05-04", "last_day": "2026-06-26", "mode": "telephone", "population": "adults",
    "question": "police-and-council", "wording": "How much do you agree?", "wording_cy": "", "answer": "agree",
    "percentage": "50", "count": "", "base": "1100", "design_effect": "", "effective_base": "",
    "source": "Residents’ survey", "source_url": "https://survey.example/", "licence": "OGL v3.0", "kind": "",
    "not_given": "",
}  # fmt: skip
FIGURE = {
    "indicator": "ni-16", "area_code": "E22900001", "role": "change", "value": "-17.0", "unit": "% change",
    "first_day": "2025-04-01", "last_day": "2026-03-31", "lower": "", "upper": "", "base": "", "source": "Book",
    "source_url": "", "licence": "OGL v3.0", "before": "1843", "now": "1530", "before_first_day": "2024-04-01",
    "before_last_day": "2025-03-31",
}  # fmt: skip
PLAIN = {"role": "value", "value": "14.2", "unit": "%"} | dict.fromkeys(list(FIGURE)[-4:], "")
"""What turns FIGURE into a plain value."""
PARTS = {"police-and-council": {"agree": ("strongly-agree", "tend-to-agree")}}


def table(*rows: dict[str, str], drop: str = "") -> str:
    made = io.StringIO()
    names = [name for name in rows[0] if name != drop]
    writer = csv.DictWriter(made, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def results(*changes: dict[str, str]) -> str:
    return table(*(ROW | change for change in changes))


def refused(text: str) -> list[str]:
    return [one.said for one in read_results(text).refused]


def only_refusal(**cells: str) -> str:
    reading = read_results(results(cells))
    assert reading.results == ()
    assert len(reading.refused) == 1, reading.refused
    assert reading.refused[0].line == 2
    return reading.refused[0].said
