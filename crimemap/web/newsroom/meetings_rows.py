"""Rows of the meeting form: a line of the agenda, a paper, a date that is moved; some empty ones after the last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, TypeVar

from pydantic import BaseModel
from wtforms import IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import Length, Optional

from crimemap.editorial.meetings import Item, Move, Paper
from crimemap.editorial.meetings.gate import LONGEST, MOST_ITEMS, MOST_PAPERS
from crimemap.language import gettext as _
from crimemap.language import later
from crimemap.web.site.fields import DayField, PieceForm

ROOM: Final = {"agenda": (MOST_ITEMS, 3), "papers": (MOST_PAPERS, 1), "moves": (60, 1)}
"""How many rows there may be, and how many empty ones are offered."""

_TALL: Final = 4


def line(label: object, name: str, hint: object = "", classes: str = "") -> StringField:
    """One line of at most LONGEST[name] letters."""
    most = LONGEST[name]
    given = {"maxlength": most, **({"classes": classes} if classes else {})}
    return StringField(label, [Length(max=most)], description=hint, render_kw=given)  # type: ignore[arg-type]  # said later


def words(label: object, name: str, hint: object = "", rows: int = _TALL) -> TextAreaField:
    """Several lines of at most LONGEST[name] letters, counted."""
    most = LONGEST[name]
    given = {"maxlength": most, "rows": rows}
    return TextAreaField(label, [Length(max=most * 2)], description=hint, render_kw=given)  # type: ignore[arg-type]


def moment(label: object) -> TimeField:
    """A time of day."""
    return TimeField(label, [Optional()], render_kw={"classes": "govuk-input--width-5"})  # type: ignore[arg-type]


class Row(PieceForm):
    """One row; an empty one is none."""

    @classmethod
    def marks(cls) -> tuple[str, ...]:
        """Fields by one of which a row of a sent form is known to be there."""
        raise AssertionError

    def text(self, name: str) -> str:
        return (self[name].data or "").strip()

    def told(self) -> BaseModel | None:
        """What the row says; None where it says nothing."""
        raise AssertionError


class AgendaRow(Row):
    """A part of the agenda."""

    title_en = line(later("What"), "agenda")
    title_cy = line(later("In Welsh"), "agenda")
    minutes = IntegerField(
        later("Minutes"), [Optional()], render_kw={"classes": "govuk-input--width-3", "inputmode": "numeric"}
    )

    @classmethod
    def marks(cls) -> tuple[str, ...]:
        return ("title_en", "title_cy", "minutes")

    def told(self) -> Item | None:
        found = Item(
            title_en=self.text("title_en"), title_cy=self.text("title_cy"), minutes=self.minutes.data
        )
        return found if found != Item() else None


class PaperRow(Row):
    """A document to read before."""

    title_en = line(later("What it is"), "papers")
    title_cy = line(later("In Welsh"), "papers")
    address = line(later("Its address"), "online", later("Beginning with https://"))

    @classmethod
    def marks(cls) -> tuple[str, ...]:
        return ("title_en", "title_cy", "address")

    def told(self) -> Paper | None:
        found = Paper(
            title_en=self.text("title_en"), title_cy=self.text("title_cy"), address=self.text("address")
        )
        return found if found != Paper() else None


class MoveRow(Row):
    """One date that takes place otherwise; what is empty stays as it was."""

    day = SelectField(later("Which date?"), [Optional()])
    to = DayField(later("New day"), [Optional()])
    begins = moment(later("Begins at"))
    ends = moment(later("Ends at"))
    place = line(later("Public place"), "place")
    address = line(later("Its address"), "address")
    reason_en = line(later("Why, for visitors"), "reason")
    reason_cy = line(later("Why, in Welsh"), "reason")

    @classmethod
    def marks(cls) -> tuple[str, ...]:
        return ("day",)

    def offer(self, days: Sequence[tuple[str, str]]) -> None:
        """The dates of the series as it was saved; one that is not among them any more is still said."""
        known = dict(days)
        own = self.day.data
        if own and own not in known and _is_day(own):
            known[own] = own
        self.day.choices = [("", _("No date")), *known.items()]

    def told(self) -> Move | None:
        """A row is left out by choosing no date."""
        if not self.day.data:
            return None
        return Move(
            day=date.fromisoformat(self.day.data), to=self.to.data, begins=self.begins.data, ends=self.ends.data,
            place=self.text("place"), address=self.text("address"), reason_en=self.text("reason_en"),
            reason_cy=self.text("reason_cy"),
        )  # fmt: skip


R = TypeVar("R", bound=Row)


def rows_of(kind: type[R], sent: Any, name: str, kept: Sequence[BaseModel]) -> list[R]:
    """The rows of a form that was `sent`, else those that were kept; and some empty ones, while there is room."""
    most, spare = ROOM[name]
    if sent:
        count = 0
        while count < most and any(f"{name}-{count}-{mark}" in sent for mark in kind.marks()):
            count += 1
        return [kind(sent, prefix=f"{name}-{number}") for number in range(count)]
    rows = [kind(data=_plain(one), prefix=f"{name}-{number}") for number, one in enumerate(kept)]
    return [
        *rows,
        *(kind(prefix=f"{name}-{number}") for number in range(len(kept), min(most, len(kept) + spare))),
    ]


def _plain(one: BaseModel) -> dict[str, Any]:
    said = one.model_dump()
    return {**said, "day": said["day"].isoformat()} if "day" in said else said


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
