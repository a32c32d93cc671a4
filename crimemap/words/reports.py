"""Where an indicator's figures come from, in words: the exact question and who was asked it, or who reported them."""

from __future__ import annotations

from collections.abc import Sequence

from crimemap import language
from crimemap.language import gettext
from crimemap.measures.confidence.questions import Topic, questions
from crimemap.survey import Result


def asking(row: Result, places: Sequence[str]) -> str:
    """The exact words of a survey's question and how it was asked, with the places it was asked in."""
    wording = _wording(row)
    how = [part for part in (row.mode, row.population) if part] or [
        gettext("how people were asked is not given")
    ]
    return gettext(
        "%(places)s: %(wording)s (%(survey)s; %(how)s)",
        places=language.listed(list(places)),
        wording=wording,
        survey=row.source,
        how="; ".join(how),
    )


def _wording(row: Result) -> str:
    asked = questions().get(row.question)
    if asked is not None and asked.topic is Topic.SCALE:
        return gettext("worked out by the publisher from the answers to several questions")
    return (
        gettext("“%(wording)s”", wording=row.wording) if row.wording else gettext("the wording is not given")
    )


def as_reported(source: str, places: Sequence[str], *, of_people: bool) -> str:
    """Who reported figures that no survey here gave; of an answer of people also what the report leaves out (S1)."""
    values = {"places": language.listed(list(places)), "source": source}
    if of_people:
        return gettext(
            "%(places)s: as reported in %(source)s, which gives neither the exact question nor how people were asked",
            **values,
        )
    return gettext("%(places)s: as reported in %(source)s", **values)


def set_in(source: str, places: Sequence[str]) -> str:
    """Who set baselines and targets."""
    return gettext(
        "%(places)s: baseline and target as reported in %(source)s",
        places=language.listed(list(places)),
        source=source,
    )
