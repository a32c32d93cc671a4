"""Community Payback as its pages say it: projects in words, with a number on the map, and all of them added up."""

from crimemap.web.site.payback.listing import Listing, listing
from crimemap.web.site.payback.page import page_of
from crimemap.web.site.payback.rows import to_csv
from crimemap.web.site.payback.words import (
    Picture,
    Said,
    address_if_known,
    hours,
    picture_of,
    said,
    suggested_by,
    when,
)

__all__ = [
    "Listing",
    "Picture",
    "Said",
    "address_if_known",
    "hours",
    "listing",
    "page_of",
    "picture_of",
    "said",
    "suggested_by",
    "to_csv",
    "when",
]
