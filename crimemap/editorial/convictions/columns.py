"""The columns of a court list: what each is called, what it means, and how a cell of it becomes an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from crimemap.editorial.convictions.content import TOWN, WHOLE_PARTNERSHIP, Part
from crimemap.editorial.convictions.gate import LONGEST_LINE, LONGEST_TEXT, no_day
from crimemap.editorial.convictions.reading import read_age, read_day, read_measure
from crimemap.editorial.rules import SentenceKind, offences, questions
from crimemap.language import gettext as _

SENTENCES: Final = 3
"""Sentences that one row can hold; the form takes more."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `what` is English, for gettext; `required` says that a list without it is refused."""

    name: str
    what: str
    example: str
    required: bool = False


COLUMNS: Final = (
    Column("name", "The person's name, as the court has it.", "Persona-Example Invented", required=True),
    Column(
        "offence", "The offence as in the form's list, or its short name.", "Drink-driving", required=True
    ),
    Column("conviction_date", "The day of the conviction.", "27/03/2026", required=True),
    Column("court", "magistrates, crown, youth or other.", "magistrates"),
    Column("court_name", "The name of the court alone.", "Example Magistrates' Court"),
    *(
        Column(f"{name}_{number}", what, example if number == 1 else again)
        for number in range(1, SENTENCES + 1)
        for name, what, example, again in (
            ("sentence", "The kind of sentence: " + ", ".join(SentenceKind) + ".", "fine", ""),
            ("measure", "How long or how much: 14 months, 12 months and 120 hours, £320.", "£320", ""),
            ("last_day", "The last day of the sentence, where the order names one.", "", ""),
        )
    ),
    Column("date_of_birth", "Worked out into three ages with offence_date, and not kept.", ""),
    Column("offence_date", "The day of the offence; not kept.", ""),
    Column("age_at_offence", "In place of the date of birth.", "34"),
    Column("age_at_conviction", "In place of the date of birth.", "34"),
    Column("age_now", "In place of the date of birth.", "34"),
    Column("ward_or_town", "The ward or town that the person is from; nothing smaller.", ""),
    Column("restriction", "none, in-force or lifted. Never leave it to chance: ask the court.", ""),
    Column("relationship", "none, known, family, partner or not-known: victim and person convicted.", "none"),
    Column("child_involved", "yes or no: a child as victim or witness.", "no"),
    Column("hate_element", "yes or no: the court found hostility towards a group.", "no"),
    Column("appeal", "none, lodged, dismissed or succeeded.", "none"),
    Column("what_happened_en", "Two or three plain sentences in English.", ""),
    Column("what_happened_cy", "The same in Welsh.", ""),
    Column("why_publish", "Why the public gains from knowing the name.", ""),
)
"""In the order of the template. Columns may stand in any order, and all but the first three may be left out."""

_DAYS: Final = ("conviction_date", "offence_date", "last_day_1", "last_day_2", "last_day_3")
_AGES: Final = ("age_at_offence", "age_at_conviction", "age_now")
_CHOICES: Final = ("court", "restriction", "relationship", "child_involved", "hate_element", "appeal")
_TEXTS: Final = ("court_name", "name", "what_happened_en", "what_happened_cy", "why_publish")


def column_of(head: str) -> Column | None:
    """The column of a heading: capitals, spaces and hyphens do not matter."""
    name = "_".join(head.replace("-", " ").replace("_", " ").casefold().split())
    return next((column for column in COLUMNS if column.name == name), None)


@dataclass(slots=True)
class Value:
    """One row while it is read: cells by column, and the answers that they become."""

    given: Mapping[str, str]
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Columns:
    """Reads cells for one partnership: its wards (names by code) and its name."""

    wards: Mapping[str, str]
    partnership: str

    def read(self, row: Value) -> Iterator[tuple[str, str]]:
        """Fill `row.answers`; yields column and sentence for every cell that cannot be used."""
        for name, text in row.given.items():
            if not text:
                continue
            why = self._answer(name, text, row.answers)
            if why:
                yield name, why
        yield from _sentences(row)

    def _answer(self, name: str, text: str, answers: dict[str, Any]) -> str:
        if len(text) > (LONGEST_TEXT if name in _TEXTS[2:] else LONGEST_LINE):
            return _("This is too long.")
        if name in _CHOICES:
            return _choose(name, text, answers)
        if name == "offence":
            return _offence(text, answers)
        if name in (*_DAYS, *_AGES):
            return _figures(name, text, answers)
        if name == "ward_or_town":
            answers["place"], answers["place_name"] = self._place(text)
        elif name in _TEXTS:
            answers[name] = text
        return ""

    def _place(self, text: str) -> tuple[str, str]:
        for code, name in self.wards.items():
            if name.casefold() == text.casefold():
                return code, name
        if text.casefold() == self.partnership.casefold():
            return WHOLE_PARTNERSHIP, self.partnership
        return TOWN, text


def _figures(name: str, text: str, answers: dict[str, Any]) -> str:
    """A day or an age; of the days only that of the conviction is an answer of the form."""
    if name in _AGES:
        if read_age(text) is None:
            return _("“%(text)s” is no age. Write a whole number of years.", text=text[:40])
    elif read_day(text) is None:
        return no_day(text)
    if name in _AGES or name == "conviction_date":
        answers[name] = text
    return ""


def _choose(name: str, text: str, answers: dict[str, Any]) -> str:
    choices = _choices(name)
    found = choices.get(text.casefold())
    if found is None:
        known = ", ".join(dict.fromkeys(choices.values()))
        return _("“%(text)s” is none of: %(known)s.", text=text[:40], known=known)
    answers[name] = found
    return ""


@cache
def _choices(name: str) -> Mapping[str, str]:
    """What may stand in a column of choices: the values, and the labels of the form."""
    options = next(question.options for question in questions() if question.field == name)
    return {said.casefold(): option.value for option in options for said in (option.value, option.label)}


def _offence(text: str, answers: dict[str, Any]) -> str:
    said = text.casefold()
    for offence in offences().offences:
        if said in {offence.slug, offence.en.casefold(), offence.cy.casefold()}:
            answers["offence"] = offence.slug
            return ""
    return _("“%(text)s” is no offence of the list. Choose one of the form's.", text=text[:40])


def _sentences(row: Value) -> Iterator[tuple[str, str]]:
    parts = []
    for number in range(1, SENTENCES + 1):
        kind, measure, last = (
            row.given.get(f"{name}_{number}", "") for name in ("sentence", "measure", "last_day")
        )
        chosen = "-".join(kind.casefold().replace("-", " ").split())
        if chosen and chosen not in {one.value for one in SentenceKind}:
            yield (
                f"sentence_{number}",
                _("“%(text)s” is none of: %(known)s.", text=kind[:40], known=", ".join(SentenceKind)),
            )
        elif (measure or last) and not chosen:
            yield f"sentence_{number}", _("Its length or last day is given, but not the kind of sentence.")
        if measure and read_measure(measure) is None:
            yield (
                f"measure_{number}",
                _("“%(text)s” was not understood. Write it like 14 months or £320.", text=measure[:40]),
            )
        if chosen:
            parts.append(Part(kind=chosen, measure=measure, ends_on=last))
    if parts:
        row.answers["sentences"] = tuple(parts)
