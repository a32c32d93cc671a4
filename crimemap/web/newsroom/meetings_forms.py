"""The form of a meeting: what it is, where and when, what changed since it was said, agenda, papers, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from wtforms import Field, Form, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from crimemap.deck import Topic, slide_names
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Body, Every, Meeting, Note, Spoken
from crimemap.editorial.meetings.content import Restored
from crimemap.editorial.meetings.gate import LONGEST
from crimemap.editorial.pieces import Trouble
from crimemap.language import later
from crimemap.web.newsroom import meetings_words
from crimemap.web.newsroom.meetings_rows import (
    AgendaRow,
    MoveRow,
    PaperRow,
    Row,
    line,
    moment,
    rows_of,
    words,
)
from crimemap.web.site import gatherings
from crimemap.web.site.fields import DayField, PieceForm

TEXTS: Final = ("title", "about", "access", "changed")
"""Asked in both languages."""

LINES: Final = ("organiser", "place", "address", "online", "contact", "telephone", "email")
_FIRST: Final = "first"
_SECOND: Final = "second"
_SHORT: Final = 80


class MeetingForm(PieceForm):
    """Every answer may be left for later. Rows of agenda, papers and moved dates are forms of their own (`rows`)."""

    body = RadioField(later("Who holds it?"), [Optional()])
    organiser = line(
        later("Name of the organisation"), "organiser", later("Such as “Lower Keld Town Council”.")
    )
    title_en = line(later("Title"), "title", later("What it is about, in a few words. No names."))
    title_cy = line(later("Title in Welsh"), "title")
    about_en = words(
        later("What happens there"), "about", later("Two or three sentences: why somebody should come.")
    )
    about_cy = words(later("What happens there, in Welsh"), "about")
    place = line(later("Public place"), "place", later("The hall as people call it."))
    address = line(later("Its address"), "address", later("Street, town and postcode of the hall."))
    access_en = words(
        later("Getting in"),
        "access",
        later("Steps or none, hearing loop, toilets, parking, bus. People decide by this."),
    )
    access_cy = words(later("Getting in, in Welsh"), "access")
    online = line(later("Address for joining online"), "online", later("Leave it empty if nobody can."))
    spoken = RadioField(later("Which language is spoken?"), [Optional()], default=str(Spoken.ENGLISH))
    neighbourhoods = SelectMultipleField(
        later("Only for these neighbourhoods"), description=later("None: it is for the whole partnership.")
    )
    wards = SelectMultipleField(later("Only for these wards"))
    day = DayField(later("Day"), [Optional()], description=later("Of a series: the first."))
    begins = moment(later("Begins at"))
    ends = moment(later("Ends at"))
    second = RadioField(
        later("The clocks go back that night, and show this hour twice. Which one is meant?"), [Optional()],
        choices=[(_FIRST, later("The first, before they go back")), (_SECOND, later("The second, after they did"))],
    )  # fmt: skip
    every = RadioField(later("How often?"), [Optional()], default=str(Every.ONCE))
    last = DayField(
        later("Last day of the series"), [Optional()], description=later("Two years after the first at most.")
    )
    restored = SelectMultipleField(
        later("Cancelled dates that take place after all"),
        description=later("Once a second person has approved it."),
    )
    changed_en = words(
        later("Why the day, the time or the place is another than was announced"), "changed",
        later("Visitors read it beside the new one. Needed only if you changed one of them."), rows=2,
    )  # fmt: skip
    changed_cy = words(later("The same in Welsh"), "changed", rows=2)
    attends = TextAreaField(
        later("Who will be there"), [Length(max=2400)], render_kw={"rows": 4},
        description=later("Roles and teams, one a line: “Housing officer”, “Sgt Rowan, neighbourhood team”."),
    )  # fmt: skip
    contact = line(
        later("Who can be asked about it"), "contact",
        later("A team or a role, not a person, and a telephone number or an email address of theirs. Needed."),
    )  # fmt: skip
    telephone = StringField(
        later("Telephone"), [Length(max=_SHORT)], render_kw={"classes": "govuk-input--width-20"}
    )
    email = StringField(
        later("Email address"), [Length(max=_SHORT)], render_kw={"classes": "govuk-input--width-20"}
    )

    def __init__(
        self, sent: Any = None, *, meeting: Meeting | None = None, areas: Mapping[str, Sequence[tuple[str, str]]],
        called_off: Mapping[date, datetime] | None = None,
    ) -> None:  # fmt: skip
        """`sent`: what was typed; else `meeting`, what was kept. `areas`: codes and names by "neighbourhoods", "wards".
        `called_off`: days that are cancelled, with the instant at which that was said."""
        kept = meeting or Meeting()
        self._called_off = called_off or {}
        super().__init__(sent, data=None if sent else _held(kept, areas, self._called_off))
        self._notes = {note.slide: note.said for note in kept.notes}
        if sent:
            self._notes |= {name: sent.get(f"notes-{name}", "") for name in Topic if f"notes-{name}" in sent}
        self.body.choices = [(str(body), name) for body, name in gatherings.bodies().items()]
        self.spoken.choices = list(meetings_words.languages().items())
        self.every.choices = list(meetings_words.how_often().items())
        for field in (self.neighbourhoods, self.wards):
            field.choices = [*areas[field.name]]
        self.restored.choices = [
            (day.isoformat(), meetings_words.full_day(day)) for day in sorted(self._called_off)
        ]
        days = meetings_words.days_to_move(kept)
        self.agenda = rows_of(AgendaRow, sent, "agenda", kept.agenda)
        self.papers = rows_of(PaperRow, sent, "papers", kept.papers)
        self.moves = rows_of(MoveRow, sent, "moves", kept.moves)
        for row in self.moves:
            row.offer(days)

    def __iter__(self) -> Iterator[Field]:
        """Every field, those of the rows too: the summary of what is wrong leads to each."""
        yield from super().__iter__()
        for row in self.rows:
            yield from row

    @property
    def rows(self) -> tuple[Row, ...]:
        """Agenda, papers, moved dates."""
        return (*self.agenda, *self.papers, *self.moves)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every answer can be read."""
        return all([super().validate(extra_validators), *(row.validate() for row in self.rows)])

    @property
    def notes(self) -> tuple[tuple[str, str, str], ...]:
        """Slide, its words, what the presenter says to it."""
        return tuple((name, words_, self._notes.get(name, "")) for name, words_ in slide_names().items())

    @property
    def has_notes(self) -> bool:
        return any(said.strip() for said in self._notes.values())

    def told(self, before: Meeting | None = None) -> Meeting:
        """What the form says, after `validate`. What it did not show stays as it was."""
        kept = before or Meeting()
        texts = {
            f"{name}_{spoken}": _text(self[f"{name}_{spoken}"]) for name in TEXTS for spoken in ("en", "cy")
        }
        every, body = Every(_text(self.every) or Every.ONCE), _text(self.body)
        return Meeting(
            **texts, **{name: _text(self[name]) for name in LINES},
            body=Body(body) if body else None, spoken=Spoken(_text(self.spoken) or Spoken.ENGLISH),
            areas=(*(self.neighbourhoods.data or ()), *(self.wards.data or ())),
            day=self.day.data, begins=self.begins.data, ends=self.ends.data,
            second=_text(self.second) == _SECOND if _text(self.second) else None,
            every=every, last=None if every is Every.ONCE else self.last.data,
            moves=tuple(filter(None, (row.told() for row in self.moves))) if every is not Every.ONCE else (),
            restored=self._restored(kept),
            agenda=tuple(filter(None, (row.told() for row in self.agenda))),
            papers=tuple(filter(None, (row.told() for row in self.papers))),
            attends=tuple(said for each in _text(self.attends).splitlines() if (said := each.strip())),
            notes=tuple(Note(slide=name, said=said) for name in Topic if (said := self._noted(name))),
        )  # fmt: skip

    def _noted(self, name: Topic) -> str:
        return self._notes.get(name, "").replace("\r\n", "\n").strip()[: LONGEST["notes"] + 1]

    def _restored(self, before: Meeting) -> tuple[Restored, ...]:
        """Those that were undone before stay in the list: a cancellation is undone by what names it, for good."""
        chosen = {date.fromisoformat(day) for day in self.restored.data or ()}
        fresh = (Restored(day=day, said=said) for day, said in self._called_off.items() if day in chosen)
        kept = (one for one in before.restored if one.said != self._called_off.get(one.day))
        return tuple(sorted({*kept, *fresh}, key=lambda one: (one.day, one.said)))


