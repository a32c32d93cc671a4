"""Figures as SVG: drawn once for a wide column and once for a phone, so that no text is ever scaled below 16 px.

A chart stands inline in the page and takes its colours and type from the page's style sheet (classes cm-…); the
same figures always give the same bytes.
"""

from crimemap.charts.drawing import PHONE, WIDE, Drawing
from crimemap.charts.months import MONTHS_SHOWN, month_chart
from crimemap.charts.types import type_bars

__all__ = ["MONTHS_SHOWN", "PHONE", "WIDE", "Drawing", "month_chart", "type_bars"]
