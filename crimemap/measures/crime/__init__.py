"""Recorded crime: how many, by month, type and part; against the year before; and how good the figures are.

Source: data.police.uk street files, as counted in a release. Units: recorded crimes; reports for anti-social
behaviour, which is counted beside crime and not in it.
"""

from crimemap.measures.crime.change import (
    CHANCE,
    PERCENT_FROM,
    Change,
    TypeChange,
    Verdict,
    by_type,
    change,
    largest_first,
    latest_period,
    year,
)
from crimemap.measures.crime.counting import (
    ALL,
    CRIMES,
    REPORTS,
    SOURCE,
    YEAR,
    MonthlySeries,
    What,
    by_type_and_month,
    is_applicable,
    monthly,
    total,
    totals,
    unit_of,
)
from crimemap.measures.crime.parts import (
    LARGEST,
    SMALLEST,
    BalanceRow,
    PartRow,
    PartsTable,
    Reason,
    Split,
    SymbolScale,
    children,
    parts,
    split,
    symbol_scale,
)
from crimemap.measures.crime.quality import (
    Freshness,
    Quality,
    data_quality,
    freshness,
    next_due,
    with_location,
)

__all__ = [
    "ALL", "CHANCE", "CRIMES", "LARGEST", "PERCENT_FROM", "REPORTS", "SMALLEST", "SOURCE", "YEAR", "BalanceRow",
    "Change", "Freshness", "MonthlySeries", "PartRow", "PartsTable", "Quality", "Reason", "Split", "SymbolScale",
    "TypeChange", "Verdict", "What", "by_type", "by_type_and_month", "change", "children", "data_quality", "freshness",
    "is_applicable", "largest_first", "latest_period", "monthly", "next_due", "parts", "split", "symbol_scale", "total",
    "totals", "unit_of", "with_location", "year",
]  # fmt: skip
