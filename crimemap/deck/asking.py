"""Three questions that an area's own figures raise: reviewed rows of data/deck/questions.yaml, asked in their order.

A row holds or does not; what it may name is given by its condition. A rise and a fall have a row each, in the same
words, so that no meeting is told of one of them alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import Field, field_validator, model_validator

from crimemap import language, words
from crimemap.brief import Brief
from crimemap.deck import typed
from crimemap.deck.promised import priorities_of
from crimemap.disclosure.reviewed import Row, Words, load
from crimemap.editorial.meetings import Decision, Gathering
from crimemap.editorial.nominations import State
from crimemap.figure import Figure
from crimemap.measures.crime import Change, TypeChange, What
from crimemap.terms import CrimeType
from crimemap.words import confidence, labels
from crimemap.words.sentence import capital

FILE: Final = Path(__file__).resolve().parents[2] / "data" / "deck" / "questions.yaml"
ASKED: Final = 3

_MANY: Final = 20
"""A share of fewer crimes than this says nothing (rule M10's number)."""


_VAGUE: Final[frozenset[What]] = frozenset({CrimeType.OTHER_CRIME, CrimeType.OTHER_THEFT})
"""Nobody in a room knows what is meant by these."""

_PRIVATE: Final[frozenset[What]] = frozenset({CrimeType.VIOLENT_CRIME})
"""A room is not asked where these happen: much of it happens at home, and who lived through it may sit there."""


_WAITING: Final = (State.RECEIVED, State.CHECKED, State.SCORED, State.ACCEPTED)
"""Of places that have no date, no answer of no, and are not done, a room can say which comes first."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A question, and the figures that raise it."""

    id: str
    text: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Holds:
    """What a condition found: the words that the question may name, and the figures that they stand for."""

    values: Mapping[str, str]
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the conditions may ask of."""

    told: Brief
    earlier: Sequence[Gathering]
    today: dt.date


class Question(Row):
    """A row of the table. `about`: at most one question of each subject is asked."""

    id: str
    about: str
    when: str
    ask: Words

    @model_validator(mode="after")
    def _can_be_said(self) -> Self:
        if self.when not in CONDITIONS:
            raise ValueError(f"{self.id}: there is no condition {self.when!r}")
        names = dict.fromkeys(CONDITIONS[self.when].names, "")
        for text in (self.ask.en, self.ask.cy):
            try:
                text % names
            except (KeyError, ValueError, TypeError) as fault:
                raise ValueError(
                    f"{self.id}: the text names what {self.when} does not give ({fault})"
                ) from fault
        return self


class Questions(Row):
    """The whole file."""

    source: str
    reviewed: dt.date
    questions: Annotated[tuple[Question, ...], Field(min_length=ASKED)]

    @field_validator("questions")
    @classmethod
    def _always_three(cls, rows: tuple[Question, ...]) -> tuple[Question, ...]:
        if len({row.about for row in rows if row.when == "always"}) < ASKED:
            raise ValueError(f"{ASKED} rows of different subjects must always hold")
        return rows


@cache
def table(file: Path = FILE) -> Questions:
    """The reviewed rows. Raises Refusal naming the file and the key."""
    return load(file, Questions)


def raised(told: Brief, earlier: Sequence[Gathering], today: dt.date) -> tuple[Raised, ...]:
    """Three questions: the first rows of the table that hold, of three subjects."""
    facts, found, about = Facts(told, earlier, today), list[Raised](), set[str]()
    for row in table().questions:
        if row.about in about or len(found) == ASKED:
            continue
        holds = CONDITIONS[row.when].test(facts)
        if holds is not None:
            about.add(row.about)
            found.append(Raised(row.id, row.ask.said(language.current()) % holds.values, holds.figures))
    return tuple(found)


# --- conditions ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Condition:
    """When a row holds, and which values it gives."""

    test: Callable[[Facts], Holds | None]
    names: tuple[str, ...] = ()


def _late(facts: Facts) -> list[Decision]:
    """What was promised and is late, the longest first."""
    decisions = (one for gathering in facts.earlier if gathering.record for one in gathering.record.decisions)
    return sorted(
        (one for one in decisions if one.is_late(facts.today)), key=lambda one: one.due or facts.today
    )


def _named(late: Decision) -> dict[str, str]:
    """What was decided, else what was to be done, and by when."""
    what = typed.said(late.decided) or typed.said(late.action)
    return {"what": what.rstrip("."), "due": language.day(late.due) if late.due else ""}


def _several_late(facts: Facts) -> Holds | None:
    late = _late(facts)
    return Holds({"count": language.number(len(late)), **_named(late[0])}) if len(late) > 1 else None


def _one_late(facts: Facts) -> Holds | None:
    late = _late(facts)
    return Holds(_named(late[0])) if len(late) == 1 else None


def _no_total(facts: Facts) -> Holds | None:
    now, quality = facts.told.year.now, facts.told.quality
    months = [month for month in quality.missing if month in now.period]
    return Holds({"months": labels.month_list(months)}, (now,)) if now.value is None and months else None


def _type_that(rises: bool) -> Callable[[Facts], Holds | None]:
    def test(facts: Facts) -> Holds | None:
        row = _clearest(facts.told.types, rises=rises)
        if row is None:
            return None
        kind = capital(labels.crime_type_inside(row.what))  # "Public order rose" would say the contrary
        return Holds({"type": kind, **_counts(row.change)}, _both(row.change))

    return test


def _clearest(rows: Sequence[TypeChange], *, rises: bool) -> TypeChange | None:
    clear = [
        row
        for row in rows
        if row.what not in _VAGUE
        and words.is_clear(row.change)
        and ((row.change.difference.value or 0) > 0) is rises
    ]
    return max(clear, key=lambda row: abs(row.change.difference.value or 0), default=None)


def _reports_that(rises: bool) -> Callable[[Facts], Holds | None]:
    def test(facts: Facts) -> Holds | None:
        change = facts.told.antisocial
        if not words.is_clear(change) or ((change.difference.value or 0) > 0) is not rises:
            return None
        return Holds(_counts(change), _both(change))

    return test


def _counts(change: Change) -> dict[str, str]:
    return {"before": words.figure(change.before), "now": words.figure(change.now)}


def _both(change: Change) -> tuple[Figure, ...]:
    return change.now, change.before


def _no_priorities(facts: Facts) -> Holds | None:
    crew = facts.told.crew
    known = crew.home is not None and crew.held
    return Holds({"place": facts.told.area.name}) if known and not priorities_of(facts.told) else None


def _not_acted(facts: Facts) -> Holds | None:
    waiting = [one for one in priorities_of(facts.told) if not one.action]
    return Holds({"issue": waiting[0].issue[0].rstrip(".")}) if waiting else None


def _half_of_results(group: str) -> Callable[[Facts], Holds | None]:
    """Whether half of the crimes or more had this result."""

    def test(facts: Facts) -> Holds | None:
        found = facts.told.outcomes
        row = next((one for one in found.rows if one.group.id == group), None)
        if row is None or row.figure.value is None or found.total.value is None or found.total.value < _MANY:
            return None
        if row.figure.value * 2 < found.total.value:
            return None
        values = {"count": words.figure(row.figure), "total": words.figure(found.total)}
        return Holds(values, (row.figure, found.total))

    return test


def _recorded_most(facts: Facts) -> Holds | None:
    """The kind recorded most of those that a room can speak of, where it is not asked about as one that changed."""
    told = facts.told
    asked = (row for row in told.largest_first if row.what not in _VAGUE | _PRIVATE)
    row, total = next(asked, None), told.year.now
    if row is None or not (row.change.now.is_known and total.is_known) or (total.value or 0) < _MANY:
        return None
    if not row.change.now.value or words.is_clear(row.change):
        return None
    values = {
        "count": words.figure(row.change.now),
        "total": words.figure(total),
        "type": labels.crime_type_inside(row.what),
    }
    return Holds(values, (row.change.now, total))


def _reports_made(facts: Facts) -> Holds | None:
    """How many there were, where nothing clear can be said of change."""
    change = facts.told.antisocial
    if not change.now.is_known or (change.now.value or 0) < _MANY or words.is_clear(change):
        return None
    return Holds(_in_period(change.now), (change.now,))


def _few_recorded(facts: Facts) -> Holds | None:
    now = facts.told.year.now
    return Holds(_in_period(now), (now,)) if now.is_known and (now.value or 0) < _MANY else None


def _in_period(figure: Figure) -> dict[str, str]:
    return {"count": words.figure(figure), "period": labels.period_inside(figure.period)}


def _do_not_agree(facts: Facts) -> Holds | None:
    found = facts.told.confidence
    if (
        found is None
        or found.headline is None
        or found.is_other_question
        or not found.headline.latest.is_known
    ):
        return None
    share = found.headline.latest
    if found.headline.answer != "agree" or (share.figure.value or 0) >= 60:
        return None
    return Holds({"share": confidence.cell(share), "place": confidence.place(found.area)}, (share.figure,))


def _nominated(facts: Facts) -> Holds | None:
    place = (facts.told.partnership or facts.told.area).name
    many = sum(facts.told.written.nominated.get(state, 0) for state in _WAITING)
    return Holds({"count": language.number(many), "place": place}) if many > 1 else None


def _no_change(facts: Facts) -> Holds | None:
    """Neither of the whole nor of any kind: else another question of the three would say the contrary."""
    told = facts.told
    if not told.year.is_comparable:
        return None
    changes = (told.year, told.antisocial, *(row.change for row in told.types))
    return None if any(words.is_clear(change) for change in changes) else Holds({}, _both(told.year))


CONDITIONS: Final[Mapping[str, Condition]] = {
    "action-late": Condition(_several_late, ("count", "what", "due")),
    "action-late-one": Condition(_one_late, ("what", "due")),
    "no-total": Condition(_no_total, ("months",)),
    "type-rose": Condition(_type_that(rises=True), ("type", "before", "now")),
    "type-fell": Condition(_type_that(rises=False), ("type", "before", "now")),
    "no-priorities": Condition(_no_priorities, ("place",)),
    "priority-without-action": Condition(_not_acted, ("issue",)),
    "reports-rose": Condition(_reports_that(rises=True), ("before", "now")),
    "reports-fell": Condition(_reports_that(rises=False), ("before", "now")),
    "many-without-suspect": Condition(_half_of_results("no-suspect"), ("count", "total")),
    "many-not-prosecuted": Condition(_half_of_results("not-prosecuted"), ("count", "total")),
    "kind-recorded-most": Condition(_recorded_most, ("count", "total", "type")),
    "reports-made": Condition(_reports_made, ("count", "period")),
    "few-recorded": Condition(_few_recorded, ("count", "period")),
    "most-do-not-agree": Condition(_do_not_agree, ("share", "place")),
    "places-nominated": Condition(_nominated, ("count", "place")),
    "no-clear-change": Condition(_no_change),
    "always": Condition(lambda _facts: Holds({})),
}
"""What a row may wait for. A clear change is too large to be chance alone; late is by the clock."""
