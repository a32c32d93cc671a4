"""The form of what a meeting decided: rows of decisions, shows of hands and questions, as many as are needed.

Rows are numbered in the names of their fields (`decisions-0-owner`), as the gate names what is wrong with them. A row
in which nothing is written is none; one more stands empty below the last, so that it works without JavaScript. Each
carries the key of the row that it was made of: two people's sheets are put together by it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import TextInput

from crimemap.editorial.meetings import Asked, Decision, Done, Hands, Record, merging
from crimemap.editorial.meetings.merging import Base, Typed
from crimemap.editorial.meetings.recording import LONGEST, MOST, MOST_PRESENT
from crimemap.editorial.pieces import Trouble
from crimemap.language import gettext as _
from crimemap.language import later
from crimemap.web.site.fields import DayField, PieceForm

_COUNTED: Final = {"classes": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}
_NOT_SAID: Final = frozenset({"state", "out", "key"})
"""Answers that say nothing by themselves."""

_ROW: Final = re.compile(r"(decisions|hands|asked)-(\d{1,3})-")
_KEY: Final = re.compile(r"[0-9a-f]{16}(-\d{1,3})?")
_ROOM: Final = 4
"""So many times the most rows are read: what two people wrote together is never cut short, and the gate says so."""


def _text(name: str, label: str, hint: str = "", rows: int = 0) -> StringField:
    check = [Length(max=LONGEST[name])]
    if rows:
        return TextAreaField(label, check, description=hint, render_kw={"rows": rows})
    return StringField(label, check, description=hint, render_kw={"autocomplete": "off"})


def _count(label: str, hint: str = "") -> IntegerField:
    return IntegerField(
        label, [Optional(), NumberRange(0, MOST_PRESENT)], widget=TextInput(), description=hint, render_kw=_COUNTED
    )  # fmt: skip


class _Row(PieceForm):
    key = HiddenField(filters=[lambda text: text if text and _KEY.fullmatch(text) else ""])
    out = BooleanField(later("Take this out"))

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in it, readable or not."""
        return not any(_typed(field) for field in self if field.short_name not in _NOT_SAID)


class DecisionForm(_Row):
    """A row of the record: the columns of the Local Government Association's papers."""

    decided_en = _text("decided", later("What was decided"), rows=2)
    decided_cy = _text("decided", later("What was decided, in Welsh"), rows=2)
    action_en = _text("action", later("What will be done"), rows=2)
    action_cy = _text("action", later("What will be done, in Welsh"), rows=2)
    owner = _text(
        "owner", later("Who does it"), later("An organisation or a team, like “Tamber Vale Council”.")
    )
    due = DayField(later("By when"))
    contact = _text("contact", later("Whom to ask"), later("A role, never a person’s name."))
    reach = _text("reach", later("Telephone or email of that office"))
    state = RadioField(later("How far is it?"), [Optional()], default=str(Done.OPEN))
    came_en = _text("came", later("What came of it"), rows=2)
    came_cy = _text("came", later("What came of it, in Welsh"), rows=2)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.state.choices = [
            (str(Done.OPEN), _("Still to be done, or under way")),
            (str(Done.DONE), _("Done")),
            (str(Done.DROPPED), _("It will not be done")),
        ]

    @property
    def has_welsh(self) -> bool:
        return any(self[name].data for name in ("decided_cy", "action_cy", "came_cy"))


class HandsForm(_Row):
    """A show of hands."""

    question_en = _text("question", later("What people were asked"), rows=2)
    question_cy = _text("question", later("What people were asked, in Welsh"), rows=2)
    yes = _count(later("Hands for it"))
    no = _count(later("Hands against it"))
    neither = _count(later("Abstained"))

    @property
    def has_welsh(self) -> bool:
        return bool(self.question_cy.data)


class AskedForm(_Row):
    """A question from the room."""

    question_en = _text("question", later("The question"), later("Never who asked it."), rows=2)
    question_cy = _text("question", later("The question, in Welsh"), rows=2)
    answer_en = _text("answer", later("The answer"), later("It may follow later."), rows=2)
    answer_cy = _text("answer", later("The answer, in Welsh"), rows=2)

    @property
    def has_welsh(self) -> bool:
        return bool(self.question_cy.data or self.answer_cy.data)


class _Head(PieceForm):
    present = _count(later("How many people came"), later("Count once. Every show of hands is told with it."))


