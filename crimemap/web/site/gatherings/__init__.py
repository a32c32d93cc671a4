"""Meetings as visitors find and read them: the calendar, one meeting, in the language of the page."""

from crimemap.web.site.gatherings.finding import asked, certain, known, of_all, of_area, stamped, until
from crimemap.web.site.gatherings.months import Coming, Shown, coming, shown_of
from crimemap.web.site.gatherings.rows import (
    Missed,
    Row,
    bodies,
    body_name,
    held_by,
    missed,
    row,
    rows,
    title_of,
)
from crimemap.web.site.gatherings.told import View, view

__all__ = [
    "Coming", "Missed", "Row", "Shown", "View", "asked", "bodies", "body_name", "certain", "coming", "held_by", "known",
    "missed", "of_all", "of_area", "row", "rows", "shown_of", "stamped", "title_of", "until", "view",
]  # fmt: skip
