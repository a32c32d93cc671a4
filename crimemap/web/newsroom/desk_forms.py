"""Days and times that are chosen at the desk."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Self

from wtforms import Form, TimeField
from wtforms.validators import InputRequired, Optional

from crimemap.editorial.pieces import Piece
from crimemap.language import gettext as _
from crimemap.release.instants import NotOneInstant, one_instant
from crimemap.web.site.fields import DayField

_MORNING = time(9, 0)


class Shorten(Form):
    """The day from which it is no longer shown."""

    day = DayField(validators=[InputRequired()])

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.day.label.text = _("Take it down at the beginning of")

    @classmethod
    def of(cls, piece: Piece, now: datetime) -> Self:
        """As it stands now."""
        until = piece.until.astimezone(now.tzinfo).date() if piece.until else None
        return cls(prefix="shorten-", data={"day": until})

    def instant(self, now: datetime) -> datetime:
        """The beginning of the day here; of today, this moment."""
        chosen = self.day.data
        return max(now, datetime.combine(chosen, time(), tzinfo=now.tzinfo)) if chosen else now


class When(Form):
    """The day and the time of publication; no day: as soon as it is approved."""

    day = DayField()  # Optional() would forget that what was typed is no day, and publish at once
    time = TimeField(validators=[Optional()], default=_MORNING)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.day.label.text = _("Publish on")
        self.day.description = _("Leave it empty to publish as soon as it is approved.")
        self.time.label.text = _("At")
        self.time.render_kw = {"classes": "govuk-input--width-5"}

    @classmethod
    def of(cls, piece: Piece, now: datetime) -> Self:
        """As it stands now."""
        wanted = piece.wanted_at.astimezone(now.tzinfo) if piece.wanted_at else None
        return cls(
            prefix="when-",
            data={"day": wanted.date() if wanted else None, "time": wanted.time() if wanted else _MORNING},
        )

    def instant(self, now: datetime) -> datetime | None:
        """The instant, or None. Raises NotOneInstant."""
        if self.day.data is None or now.tzinfo is None:
            return None
        return one_instant(self.day.data, self.time.data or _MORNING, now.tzinfo)

    def is_ahead(self, now: datetime) -> bool:
        """Whether it lies ahead, and clocks show it once; says so at its answer where not."""
        try:
            wanted = self.instant(now)
        except NotOneInstant as refusal:
            self.time.errors = [*self.time.errors, _("%(why)s Choose another time.", why=str(refusal))]
            return False
        if wanted is None or wanted > now:
            return True
        self.day.errors = [*self.day.errors, _("Choose a time that is still to come.")]
        return False
