"""How far a project is, and projects and hours added up, in words: the same on a page, a slide and in a letter."""

from __future__ import annotations

from crimemap import language
from crimemap.editorial.payback.project import Stage
from crimemap.editorial.payback.totals import Totals
from crimemap.language import gettext as _
from crimemap.language import ngettext, number


def stage_name(stage: Stage) -> str:
    """In one or two words."""
    return {
        Stage.RUNNING: _("Running"),
        Stage.TO_COME: _("To come"),
        Stage.DONE: _("Done"),
        Stage.STOPPED: _("Stopped"),
    }[stage]


def totals_told(totals: Totals, lately: int = 0) -> str:
    """What was done and what is under way; "" where no project was ever published.

    `lately`: hours of those projects that ended in the last twelve months.
    """
    said = []
    if totals.over:
        over = ngettext("%(num)s project is over", "%(num)s projects are over", totals.over)
        hours = ngettext("%(num)s hour of unpaid work", "%(num)s hours of unpaid work", totals.hours)
        if 0 < lately < totals.hours:
            hours = _(
                "%(hours)s, %(lately)s of them in projects that ended in the last 12 months",
                hours=hours, lately=number(lately),
            )  # fmt: skip
        said.append(_("%(over)s: %(hours)s.", over=over, hours=hours))
    return " ".join(text for text in (*said, under_way(totals)) if text)


def under_way(totals: Totals) -> str:
    """How many are running and to come, in a sentence; "" where none is."""
    found = [
        ngettext("%(num)s is running", "%(num)s are running", totals.running) if totals.running else "",
        ngettext("%(num)s is to come", "%(num)s are to come", totals.to_come) if totals.to_come else "",
    ]
    told = language.listed([text for text in found if text])
    return f"{told}." if told else ""