class CancelForm(Form):
    """Why a date is called off."""

    reason_en = words(
        later("Why, for visitors"), "reason", later("It stands on the page and in calendars at once."), rows=3
    )
    reason_cy = words(later("The same in Welsh"), "reason", rows=3)

    def reason(self) -> Bilingual:
        """As it was typed."""
        return Bilingual(_text(self.reason_en), _text(self.reason_cy))

    def refuse(self, troubles: tuple[Trouble, ...]) -> None:
        """Say at each field what the editorial call said of it."""
        for trouble in troubles:
            field = self.reason_cy if trouble.field == "reason_cy" else self.reason_en
            field.errors = [*field.errors, trouble.why]


def _text(field: Field) -> str:
    return (field.data or "").replace("\r\n", "\n").strip()


def _held(
    meeting: Meeting, areas: Mapping[str, Sequence[tuple[str, str]]], called_off: Mapping[date, datetime]
) -> dict[str, Any]:
    """What was kept, as the fields take it."""
    wards = {code for code, _name in areas["wards"]}
    return {
        **{name: getattr(meeting, name) for name in (*LINES, "day", "begins", "ends", "last")},
        **{
            f"{name}_{spoken}": getattr(meeting, f"{name}_{spoken}")
            for name in TEXTS
            for spoken in ("en", "cy")
        },
        "body": str(meeting.body) if meeting.body else None,
        "spoken": str(meeting.spoken),
        "every": str(meeting.every),
        "second": None if meeting.second is None else _SECOND if meeting.second else _FIRST,
        "neighbourhoods": [code for code in meeting.areas if code not in wards],
        "wards": [code for code in meeting.areas if code in wards],
        "restored": [one.day.isoformat() for one in meeting.restored if called_off.get(one.day) == one.said],
        "attends": "\n".join(meeting.attends),
    }
