"""What is filled in for the calendar of publications."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from wtforms import Form, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Optional

from crimemap import language
from crimemap.editorial.announcements import Announced, Subject, Wanted
from crimemap.editorial.announcements.rules import AHEAD, LONGEST_REASON, LONGEST_TITLE
from crimemap.editorial.database import Bilingual
from crimemap.editorial.pieces import Trouble
from crimemap.language import gettext as _
from crimemap.language import later
from crimemap.release import instants
from crimemap.terms import Month
from crimemap.web.site.fields import DayField

_ROWS: Final = {"rows": 3, "maxlength": LONGEST_REASON}


class ReasonForm(Form):
    """Why."""

    reason_en = TextAreaField(later("Why, in English"), render_kw=dict(_ROWS))
    reason_cy = TextAreaField(later("Why, in Welsh"), render_kw=dict(_ROWS))

    def reason(self) -> Bilingual:
        """As it was typed."""
        return _both(self, "reason")

    def take(self, troubles: Iterable[Trouble]) -> list[str]:
        """What is wrong stands at its answer; what is about no answer comes back."""
        rest = []
        for trouble in troubles:
            if trouble.field in self._fields:
                self[trouble.field].errors = [*self[trouble.field].errors, trouble.why]
            else:
                rest.append(trouble.why)
        return rest


class AnnouncementForm(ReasonForm):
    """What is published when. The day decides the month, where it is known."""

    subject = RadioField(
        later("What is published?"), [InputRequired(later("Say what is published."))], choices=[]
    )
    partnership = SelectField(later("Partnership"), choices=[])
    title_en = StringField(later("Title in English"), render_kw={"maxlength": LONGEST_TITLE})
    title_cy = StringField(later("Title in Welsh"), render_kw={"maxlength": LONGEST_TITLE})
    day = DayField(
        later("Exact day"),
        [Optional()],
        description=later("At least four weeks ahead. Leave it empty while only the month is known."),
    )
    time = TimeField(
        later("At"), [Optional()], default=instants.MORNING, render_kw={"classes": "govuk-input--width-5"}
    )
    month = SelectField(later("Month, where the day is not known yet"), choices=[], validate_choice=False)

    def offer(self, partnerships: list[tuple[str, str]], now: datetime, *, crime: bool) -> None:
        """The choices: whose survey results this person may announce, whether crime too, and the next months."""
        self.subject.choices = [(str(Subject.SURVEYS), _("Survey results"))]
        if crime:
            self.subject.choices.insert(
                0, (str(Subject.CRIME), _("Police recorded crime, for every partnership"))
            )
            partnerships = [("", _("Every partnership")), *partnerships]
        self.partnership.choices = partnerships
        this = Month.of(now.date())
        months = [this.plus(ahead) for ahead in range(AHEAD + 1)]
        self.month.choices = [(str(month), language.month_name(month)) for month in months]

    def wanted(self, now: datetime) -> Wanted | None:
        """As it was filled in, after `validate`; None where the hour is none, which is said at the day."""
        subject = Subject(self.subject.data)
        partnership = None if subject is Subject.CRIME else self.partnership.data or None
        try:
            at = self._instant(now)
        except instants.NotOneInstant as refusal:
            self.day.errors = [*self.day.errors, " ".join((str(refusal), _("Choose another hour.")))]
            return None
        return Wanted(subject, partnership, _both(self, "title"), self._month(now), at, self.reason())

    def _instant(self, now: datetime) -> datetime | None:
        if self.day.data is None or now.tzinfo is None:
            return None
        return instants.one_instant(self.day.data, self.time.data or instants.MORNING, now.tzinfo)

    def _month(self, now: datetime) -> Month:
        """Of the day, or the one that was chosen."""
        if self.day.data is not None:
            return Month.of(self.day.data)
        try:
            return Month.parse(self.month.data or "")
        except ValueError:
            return Month.of(now.date())


def as_form(one: Announced, now: datetime) -> dict[str, Any]:
    """What stands in the calendar, as the form has it. A reason is given anew with every change."""
    at = one.at.astimezone(now.tzinfo) if one.at else None
    return {
        "subject": str(one.subject), "partnership": one.partnership or "", "title_en": one.title.en,
        "title_cy": one.title.cy, "day": at.date() if at else None, "time": at.time() if at else instants.MORNING,
        "month": str(one.month),
    }  # fmt: skip


def _both(form: Form, name: str) -> Bilingual:
    return Bilingual((form[f"{name}_en"].data or "").strip(), (form[f"{name}_cy"].data or "").strip())
