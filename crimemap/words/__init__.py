"""Figures as sentences: number, place, period, compared with, both counts; rises and falls in the same words.

Everything goes through gettext. Nothing here is HTML; a Sentence knows which of its words carry the finding. Subjects
that templates read by their module's name (words.gap.…) are imported here so that they are there.
"""

from crimemap.words import comparison, concentration, confidence, confidence_charts, deprivation, gap
from crimemap.words.alarm import ALARM_WORDS, alarming
from crimemap.words.changes import beside, lead
from crimemap.words.labels import (
    crime_type,
    difference,
    figure,
    kind,
    kinds,
    map_point,
    month_list,
    reason,
    reason_why,
    status,
)
from crimemap.words.national import claim, millions, national_lead, national_short, national_year, stretches
from crimemap.words.outcomes import (
    outcome,
    outcomes_lead,
    outcomes_notes,
    outcomes_recorded_by,
    outcomes_title,
    share,
    whole,
)
from crimemap.words.quality import Fact, coverage, facts, freshness, marks
from crimemap.words.rates import (
    class_labels,
    per,
    rate,
    rate_beside,
    rate_explained,
    rate_interval,
    rate_lead,
    rate_notes,
    rate_title,
    visitors,
    why_no_rate,
)
from crimemap.words.sentence import Segment, Sentence
from crimemap.words.summary import map_summary
from crimemap.words.team import (
    at_work,
    called,
    clocks_change,
    contact_kind,
    hour_said,
    hours_said,
    is_vacant,
    no_priorities,
    team_names,
)
from crimemap.words.trends import (
    continuous,
    latest_month,
    together,
    trend,
    year_figure,
    year_name,
    years_told,
)
from crimemap.words.verdicts import is_clear, verdict, verdict_note, verdict_sentence

__all__ = [
    "ALARM_WORDS", "Fact", "Segment", "Sentence", "alarming", "at_work", "beside", "called", "claim", "class_labels",
    "clocks_change", "comparison", "concentration", "confidence", "confidence_charts", "contact_kind", "continuous",
    "coverage", "crime_type", "deprivation", "difference", "facts", "figure", "freshness", "gap", "hour_said",
    "hours_said", "is_clear", "is_vacant", "kind", "kinds", "latest_month", "lead", "map_point", "map_summary",
    "marks", "millions", "month_list", "national_lead", "national_short",
    "national_year", "no_priorities", "outcome", "outcomes_lead", "outcomes_notes", "outcomes_recorded_by",
    "outcomes_title", "per",
    "rate", "rate_beside", "rate_explained", "rate_interval", "rate_lead", "rate_notes", "rate_title", "reason",
    "reason_why", "share", "status", "stretches", "team_names", "together", "trend", "verdict", "verdict_note",
    "verdict_sentence", "visitors", "whole", "why_no_rate", "year_figure", "year_name", "years_told",
]  # fmt: skip
