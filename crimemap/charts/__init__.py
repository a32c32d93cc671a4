"""Figures as SVG: drawn once for a wide column and once for a phone, so that no text is ever scaled below 16 px.

A chart stands inline in the page and takes its colours and type from the page's style sheet (classes cm-…); the
same figures always give the same bytes.
"""

from crimemap.charts.beside import PLATE_PHONE, PLATE_WIDE, beside_strip
from crimemap.charts.curve import Sketch, curve_chart
from crimemap.charts.drawing import PHONE, WIDE, Drawing
from crimemap.charts.gap import gap_chart
from crimemap.charts.months import MONTHS_SHOWN, month_chart
from crimemap.charts.outcomes import outcome_bars
from crimemap.charts.shares import share_strip, wave_pairs
from crimemap.charts.split import split_bar
from crimemap.charts.strands import strand_chart
from crimemap.charts.strip import span_of, strip
from crimemap.charts.tenths import tenths_strip
from crimemap.charts.types import type_bars
from crimemap.charts.waves import wave_chart
from crimemap.charts.years import year_chart

__all__ = [
    "MONTHS_SHOWN", "PHONE", "PLATE_PHONE", "PLATE_WIDE", "WIDE", "Drawing", "Sketch", "beside_strip",
    "curve_chart", "gap_chart",
    "month_chart", "outcome_bars", "share_strip", "span_of", "split_bar", "strand_chart", "strip", "tenths_strip",
    "type_bars", "wave_chart", "wave_pairs", "year_chart",
]  # fmt: skip
