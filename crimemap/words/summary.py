"""A map that can be read aloud: where most were recorded, by place and without a ranking, and what is missing."""

from __future__ import annotations

from crimemap import language
from crimemap.language import gettext, ngettext
from crimemap.measures import crime
from crimemap.words import labels
from crimemap.words.sentence import Sentence, name

NAMED = 3
"""How many parts the text names."""


def map_summary(table: crime.PartsTable) -> Sentence:
    """The parts with the highest counts, from north to south, and how many have no figure."""
    known = [row for row in table.rows if row.change.now.value is not None]
    return Sentence.said(*_highest(known), _without(table, len(known)))


def _highest(known: list[crime.PartRow]) -> list[str]:
    counts = sorted((int(row.change.now.value or 0) for row in known), reverse=True)
    if not known:
        return []
    if not counts[0]:
        return [gettext("None was recorded in any part of this map.")]
    if len(known) <= NAMED:
        return [
            gettext("From north to south: %(parts)s.", parts=labels.listed([_part(row) for row in known]))
        ]
    least = counts[NAMED - 1]
    chosen = [row for row in known if int(row.change.now.value or 0) >= max(least, 1)]
    if len(chosen) > NAMED:
        return [_spread(counts)]
    parts = labels.listed([_part(row) for row in chosen])
    return [
        gettext("The highest numbers, named from north to south: %(parts)s.", parts=parts),
        _spread(counts),
    ]


def _part(row: crime.PartRow) -> str:
    return gettext("%(place)s (%(count)s)", place=name(row.area.name), count=labels.figure(row.change.now))


def _spread(counts: list[int]) -> str:
    """The range, said where no few parts stand out and beside those that do."""
    if counts[0] == counts[-1]:
        return gettext("Every part has %(count)s.", count=language.number(counts[0]))
    return gettext(
        "The parts range from %(lowest)s to %(highest)s.",
        lowest=language.number(counts[-1]),
        highest=language.number(counts[0]),
    )


def _without(table: crime.PartsTable, known: int) -> str:
    lost = len(table.rows) - known
    if not lost:
        return ""
    if not known:
        return gettext(
            "The police supplied no figures for this map. This does not mean that no crime was recorded."
        )
    return ngettext(
        "No figures were supplied for %(num)s part. This does not mean that no crime was recorded there.",
        "No figures were supplied for %(num)s parts. This does not mean that no crime was recorded there.",
        lost,
    )
