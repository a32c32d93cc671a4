"""What came of recorded crimes: how many of a period, by the outcome that is known last; open and unknown ones apart.

Source: data.police.uk street and outcomes files, as joined in a release (docs/decisions/0030). Unit: recorded crimes,
so that outcomes add up to what `crime.total` gives for the same area, type and period.
"""

from crimemap.measures.outcomes.groups import Group, Result, groups, load_outcomes
from crimemap.measures.outcomes.tables import (
    SOURCE,
    Detail,
    OutcomeRow,
    OutcomeTable,
    by_type,
    largest_types,
    of,
    without_outcomes,
)

__all__ = [
    "SOURCE", "Detail", "Group", "OutcomeRow", "OutcomeTable", "Result", "by_type", "groups", "largest_types",
    "load_outcomes", "of", "without_outcomes",
]  # fmt: skip
