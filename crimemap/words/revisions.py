"""Why a figure was revised, in words."""

from __future__ import annotations

from crimemap.language import gettext
from crimemap.measures.revisions import Why


def why_revised(why: Why) -> str:
    """As it stands in a table."""
    return {
        Why.BOUNDARY: gettext("Boundaries were redrawn"),
        Why.SUPPLY: gettext("The force supplied the month later, again or no longer"),
        Why.RECORDS: gettext("The force added or removed records"),
        Why.TYPE: gettext("Crimes were reclassified"),
        Why.PLACE: gettext("Crimes were moved to another map point"),
    }[why]
