"""Postcode, point, name or code → area: how a visitor finds the page of the place that they mean."""

from crimemap.places.codes import by_code, successors
from crimemap.places.examples import Sample, samples
from crimemap.places.finding import LONGEST_QUESTION, MOST_LISTED, Found, Hit, Outcome, find, find_point
from crimemap.places.groups import Group, directory
from crimemap.places.points import at_point
from crimemap.places.postcodes import display_postcode, parse_postcode
from crimemap.places.spelling import fold
from crimemap.release.names import NameKind

__all__ = [
    "LONGEST_QUESTION", "MOST_LISTED", "Found", "Group", "Hit", "NameKind", "Outcome", "Sample", "at_point", "by_code",
    "directory", "display_postcode", "find", "find_point", "fold", "parse_postcode", "samples", "successors",
]  # fmt: skip
