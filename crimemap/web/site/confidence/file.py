"""Survey results as CSV: one row a figure, surveys and polls in files of their own (rule S5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crimemap.measures.confidence import Question, Share, Step, questions
from crimemap.measures.confidence.waves import series_of, splits_of
from crimemap.release import Area, Release
from crimemap.survey import Book, Conduct
from crimemap.web.site.figures import number_cell, safe_cell, sheet

HEADER: Final = (
    "code", "name", "kind", "survey", "wave", "first_day", "last_day", "question", "wording", "answer", "value",
    "status", "lower", "upper", "base", "effective_base", "mode", "source", "release", "licence", "conduct",
    "not_given", "made_of", "wave_before", "difference", "difference_lower", "difference_upper", "change",
)  # fmt: skip


def to_csv(book: Book, release: Release, area: Area | None, conduct: Conduct) -> bytes:
    """Every share of `area`, or of every area that anybody asked in, by code, question, survey and wave.

    Without a figure the value is empty; `not_given` names what the publisher leaves unsaid. `made_of`: the answers of
    the file that a share was added up from, as pages tell it: a row more, which is not to be added to those. From
    `wave_before` on: against the wave before it, as in the pages' tables. UTF-8 with Excel's mark.
    """
    codes = (area.code,) if area is not None else book.places(conduct)
    lines = (
        line
        for code in codes
        for found in (release.area(code),)
        for line in _lines(book, code, found, conduct)
    )
    return sheet(HEADER, lines)


def _lines(book: Book, code: str, area: Area | None, conduct: Conduct) -> Iterator[list[str]]:
    """Of what the survey was sampled for, as on every page (rule S7); a poll has no series (rule S5)."""
    kind = area.kind if area else None
    for asked_as in book.questions(code, conduct):
        question = questions().get(asked_as) if conduct is Conduct.SURVEY else None
        told = series_of(book, code, question, kind) if question else ()
        for split in splits_of(book, code, asked_as, kind, conduct=conduct):
            mine = {
                wave.row.wave: (wave.share, step)
                for one in told
                if one.survey == split.survey
                for wave, step in zip(one.waves, (None, *one.steps), strict=True)
            }
            for wave in split.waves:
                share, step = mine.get(wave.row.wave, (None, None))
                if share is not None and wave.share(share.answer) is None:
                    yield [*_cells(area, share), _parts(question, share.answer), *_moved(step)]
                for given in wave.shares:
                    is_told = share is not None and given.answer == share.answer
                    yield [*_cells(area, given), "", *_moved(step if is_told else None)]


def _parts(question: Question | None, answer: str) -> str:
    choice = question.choice(answer) if question else None
    return " ".join(choice.parts) if choice else ""


def _moved(step: Step | None) -> list[str]:
    """Against the wave before; across a break nothing is subtracted."""
    if step is None:
        return ["", "", "", "", ""]
    found, before = step.difference, safe_cell(step.before.row.wave)
    if found is None:
        return [before, "", "", "", "no comparison"]
    reach = found.points.interval
    ends = (reach.lower, reach.upper) if reach else (None, None)
    return [before, number_cell(found.points.told), *(number_cell(end) for end in ends), found.movement]


def _cells(area: Area | None, share: Share) -> list[str]:
    row, figure = share.row, share.figure
    lower, upper = (figure.interval.lower, figure.interval.upper) if figure.interval else (None, None)
    return [
        safe_cell(row.area), safe_cell(area.name if area else row.place), row.level, safe_cell(row.survey),
        safe_cell(row.wave), row.first.isoformat() if row.first else "", row.last.isoformat() if row.last else "",
        safe_cell(row.question), safe_cell(row.wording), safe_cell(row.answer), number_cell(figure.told),
        figure.status, number_cell(lower), number_cell(upper), number_cell(row.base),
        number_cell(row.effective if row.design_given else None), safe_cell(row.mode), safe_cell(row.source),
        safe_cell(figure.release), safe_cell(row.licence), row.conduct, " ".join(sorted(row.lacks)),
    ]  # fmt: skip
