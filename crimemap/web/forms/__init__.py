"""What a visitor sent, as typed values: the parameters of an address, and the forms that anybody may fill in."""

from crimemap.web.forms.queries import (
    AreaQuery,
    CompareForm,
    CompareQuery,
    CrimeQuery,
    GroundQuery,
    MapDataQuery,
    MonthQuery,
    OutcomesQuery,
    PictureQuery,
    SearchQuery,
    month_asked,
)

__all__ = [
    "AreaQuery", "CompareForm", "CompareQuery", "CrimeQuery", "GroundQuery", "MapDataQuery", "MonthQuery",
    "OutcomesQuery", "PictureQuery", "SearchQuery", "month_asked",
]  # fmt: skip
