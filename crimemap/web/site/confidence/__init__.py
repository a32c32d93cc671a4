"""How people feel, as its pages and files say it: every partnership, one partnership, the map of them."""

from crimemap.web.site.confidence.every import Everywhere, of_all
from crimemap.web.site.confidence.file import to_csv
from crimemap.web.site.confidence.gap_file import gaps_csv
from crimemap.web.site.confidence.mapped import map_of
from crimemap.web.site.confidence.page import ConfidencePage, context_of, of_partnership
from crimemap.web.site.confidence.section import Section, section_of

__all__ = [
    "ConfidencePage", "Everywhere", "Section", "context_of", "gaps_csv", "map_of", "of_all", "of_partnership",
    "section_of", "to_csv",
]  # fmt: skip
