"""A map of rates that can be read aloud: the range, both ends of the classes by place, and what has no rate.

Nothing is ranked: parts are named from north to south, and a class is told by its bounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from crimemap import language
from crimemap.figure import Status
from crimemap.language import gettext, ngettext
from crimemap.measures.crime.rates import RateRow, RateTable, Why
from crimemap.words import labels, rates
from crimemap.words.sentence import Sentence, name

NAMED: Final = 3
"""Up to so many parts of a class are named; of more, the number is told."""


def rate_map_summary(table: RateTable, *, whole: bool = True) -> Sentence:
    """The whole, the range of its parts, which parts are in the classes at both ends, and which have no rate.

    `whole` False leaves out the rate of the area itself, where it stands just above.
    """
    known = [row for row in table.rows if row.rate.value is not None]
    first = _whole(table) if whole else ""
    return Sentence.said(first, *_told(known, table), *_without(table, len(known)))


def _whole(table: RateTable) -> str:
    if table.whole.rate.value is None or table.rows == (table.whole,):
        return ""
    return gettext(
        "%(place)s as a whole: *%(rate)s* a year %(per)s.",
        place=name(table.area.name),
        rate=rates.rate(table.whole.rate),
        per=rates.per(table.per),
    )


def _told(known: Sequence[RateRow], table: RateTable) -> list[str]:
    if not known:
        return []
    if len(known) <= NAMED:
        parts = labels.listed([_part(row) for row in known])
        if len(table.rows) == 1:
            return [gettext("%(part)s a year %(per)s.", part=parts, per=rates.per(table.per))]
        return [gettext("From north to south: %(parts)s.", parts=parts)]
    values = sorted(known, key=lambda row: row.rate.value or 0)
    lowest, highest = rates.rate(values[0].rate), rates.rate(values[-1].rate)
    if lowest == highest:
        return [gettext("Every part has %(rate)s.", rate=lowest)]
    spread = gettext("The parts range from %(lowest)s to %(highest)s.", lowest=lowest, highest=highest)
    return [spread, *_ends(known, table)]


def _ends(known: Sequence[RateRow], table: RateTable) -> list[str]:
    """Who is in the class at either end, by place; nothing where all are in one."""
    many = Counter(row.klass for row in known if row.klass)
    if len(many) < 2:
        return [_one_class(known[0].klass or 1, table)]
    said = rates.class_labels(table.breaks)
    found = []
    for klass in (max(many), min(many)):
        inside = [row for row in known if row.klass == klass]
        bounds = said[klass - 1]
        if len(inside) <= NAMED:
            parts = labels.listed([_part(row) for row in inside])
            text = gettext(
                "Class %(number)s (%(bounds)s): %(parts)s.", number=klass, bounds=bounds, parts=parts
            )
        else:
            text = gettext(
                "Class %(number)s (%(bounds)s): %(count)s of %(all)s parts.",
                number=klass,
                bounds=bounds,
                count=language.number(len(inside)),
                all=language.number(len(table.rows)),
            )
        found.append(text)
    return found


def _one_class(klass: int, table: RateTable) -> str:
    if not table.breaks:
        return ""
    bounds = rates.class_labels(table.breaks)[klass - 1]
    return gettext("All are in class %(number)s (%(bounds)s).", number=klass, bounds=bounds)


def _part(row: RateRow) -> str:
    return gettext("%(place)s (%(rate)s)", place=name(row.area.name), rate=rates.rate(row.rate))


def _without(table: RateTable, known: int) -> list[str]:
    missing = sum(row.rate.status is Status.MISSING for row in table.rows)
    few = sum(row.rate.status is Status.SUPPRESSED for row in table.rows)
    why = Counter(row.base.why for row in table.rows if row.rate.status is Status.NOT_APPLICABLE)
    told = [_why(reason, why[reason]) for reason in (Why.VISITORS, Why.FEW, Why.NOT_SUPPLIED) if why[reason]]
    other = sum(why.values()) - sum(why[reason] for reason in Why)
    if other:
        told.append(
            gettext(
                "This kind of crime was not on the police’s list for all of these months: no rate is given."
            )
        )
    if few:
        told.append(ngettext("%(num)s part has fewer than 5.", "%(num)s parts have fewer than 5.", few))
    if missing and not known:
        told.append(
            gettext(
                "There is no full year of figures to this month. This does not mean that no crime was recorded."
            )
        )
    elif missing:
        told.append(
            ngettext(
                "No full year of figures was supplied for %(num)s part. This does not mean that none was recorded.",
                "No full year of figures was supplied for %(num)s parts. This does not mean that none was recorded.",
                missing,
            )
        )
    return told


def _why(reason: Why, count: int) -> str:
    if reason is Why.VISITORS:
        return ngettext(
            "No rate is given for %(num)s part where few live and many visit.",
            "No rate is given for %(num)s parts where few live and many visit.",
            count,
        )
    if reason is Why.FEW:
        return ngettext(
            "No rate is given for %(num)s part with too few residents.",
            "No rate is given for %(num)s parts with too few residents.",
            count,
        )
    return ngettext(
        "No rate is given for %(num)s part: nobody supplied how many people are there.",
        "No rate is given for %(num)s parts: nobody supplied how many people are there.",
        count,
    )
