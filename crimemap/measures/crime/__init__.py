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
    MERGED,
    REPORTS,
    SOURCE,
    YEAR,
    Merged,
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
from crimemap.measures.crime.series import (
    Rolling,
    Trend,
    Year,
    is_continuous,
    merged,
    merged_with,
    rolled,
    rolling,
    same_month,
    trend,
)

__all__ = [
    "ALL", "CHANCE", "CRIMES", "LARGEST", "MERGED", "PERCENT_FROM", "REPORTS", "SMALLEST", "SOURCE", "YEAR",
    "BalanceRow", "Change", "Freshness", "Merged", "MonthlySeries", "PartRow", "PartsTable", "Quality", "Reason",
    "Rolling", "Split", "SymbolScale", "Trend", "TypeChange", "Verdict", "What", "Year", "by_type",
    "by_type_and_month", "change", "children", "data_quality", "freshness", "is_applicable", "is_continuous",
    "largest_first", "latest_period", "merged", "merged_with", "monthly", "next_due", "parts", "rolled", "rolling",
    "same_month", "split", "symbol_scale", "total", "totals", "trend", "unit_of", "with_location", "year",
]  # fmt: skip
