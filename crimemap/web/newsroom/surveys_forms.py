"""The forms of survey results: the file, its words, the hour; and what visitors are told of a withdrawal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final, Self

from wtforms import Field, FileField, StringField, TextAreaField, TimeField
from wtforms.validators import Length, Optional

from crimemap.editorial.database import Bilingual
from crimemap.editorial.pieces import Piece, Trouble
from crimemap.editorial.surveys import LONGEST, Survey
from crimemap.language import gettext as _
from crimemap.language import later
from crimemap.release.instants import MORNING, NotOneInstant, one_instant
from crimemap.web.site.fields import DayField, PieceForm

TEXTS: Final = tuple(f"{name}_{spoken}" for name in LONGEST for spoken in ("en", "cy"))
_TOLD: Final = 300


def _text(name: str, label: str, hint: str = "", *, rows: int = 0) -> StringField:
    most = LONGEST[name]
    if rows:
        return TextAreaField(
            label, [Length(max=most)], description=hint, render_kw={"maxlength": most, "rows": rows}
        )
    return StringField(label, [Length(max=most)], description=hint, render_kw={"maxlength": most})


class SurveyForm(PieceForm):
    """What an upload holds. A draft may want anything; what cannot be read is told at its field."""

    file = FileField(
        later("File with the results (CSV)"),
        description=later("Like the template, saved as “CSV UTF-8”, 2 MB at most."),
        render_kw={"accept": ".csv,text/csv"},
    )
    title_en = _text(
        "title",
        later("Title"),
        later("As the list of releases will say it: “Residents’ survey, autumn 2026”."),
    )
    title_cy = _text("title", later("Title in Welsh"))
    note_en = _text(
        "note",
        later("What readers must know"),
        later("What was new or went wrong this time. It may be left empty."),
        rows=3,
    )
    note_cy = _text("note", later("What readers must know, in Welsh"), rows=3)
    day = DayField(
        later("Publish on"),
        description=later("Nobody outside the newsroom sees anything before. Empty: as soon as it is approved."),
    )  # fmt: skip
    time = TimeField(
        later("At"), [Optional()], default=MORNING, description=later("Official figures come out at 09:30."),
        render_kw={"classes": "govuk-input--width-5"},
    )  # fmt: skip
    reason_en = _text(
        "reason", later("Why on a day that was not announced"),
        later("Only where the public calendar does not announce this day and hour. Visitors read it as soon as it is"
              " approved: say nothing in it of the results."),
    )  # fmt: skip
    reason_cy = _text("reason", later("The same reason in Welsh"))

    @classmethod
    def of(cls, content: Survey, piece: Piece, now: datetime) -> Self:
        """As it stands."""
        wanted = piece.wanted_at.astimezone(now.tzinfo) if piece.wanted_at else None
        when = {"day": wanted.date() if wanted else None, "time": wanted.time() if wanted else MORNING}
        return cls(data={**{name: getattr(content, name) for name in TEXTS}, **when})

    def instant(self, now: datetime, kept: datetime | None = None) -> datetime | None:
        """The hour that was chosen, or None; says at its field what is wrong with it.

        `kept`: the one chosen before, which may be over by now: who only mends a word need not choose anew.
        """
        if self.day.data is None or now.tzinfo is None:
            return None
        try:
            wanted = one_instant(self.day.data, self.time.data or MORNING, now.tzinfo)
        except NotOneInstant as refusal:
            self._refuse(self.time, _("%(why)s Choose another time.", why=str(refusal)))
            return None
        if wanted <= now.astimezone(UTC) and wanted != kept:
            self._refuse(self.day, _("Choose a time that is still to come."))
        return wanted

    def _refuse(self, field: Field, why: str) -> None:
        field.errors = [*field.errors, why]

    def told(self) -> dict[str, Any]:
        """The words, as the Content has them."""
        return {name: (getattr(self, name).data or "").strip() for name in TEXTS}

    def refuse_file(self, why: str) -> None:
        """Say at the file what is wrong with it. After `validate`, which begins by forgetting such things."""
        self._refuse(self.file, why)


class WithdrawForm(PieceForm):
    """What visitors read in the place of results that were taken down."""

    said_en = TextAreaField(
        later("Why, for visitors"), [Length(max=_TOLD)],
        description=later("It stands at once in the list of releases: “The weights of one ward were wrong.”"),
        render_kw={"maxlength": _TOLD, "rows": 3},
    )  # fmt: skip
    said_cy = TextAreaField(
        later("The same in Welsh"), [Length(max=_TOLD)], render_kw={"maxlength": _TOLD, "rows": 3}
    )

    def told(self) -> Bilingual:
        return Bilingual((self.said_en.data or "").strip(), (self.said_cy.data or "").strip())

    def refuse(self, troubles: tuple[Trouble, ...]) -> None:
        """Say at each field what the editorial call said of it."""
        for trouble in troubles:
            field = self.said_cy if trouble.field == "said_cy" else self.said_en
            field.errors = [*field.errors, trouble.why]
