"""What a file was understood to say, in words and figures, for its author and whoever approves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from crimemap import language
from crimemap.editorial.surveys import Understood
from crimemap.language import gettext as _
from crimemap.measures.confidence import questions
from crimemap.measures.confidence.shares import share_of
from crimemap.release import Release
from crimemap.survey import LEAST_BASE, SMALL_BASE, Asked, Book, Conduct, Lack, Result
from crimemap.survey.cells import Refused
from crimemap.survey.rows import Asking as Key

MOST_SHOWN: Final = 200
"""Refused rows, and askings, that are listed one by one."""

_SLACK: Final = 0.05
"""Percentage points within which two figures are the same: publishers round to one place."""

_ALL: Final = 99.0
"""Below this the answers of a question that has no others do not add up: rounding loses less."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: as visitors will see it, and what is to be known of it."""

    answer: str
    percent: str
    interval: str
    note: str


@dataclass(frozen=True, slots=True)
class Asking:
    """One question in one wave in one area."""

    place: str
    question: str
    is_poll: bool
    wording: str
    wave: str
    when: str
    how: str
    base: str
    sum: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that is published now and would be another one."""

    where: str
    answer: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Told:
    """All of a file. `known`: how many askings are published now already; `changed`: what of them would change."""

    askings: tuple[Asking, ...]
    refused: tuple[Refused, ...]
    notes: tuple[str, ...]
    places: int
    waves: int
    questions: int
    answers: int
    placeless: tuple[str, ...]
    known: int
    changed: tuple[Changed, ...]

    @property
    def changed_by_question(self) -> dict[str, list[Changed]]:
        """The first MOST_SHOWN of `changed`, those of one asking together."""
        found: dict[str, list[Changed]] = {}
        for one in self.changed[:MOST_SHOWN]:
            found.setdefault(one.where, []).append(one)
        return found

    @property
    def rows_refused(self) -> int:
        return len({fault.line for fault in self.refused})


def told(found: Understood, release: Release, published: Book, own: str) -> Told:
    """`published`: what visitors see now; `own`: the upload itself, as a book calls it."""
    groups = _groups(found.results)
    placeless = dict.fromkeys(row.question for row in found.results if row.question not in questions())
    known, changed = _changes(groups, release, published, own)
    return Told(
        askings=tuple(_asking(rows, release) for rows in groups.values()),
        refused=found.refused,
        notes=found.notes,
        places=len({row.area for row in found.results}),
        waves=len({(row.survey, row.wave) for row in found.results}),
        questions=len({row.question for row in found.results}),
        answers=len(found.results),
        placeless=tuple(placeless),
        known=known,
        changed=tuple(changed),
    )


def _groups(results: Iterable[Result]) -> dict[Key, list[Result]]:
    """Rows of one asking together, in the order of the file."""
    groups: dict[Key, list[Result]] = {}
    for row in results:
        groups.setdefault(row.asking, []).append(row)
    return groups


def _asking(rows: list[Result], release: Release) -> Asking:
    one = rows[0]
    return Asking(
        place=_place(one, release),
        question=_title(one.question),
        is_poll=one.conduct is Conduct.POLL,
        wording=one.wording or _("The publisher does not give the wording."),
        wave=f"{one.survey}, {one.wave}",
        when=_when(one),
        how=", ".join(filter(None, (one.mode or _("mode not given"), one.population, one.source))),
        base=_base(one),
        sum=_sum(rows),
        rows=tuple(_row(row) for row in rows),
    )


def _title(asked_as: str) -> str:
    """The title of a question; of one that has no place on a page its id, as it stands in the file."""
    known = questions().get(asked_as)
    return _(known.title) if known else asked_as


def _place(row: Result, release: Release) -> str:
    area = release.area(row.area)
    return area.name if area is not None else f"{row.place or row.area} ({row.area})"


def _when(row: Result) -> str:
    if row.first is None or row.last is None:
        return _("dates not given")
    return _("%(first)s to %(last)s", first=language.day(row.first), last=language.day(row.last))


def _base(row: Result) -> str:
    if row.base is None:
        return _("how many answered is not given")
    said = language.ngettext("%(num)s answered", "%(num)s answered", row.base)
    if row.base < LEAST_BASE:
        return _(
            "%(base)s: fewer than %(least)s, so no figure is shown",
            base=said,
            least=language.number(LEAST_BASE),
        )
    return _("%(base)s: a small sample", base=said) if row.base < SMALL_BASE else said


def _sum(rows: list[Result]) -> str:
    """What the answers come to, where there are several or they are all there can be; of too few answers nothing."""
    if any(row.is_few for row in rows):
        return ""
    question, answers = questions().get(rows[0].question), {row.answer for row in rows}
    parts = {
        part
        for choice in (question.answers if question else ())
        if choice.id in answers
        for part in choice.parts
    }
    total = sum(row.percent for row in rows if row.answer not in parts)
    said = _(
        "The answers add up to %(sum)s.",
        sum=language.percent(total / 100, 0 if abs(total - round(total)) < _SLACK else 1),
    )
    if question is not None and question.complete and total < _ALL:
        return _("%(said)s They should be 100%%: answers are missing from the file.", said=said)
    return said if len(rows) > 1 else ""


def _row(row: Result) -> Row:
    share = share_of(row, "")
    question = questions().get(row.question)
    choice = question.choice(row.answer) if question else None
    interval = share.figure.interval
    return Row(
        answer=_(choice.label) if choice else row.answer,
        percent=_percent(row.percent) if share.is_known else _("no figure"),
        interval=""
        if interval is None
        else _("%(low)s to %(high)s", low=_percent(interval.lower), high=_percent(interval.upper)),
        note=_note(row, known=share.is_known, is_sure=interval is not None, has_label=choice is not None),
    )  # fmt: skip


def _note(row: Result, *, known: bool, is_sure: bool, has_label: bool) -> str:
    said = []
    if not known:
        said.append(_("fewer than %(least)s answered", least=language.number(LEAST_BASE)))
    elif not is_sure:
        said.append(_("how sure it is cannot be said"))
    if known and Lack.BASE not in row.lacks and not row.design_given:
        said.append(_("no design effect given"))
    if row.question in questions() and not has_label:
        said.append(_("an answer that no page shows"))
    return "; ".join(said)


def _changes(
    groups: dict[Key, list[Result]], release: Release, published: Book, own: str
) -> tuple[int, list[Changed]]:
    known = 0
    changed: list[Changed] = []
    for rows in groups.values():
        before = _published(rows[0], published)
        if before is None or before.release == own:
            continue
        known += 1
        changed += _compared(rows, before, release)
    return known, changed


def _published(row: Result, published: Book) -> Asked | None:
    waves = published.waves(row.area, row.question, row.conduct)
    return next((one for one in waves if (one.any.survey, one.any.wave) == (row.survey, row.wave)), None)


def _compared(rows: list[Result], before: Asked, release: Release) -> Iterator[Changed]:
    one, fresh = rows[0], {row.answer: row for row in rows}
    question = questions().get(one.question)
    where = f"{_place(one, release)} · {_title(one.question)} · {one.wave}"
    if one.base != before.any.base:
        yield Changed(where, _("how many answered"), _base(before.any), _base(one))
    if one.wording != before.any.wording:
        yield Changed(where, _("the wording"), before.any.wording, one.wording)
    for answer in dict.fromkeys((*before.answers, *fresh)):
        old, new = before.answers.get(answer), fresh.get(answer)
        if old is None or new is None or abs(old.percent - new.percent) > _SLACK:
            choice = question.choice(answer) if question else None
            label = _(choice.label) if choice else answer
            yield Changed(where, label, _figure(old), _figure(new))


def _figure(row: Result | None) -> str:
    if row is None:
        return _("not given")
    return _percent(row.percent) if share_of(row, "").is_known else _("no figure")


def _percent(value: float) -> str:
    return language.percent(value / 100, digits=1)
