"""Figures as sentences: number, place, period, compared with, both counts; rises and falls in the same words.

Everything goes through gettext. Nothing here is HTML; a Sentence knows which of its words carry the finding.
"""

from crimemap.words.alarm import ALARM_WORDS, alarming
from crimemap.words.changes import beside, lead, trend
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
from crimemap.words.quality import Fact, coverage, facts, freshness, marks
from crimemap.words.sentence import Segment, Sentence
from crimemap.words.summary import map_summary

__all__ = [
    "ALARM_WORDS", "Fact", "Segment", "Sentence", "alarming", "beside", "coverage", "crime_type", "difference",
    "facts", "figure", "freshness", "kind", "kinds", "lead", "map_point", "map_summary", "marks", "month_list",
    "reason", "reason_why", "status", "trend",
]  # fmt: skip