class RecordForm:
    """The whole sheet. `of` shows a record; `sent` reads what came, with the rows numbered as they came."""

    def __init__(self, head: _Head, rows: Mapping[str, list[_Row]]) -> None:
        self.head = head
        self.rows = rows
        self.form_errors: list[str] = []

    @classmethod
    def of(cls, record: Record) -> RecordForm:
        """As it stands, with an empty row below the last of each kind."""
        rows: dict[str, list[_Row]] = {}
        for name, kind in _KINDS.items():
            kept = merging.keyed(getattr(record, name))
            said = [{**row.model_dump(), "key": key} for key, row in kept.items()]
            rows[name] = [kind(prefix=f"{name}-{place}-", data=one) for place, one in enumerate(said)]
        form = cls(_Head(data={"present": record.present}), rows)
        form._open()
        return form

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> RecordForm:
        """What was typed, readable or not."""
        numbers: dict[str, set[int]] = {name: set() for name in _KINDS}
        for key in form:
            if (found := _ROW.match(key)) is not None:
                numbers[found[1]].add(int(found[2]))
        rows: dict[str, list[_Row]] = {
            name: [
                kind(form, prefix=f"{name}-{number}-")
                for number in sorted(numbers[name])[: _ROOM * MOST[name]]
            ]
            for name, kind in _KINDS.items()
        }
        return cls(_Head(form), rows)

    @property
    def present(self) -> Field:
        return self.head["present"]

    def validate(self) -> bool:
        """Whether every answer can be read. Each row says what is wrong with it."""
        every = [self.head, *(row for rows in self.rows.values() for row in rows if not row.is_blank)]
        wrong = [form for form in every if not form.validate()]
        self._open()
        return not wrong

    def typed(self, before: Record, base: Base, token: str) -> Typed:
        """`before` with what was typed; empty rows, and those that are to be taken out, are none. After `validate`.

        `token`: the form's own mark, by which a row that is new is the same one when the form is sent again.
        """
        said: dict[str, Any] = {"present": self.present.data}
        out: dict[str, list[str]] = {}
        for name, made in _MADE.items():
            kept = [row for row in self.rows[name] if not row.is_blank and not row["out"].data]
            keys = [row["key"].data or _new_key(token, row) for row in kept]
            said[name] = tuple(
                made.model_validate({**_plain(row), "key": key}) for row, key in zip(kept, keys, strict=True)
            )
            out[name] = [
                row["key"].data for row in self.rows[name] if row["key"].data and row["key"].data not in keys
            ]
        return Typed(before.model_copy(update=said), base, out)

    def refuse(self, troubles: Iterable[Trouble]) -> None:
        """Say at each answer what the gate says of it; the rest above the form."""
        fields = {field.name: field for field in self}
        for trouble in troubles:
            field = fields.get(trouble.field)
            if field is None:
                self.form_errors.append(trouble.why)
            else:
                field.errors = [*field.errors, trouble.why]

    def remark(self, troubles: Iterable[Trouble]) -> list[tuple[str, str]]:
        """Say beside each answer what is still wanted of it; keeping a draft is never refused for it.

        The same for a list above the form: the element to go to, and the words with their row.
        """
        fields = {field.name: field for field in self}
        found = []
        for trouble in troubles:
            if (field := fields.get(trouble.field)) is None:
                continue
            wanted = _("Still wanted: %(why)s", why=trouble.why)
            field.description = " ".join(filter(None, (str(field.description), wanted)))
            first = f"{field.id}-day" if isinstance(field, DayField) else str(field.id)
            found.append((first, trouble.why))
        return found

    def __iter__(self) -> Iterator[Field]:
        """Every field, in the order of the page: for the summary of what is wrong."""
        yield from self.head
        for rows in self.rows.values():
            for row in rows:
                yield from row

    def _open(self) -> None:
        """An empty row at the end of each kind."""
        for name, kind in _KINDS.items():
            rows = self.rows[name]
            if len(rows) < MOST[name] and (not rows or not rows[-1].is_blank):
                number = _number_of(rows[-1]) + 1 if rows else 0
                rows.append(kind(prefix=f"{name}-{number}-"))


_KINDS: Final[Mapping[str, type[_Row]]] = {"decisions": DecisionForm, "hands": HandsForm, "asked": AskedForm}
_MADE: Final[Mapping[str, type[BaseModel]]] = {"decisions": Decision, "hands": Hands, "asked": Asked}


def _number_of(row: _Row) -> int:
    """The number in the names of its fields."""
    return int(str(next(iter(row)).name).split("-")[1])


def _new_key(token: str, row: _Row) -> str:
    return hashlib.sha256(f"{token} {next(iter(row)).name}".encode()).hexdigest()[:16]


def _typed(field: Field) -> bool:
    if isinstance(field, DayField):
        return any(field.typed)
    value: object = getattr(field, "_value", str)()  # WTForms' own protocol: as it was typed
    return bool(str(value).strip())


def _plain(row: _Row) -> dict[str, Any]:
    """What a row says, as the Content has it."""
    said: dict[str, Any] = {}
    for field in row:
        value = field.data
        if field.short_name in {"out", "key"}:
            continue
        if field.short_name == "state":
            value = value or Done.OPEN
        elif isinstance(field, IntegerField):
            value = value or 0
        elif not isinstance(field, DayField):
            value = str(value or "").strip()
        said[field.short_name] = value
    return said
