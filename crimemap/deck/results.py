"""What came of the crimes that were recorded here: the results, the open ones and the unknown ones apart."""

from __future__ import annotations

from typing import Final

from crimemap import language, words
from crimemap.brief import Brief
from crimemap.deck import instead, people
from crimemap.deck.recorded import source
from crimemap.deck.slides import Bar, Bars, Group, Slide, Table, Topic
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.measures import outcomes
from crimemap.words import Sentence
from crimemap.words.sentence import capital

_OPEN: Final = frozenset({outcomes.Result.PENDING, outcomes.Result.UNKNOWN})


def outcomes_slide(told: Brief) -> Slide:
    """What came of the crimes of the period, open and unknown results drawn apart."""
    table = told.outcomes
    known = table.rows[0].figure.value is not None and bool(table.total.value)
    return Slide(
        Topic.OUTCOMES,
        part=_("What came of it"),
        heading=_outcomes_heading(table) if known else _("No results can be told"),
        bars=_outcome_bars(table) if known else None,
        table=_outcomes_table(table, told) if known else None,
        groups=people.convictions(told) if known else _instead(told),
        notes=(
            Sentence.said(
                _("A charge is not a conviction. Results come late: this is what is known so far.")
            ),
        )
        if known
        else (),
        more=(words.outcomes_lead(table, told.quality), *words.outcomes_notes(table)) if known else (),
        empty=Sentence() if known else words.outcomes_lead(table, told.quality),
        source=source(told),
        figures=(table.total, table.brought, *(row.figure for row in table.shown)),
    )


def _instead(told: Brief) -> tuple[Group, ...]:
    asked = instead.to_say(_("Did you report something here, and were you told what came of it?"))
    return (*asked, *people.convictions(told))


def _outcomes_heading(table: outcomes.OutcomeTable) -> str:
    """What came of how many, and the other end of it: how many had no suspect, however many those are."""
    brought = int(table.brought.value or 0)
    told = ngettext(
        "%(brought)s of %(total)s led to a charge or a result out of court",
        "%(brought)s of %(total)s led to a charge or a result out of court",
        brought,
        brought=capital(words.figure(table.brought)) if brought or not table.brought.is_known else _("None"),
        total=words.figure(table.total),
    )
    without = next((row.figure for row in table.rows if row.group.id == "no-suspect"), None)
    if without is None or without.value is None:
        return told
    count = words.figure(without) if without.value else _("none")
    return _("%(told)s; %(count)s had no suspect", told=told, count=count)


def _outcome_bars(table: outcomes.OutcomeTable) -> Bars:
    longest = max(float(row.figure.value or 0) for row in table.shown) or 1.0
    rows = tuple(
        Bar(
            label=_(row.group.title),
            now=words.figure(row.figure),
            before=words.share(row.share),
            length=float(row.figure.value or 0) / longest,
            tick=None,
            status=row.figure.status,
            dashed=row.group.result in _OPEN or not row.figure.is_known,
            figures=(row.figure, row.share),
        )
        for row in table.shown
    )
    return Bars(rows, (_("Dashed: no result yet, or none that the police passed on."),))


def _outcomes_table(table: outcomes.OutcomeTable, told: Brief) -> Table:
    heads = (_("What came of it"), _("Crimes"), _("Share"))
    rows = tuple(
        (_(row.group.title), words.figure(row.figure), words.share(row.share)) for row in table.shown
    )
    caption = _(
        "What came of crimes in %(place)s, %(period)s",
        place=told.area.name,
        period=language.period_name(told.period),
    )
    return Table(caption, heads, rows, (_("All crime"), words.figure(table.total), words.whole()))
