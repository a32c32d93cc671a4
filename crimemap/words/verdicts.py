"""Whether a change is more than chance, in words: the same ones for a rise and for a fall.

Chance alone moves a count up and down. The verdict is the measure's (crime.Verdict); here it is only said.
"""

from __future__ import annotations

from crimemap.language import gettext, pgettext
from crimemap.measures import crime
from crimemap.measures.crime import Verdict

CLEAR = frozenset({Verdict.MORE, Verdict.FEWER})


def is_clear(change: crime.Change) -> bool:
    """Whether the two counts differ by more than chance alone would make."""
    return change.verdict in CLEAR


def verdict(change: crime.Change) -> str:
    """As it stands in a column headed "Clear change?": yes and which way, no, or that nobody can tell."""
    return {
        Verdict.MORE: pgettext("clear change", "Yes, more"),
        Verdict.FEWER: pgettext("clear change", "Yes, fewer"),
        Verdict.NO_CLEAR_CHANGE: pgettext("clear change", "No"),
        Verdict.CANNOT_TELL: pgettext("clear change", "Cannot tell"),
    }[change.verdict]


def verdict_sentence(change: crime.Change) -> str:
    """The verdict as a sentence after the two counts; nothing where there is no difference to judge."""
    if not change.is_comparable or not change.difference.value:
        return ""
    if is_clear(change):
        return gettext("That is too large to be chance alone.")
    return gettext("A difference of this size can be chance.")


def verdict_note() -> str:
    """What stands under a table with that column."""
    return gettext(
        "A clear change is too large to be chance alone, nineteen times in twenty. The others can be chance;"
        " and of twenty months in which nothing changed, about one looks like a clear change."
    )
