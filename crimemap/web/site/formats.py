"""The two formats in which survey results and indicators come in, as their pages and templates show them.

Everything is read off the table that the reader reads by (crimemap.survey.columns): the page cannot promise what the
reader refuses.
"""

from __future__ import annotations

from dataclasses import dataclass

from crimemap import survey
from crimemap.language import gettext as _
from crimemap.measures.confidence import Question, questions
from crimemap.survey.columns import REPORTED, RESULTS, Column, template
from crimemap.survey.reported import Role


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its columns in the order of its template."""

    anchor: str
    title: str
    lead: str
    columns: tuple[Column, ...]
    file: str
    endpoint: str


def formats() -> tuple[Format, ...]:
    """Both formats, survey results first."""
    return (
        Format(
            "results", _("Survey results"),
            _("One row for each area, wave, question and answer."),
            RESULTS, "survey-template.csv", "survey_template",
        ),
        Format(
            "indicators", _("Indicators"),
            _(
                "One row for each indicator and area, and for what is reported of it: its value, the baseline, the"
                " target, or a change with its sign and the two counts that give it."
            ),
            REPORTED, "indicators-template.csv", "indicators_template",
        ),
    )  # fmt: skip


def asked() -> list[Question]:
    """The questions that have a place on a page, with their answers, in the order of their file."""
    return [*questions().values()]


def words_used() -> list[tuple[str, str]]:
    """Columns that hold one of a few words, and those words."""
    return [
        ("level", _words(survey.Level)),
        ("kind", _words(survey.Conduct)),
        ("not_given", _words(survey.Lack)),
        ("role", _words(Role)),
    ]


def _words(kind: type[survey.Level | survey.Conduct | survey.Lack | Role]) -> str:
    return ", ".join(kind)


def file(columns: tuple[Column, ...]) -> bytes:
    """A template, UTF-8 with the mark that Excel needs."""
    return template(columns).encode("utf-8-sig")
