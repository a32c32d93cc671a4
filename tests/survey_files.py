"""Files of survey results as a spreadsheet saves them: our own format, one row an answer."""

from __future__ import annotations

import csv
import io

from crimemap.survey.columns import RESULTS
from tests.small_places import PARTNERSHIP

TELLTALE = "47.306"
"""A figure that stands nowhere else in any test."""

ROW = {
    "area_code": PARTNERSHIP, "area_name": "Tamber Vale", "level": "partnership",
    "survey": "Tamber Vale residents’ survey",
    "wave": "2026 autumn", "first_day": "2026-09-01", "last_day": "2026-10-16", "mode": "telephone",
    "population": "residents aged 16 and over", "question": "police-and-council",
    "wording": "Do you agree that the police and council deal with what matters here?", "wording_cy": "",
    "answer": "agree", "percentage": TELLTALE, "count": "", "base": "1100", "design_effect": "1.2",
    "effective_base": "", "source": "Tamber Vale Community Safety Partnership",
    "source_url": "https://tamber.example/survey", "licence": "Open Government Licence v3.0", "kind": "survey",
    "not_given": "",
}  # fmt: skip


def survey_csv(*rows: dict[str, str]) -> bytes:
    """Each of `rows` says what is other than in ROW; none: one row."""
    made = io.StringIO()
    writer = csv.DictWriter(made, [column.name for column in RESULTS], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows or ({},))
    return ("\ufeff" + made.getvalue()).encode()


def whole_wave() -> bytes:
    """What an officer exports: the headline in three answers, and how safe people feel."""
    return survey_csv(
        {},
        {"answer": "neither", "percentage": "30.1"},
        {"answer": "disagree", "percentage": "22.6"},
        {"question": "safe-by-day", "wording": "How safe outside by day?", "answer": "safe", "percentage": "88.4"},
        {"question": "safe-after-dark", "wording": "How safe after dark?", "answer": "safe", "percentage": "51.8"},
    )  # fmt: skip
