"""Seven kinds of anti-social behaviour in words: each by itself, and how many of them moved; never a mean (rule S6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crimemap.language import gettext, ngettext
from crimemap.measures.confidence import Difference, Movement, Series, Strands
from crimemap.words.confidence.shares import in_time, percent, question_title
from crimemap.words.confidence.waves import first_time, step
from crimemap.words.labels import listed
from crimemap.words.sentence import Sentence

_SEVERAL: Final = 2
_FEW: Final = 2
"""So many that moved in the same way are named."""


def strand(series: Series) -> Sentence:
    """One of the seven over its waves, the latest step first; a single wave is told as it is."""
    title = gettext(series.question.title)
    if len(series.waves) == 1:
        share = series.latest
        if share.figure.value is None:
            return Sentence.said(gettext("%(title)s: too few answers for a figure.", title=title))
        return Sentence.said(
            gettext("%(title)s: *%(share)s* in %(when)s.", title=title, share=percent(share.figure.value),
                    when=in_time(share))
        )  # fmt: skip
    if not any(wave.share.is_known for wave in series.waves):
        return Sentence.said(gettext("%(title)s: too few answers for a figure.", title=title))
    steps = [step(one) for one in reversed(series.steps)]
    return Sentence.said(gettext("%(title)s: %(steps)s.", title=title, steps="; ".join(steps)))


def strands_note(found: Strands) -> tuple[str, ...]:
    """What these series are and are not; and that nobody can tell chance from change, where that is so."""
    notes = [
        gettext(
            "Each is a question of its own. NI 17 is a score over all seven answers of one person: it cannot be worked"
            " out from these percentages, and they are not added or averaged."
        )
    ]
    if not found.is_whole and found.asked:
        notes.append(
            ngettext("%(num)s of the seven was asked.", "%(num)s of the seven were asked.", len(found.asked))
        )
    shown = [wave.share for series in found.asked for wave in series.waves if wave.share.is_known]
    if shown and all(one.figure.interval is None for one in shown):
        notes.append(
            gettext(
                "The file does not say how many people were asked, so nobody can tell which of these changes are more"
                " than chance."
            )
        )
    if not found.scale and not found.reported:
        notes.append(gettext("Nobody supplied the score itself."))
    return tuple(notes)


def strands_sum(found: Strands) -> Sentence:
    """How many of the seven fell, rose or did not clearly change since they were asked before; few are named."""
    changes = [one.change for one in found.asked if one.change and one.change.points.is_known]
    if len(changes) < _SEVERAL:
        return Sentence()
    sure = any(one.movement is not Movement.CANNOT_TELL for one in changes)
    counted = _clear(changes) if sure else _plain(changes)
    spans = {(first_time(one.before), first_time(one.now)) for one in changes}
    if len(spans) > 1:
        return Sentence.said(
            gettext("Since each was asked before, of the seven %(counted)s.", counted=counted)
        )
    ((first, last),) = spans
    return Sentence.said(
        gettext(
            "From %(first)s to %(last)s, of the seven %(counted)s.", first=first, last=last, counted=counted
        )
    )


def _clear(changes: Sequence[Difference]) -> str:
    by = {one: [of for of in changes if of.movement is one] for one in Movement}
    told = (
        (gettext("*%(num)s fell clearly*", num=len(by[Movement.DOWN])), by[Movement.DOWN]),
        (gettext("*%(num)s rose clearly*", num=len(by[Movement.UP])), by[Movement.UP]),
        (gettext("%(num)s did not clearly change", num=len(by[Movement.NO_CLEAR_CHANGE])),
         by[Movement.NO_CLEAR_CHANGE]),
        (gettext("of %(num)s nobody can tell", num=len(by[Movement.CANNOT_TELL])), by[Movement.CANNOT_TELL]),
    )  # fmt: skip
    return listed([_named(text, of) for text, of in told if of])


def _plain(changes: Sequence[Difference]) -> str:
    """Of figures of which nobody knows how sure they are: which way each lies, and not a word of chance."""
    lower = [of for of in changes if (of.points.value or 0) < 0]
    higher = [of for of in changes if (of.points.value or 0) > 0]
    same = [of for of in changes if not of.points.value]
    told = (
        (ngettext("*%(num)s is lower*", "*%(num)s are lower*", len(lower)), lower),
        (ngettext("*%(num)s is higher*", "*%(num)s are higher*", len(higher)), higher),
        (ngettext("%(num)s is the same", "%(num)s are the same", len(same)), same),
    )
    return listed([_named(text, of) for text, of in told if of])


def _named(text: str, of: Sequence[Difference]) -> str:
    """With the names of one or two, and from where to where each went: a rise is named as a fall is."""
    if len(of) > _FEW:
        return text
    names = [
        gettext("%(title)s, %(before)s to %(now)s", title=question_title(one.now.row.question),
                before=percent(float(one.before.figure.value or 0)), now=percent(float(one.now.figure.value or 0)))
        for one in of
    ]  # fmt: skip
    return gettext("%(told)s (%(names)s)", told=text, names="; ".join(names))
