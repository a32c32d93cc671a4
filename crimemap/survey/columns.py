"""The columns of our own two formats, once: the readers, the templates and the page that documents them use this table.

Texts are said when they are shown, in the language of that page.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Final

from crimemap.language import later as _


@dataclass(frozen=True, slots=True)
class Column:
    """`means`: what it holds and how it is written. `needed`: the header must have it; of the others an absent one is
    the same as an empty one. `examples`: what the template's two rows hold."""

    name: str
    means: str
    examples: tuple[str, str]
    needed: bool = True


_WORDING: Final = (
    "How much do you agree or disagree that the police and council are dealing with the crime and anti-social"
    " behaviour that matter in this area?"
)
_SOURCE: Final = ("Example residents’ survey 2026 (invented)", "https://survey.example/2026", "OGL v3.0")

RESULTS: Final = (
    Column(
        "area_code",
        _(
            "The publisher’s code of the area, such as E22000001: a partnership, a police force, a region or"
            " a nation. Nothing smaller."
        ),
        ("E22900001", "E22900001"),
    ),
    Column(
        "area_name",
        _("The area’s name as the publisher writes it."),
        ("Tamber Vale", "Tamber Vale"), needed=False,
    ),
    Column(
        "level",
        _(
            "What the survey was sampled for: nation, region, force or partnership. It may not be wider than"
            " the area: a survey of a whole force says nothing of one partnership."
        ),
        ("partnership", "partnership"),
    ),
    Column(
        "survey",
        _("The name of the survey. Waves of different surveys are never joined."),
        ("example-residents", "example-residents"),
    ),
    Column(
        "wave",
        _(
            "The name of this round of the survey, such as 2026 or 2026 spring. Where no dates are given it"
            " must have the year in it."
        ),
        ("2026", "2026"),
    ),
    Column("first_day", _("The first day on which people were asked, as 2026-05-04."), ("2026-05-04", "2026-05-04")),
    Column("last_day", _("The last day on which people were asked, as 2026-06-26."), ("2026-06-26", "2026-06-26")),
    Column("mode", _("How people were asked: face to face, telephone, on paper, online."), ("telephone", "telephone")),
    Column(
        "population",
        _("Who could be asked, such as adults aged 16 and over."),
        ("adults aged 16 and over", "adults aged 16 and over"), needed=False,
    ),
    Column(
        "question",
        _(
            "The question’s id: small letters, figures and hyphens. Those that have a place on a page are"
            " listed below."
        ),
        ("police-and-council", "police-and-council"),
    ),
    Column("wording", _("The question exactly as it was put."), (_WORDING, _WORDING)),
    Column("wording_cy", _("The question exactly as it was put in Welsh, where it was."), ("", ""), needed=False),
    Column("answer", _("The answer’s id: one row for each answer."), ("agree", "disagree")),
    Column(
        "percentage",
        _(
            "How many in a hundred gave this answer, from 0 to 100: 50 or 49.6, or with a decimal comma in"
            " quotes. Empty where the count is given, and where fewer than 100 people answered."
        ),
        ("50", ""),
    ),
    Column(
        "count",
        _("How many people gave this answer. Where the percentage is given too, the two must agree to half a point."),
        ("", "308"), needed=False,
    ),
    Column("base", _("How many people answered the question, not weighted: a whole number."), ("1100", "1100")),
    Column(
        "design_effect",
        _("By how much the sample’s design widens the uncertainty, such as 1.3. Empty where nobody gives it."),
        ("1.2", "1.2"), needed=False,
    ),
    Column(
        "effective_base",
        _("Instead of the design effect: the size of a simple random sample that would be as sure."),
        ("", ""), needed=False,
    ),
    Column("source", _("Who published it, and as what."), (_SOURCE[0], _SOURCE[0])),
    Column(
        "source_url",
        _("Where it was published: an address that begins with https:// or http://."),
        (_SOURCE[1], _SOURCE[1]), needed=False,
    ),
    Column("licence", _("The terms under which it may be published again."), (_SOURCE[2], _SOURCE[2])),
    Column(
        "kind",
        _(
            "survey, where the publisher drew a sample; poll, where anybody could answer. Empty means survey."
            " The two are never shown together."
        ),
        ("survey", "survey"), needed=False,
    ),
    Column(
        "not_given",
        _(
            "What the publisher does not give, of base, wording, dates and mode, with spaces between. Our"
            " pages then say so. Whatever is not named here must be filled in."
        ),
        ("", ""), needed=False,
    ),
)  # fmt: skip
"""One row for each area, wave, question and answer."""

_PLAN: Final = ("Example performance book (invented)", "https://survey.example/book", "OGL v3.0")

REPORTED: Final = (
    Column("indicator", _("The indicator’s id, such as ni-21 or challenge-index."), ("ni-21", "ni-16")),
    Column("area_code", RESULTS[0].means, ("E22900001", "E22900001")),
    Column("role", _("value, baseline, target or change."), ("target", "change")),
    Column("value", _("The figure. A change is in per cent and has its sign: +4.5 or -17.0."), ("55", "-17.0")),
    Column("unit", _("What it is counted in, such as % or per 1,000 residents."), ("%", "% change")),
    Column("first_day", _("The first day that it covers, as 2026-04-01."), ("2027-03-31", "2025-04-01")),
    Column("last_day", _("The last day that it covers. Of a target: the day by which."), ("2027-03-31", "2026-03-31")),
    Column(
        "lower",
        _("The lower end of the publisher’s own 95 per cent interval, where it gives one."),
        ("", ""), needed=False,
    ),
    Column("upper", _("The upper end of it."), ("", ""), needed=False),
    Column("base", _("How many people or events it rests on, where that is given."), ("", ""), needed=False),
    Column("source", RESULTS[18].means, (_PLAN[0], _PLAN[0])),
    Column("source_url", RESULTS[19].means, (_PLAN[1], _PLAN[1]), needed=False),
    Column("licence", RESULTS[20].means, (_PLAN[2], _PLAN[2])),
    Column("before", _("Of a change: how many in the earlier period."), ("", "1843"), needed=False),
    Column("now", _("Of a change: how many in the later one."), ("", "1530"), needed=False),
    Column(
        "before_first_day",
        _("Of a change: the first day of the earlier period."),
        ("", "2024-04-01"), needed=False,
    ),
    Column("before_last_day", _("Of a change: the last day of the earlier period."), ("", "2025-03-31"), needed=False),
)  # fmt: skip
"""One row for each indicator, area and what is reported of it."""


def template(columns: tuple[Column, ...]) -> str:
    """A CSV with the header and the two rows of examples, which the reader takes as they are. Lines end in CRLF."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([column.examples[n] for column in columns] for n in (0, 1))
    return made.getvalue()
