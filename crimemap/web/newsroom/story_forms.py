"""The form of a story: what is told, and the measure that may prove it."""

from __future__ import annotations

from typing import Any, Final

from wtforms import (
    FloatField,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional, ValidationError

from crimemap import language, words
from crimemap.editorial import stories
from crimemap.editorial.stories import LONGEST, SHARE, Evidence, Side, Story, verdict_of
from crimemap.figure import Status
from crimemap.language import gettext as _
from crimemap.measures import crime
from crimemap.release import Area, Release
from crimemap.terms import ALL_CRIME, AreaKind, Month, Period, types_in_use

NONE: Final = "none"
COUNTED: Final = "counted"
TYPED: Final = "typed"
LENGTHS: Final = (12, 6, 3, 1)
_SMALL: Final = {"classes": "govuk-input--width-5"}


class StoryForm(Form):
    """Every question of a story; each may be left for later."""

    title_en = StringField(render_kw={"maxlength": LONGEST["title"]})
    title_cy = StringField(render_kw={"maxlength": LONGEST["title"]})
    problem_en = TextAreaField(render_kw={"maxlength": LONGEST["problem"], "rows": 4})
    problem_cy = TextAreaField(render_kw={"maxlength": LONGEST["problem"], "rows": 4})
    action_en = TextAreaField(render_kw={"maxlength": LONGEST["action"], "rows": 5})
    action_cy = TextAreaField(render_kw={"maxlength": LONGEST["action"], "rows": 5})
    outcome_en = TextAreaField(render_kw={"maxlength": LONGEST["outcome"], "rows": 4})
    outcome_cy = TextAreaField(render_kw={"maxlength": LONGEST["outcome"], "rows": 4})
    caveat_en = TextAreaField(render_kw={"maxlength": LONGEST["caveat"], "rows": 3})
    caveat_cy = TextAreaField(render_kw={"maxlength": LONGEST["caveat"], "rows": 3})
    approaches = SelectMultipleField()
    measure = RadioField(default=NONE)
    wanted = RadioField(default="fewer")
    area = SelectField(validate_choice=True)
    type = SelectField(validate_choice=True)
    months = SelectField(coerce=int, default=12)
    after_month = SelectField()
    before_month = SelectField()
    name_en = StringField(render_kw={"maxlength": 200})
    name_cy = StringField(render_kw={"maxlength": 200})
    unit = StringField(default=SHARE, render_kw={"maxlength": 40, **_SMALL})
    before_first = StringField(render_kw=_SMALL)
    before_last = StringField(render_kw=_SMALL)
    before_value = FloatField(validators=[Optional()], render_kw=_SMALL)
    before_lower = FloatField(validators=[Optional()], render_kw=_SMALL)
    before_upper = FloatField(validators=[Optional()], render_kw=_SMALL)
    before_base = IntegerField(validators=[Optional()], render_kw=_SMALL)
    before_source = StringField(render_kw={"maxlength": 200})
    after_first = StringField(render_kw=_SMALL)
    after_last = StringField(render_kw=_SMALL)
    after_value = FloatField(validators=[Optional()], render_kw=_SMALL)
    after_lower = FloatField(validators=[Optional()], render_kw=_SMALL)
    after_upper = FloatField(validators=[Optional()], render_kw=_SMALL)
    after_base = IntegerField(validators=[Optional()], render_kw=_SMALL)
    after_source = StringField(render_kw={"maxlength": 200})

    def __init__(self, *given: Any, release: Release, partnership: str, **more: Any) -> None:
        """`release` says which areas, kinds of crime and months can be counted."""
        super().__init__(*given, **more)
        here = language.current()
        self.approaches.choices = [(row.slug, row.title.said(here)) for row in stories.approaches()]
        self.measure.choices = [
            (NONE, _("No measure: it is published as news")),
            (COUNTED, _("Recorded crime, from the figures of this site")),
            (TYPED, _("Another measure, such as a survey")),
        ]
        self.wanted.choices = [
            ("fewer", _("Lower is what was wanted")),
            ("more", _("Higher is what was wanted")),
        ]
        self.area.choices = [
            (area.code, f"{area.name} ({words.kind(area.kind)})") for area in areas(release, partnership)
        ]
        whats: list[crime.What] = [ALL_CRIME, *types_in_use(release.months[-1])]
        self.type.choices = [(str(what), words.crime_type(what)) for what in whats]
        self.months.choices = [
            (months, language.ngettext("%(num)s month", "%(num)s months", months)) for months in LENGTHS
        ]
        every = [(str(month), language.month_name(month)) for month in reversed(release.months)]
        self.after_month.choices = self.before_month.choices = every
        if given[:1] in {(), (None,)} and not self.before_month.data:
            self.before_month.data = str(release.months[-1].plus(-12))
        _label(self)

    def validate_before_first(self, field: StringField) -> None:
        """Months matter only for a measure that is typed in."""
        self._month(field)

    validate_before_last = validate_after_first = validate_after_last = validate_before_first

    def _month(self, field: StringField) -> None:
        if self.measure.data != TYPED:
            return
        try:
            Month.parse((field.data or "").strip())
        except ValueError as fault:
            raise ValidationError(_("Write the month like 2026-03.")) from fault

    def hold(self, story: Story) -> None:
        """Show what a story says so far."""
        for name in stories.TEXTS:
            for spoken in ("en", "cy"):
                self[f"{name}_{spoken}"].data = getattr(story, f"{name}_{spoken}")
        self.approaches.data = list(story.approaches)
        if story.evidence is not None:
            self._hold(story.evidence)

    def _hold(self, evidence: Evidence) -> None:
        self.measure.data, self.wanted.data = TYPED if evidence.is_typed else COUNTED, evidence.wanted
        if not evidence.is_typed:
            self.area.data, self.type.data = evidence.area, evidence.type
            self.months.data = evidence.after.period.length
            self.after_month.data, self.before_month.data = evidence.after.last, evidence.before.last
            return
        self.name_en.data, self.name_cy.data = evidence.name_en, evidence.name_cy
        self.unit.data = evidence.after.unit
        for name, side in (("before", evidence.before), ("after", evidence.after)):
            for part in ("first", "last", "value", "lower", "upper", "base", "source"):
                self[f"{name}_{part}"].data = getattr(side, part)

    def told(self) -> dict[str, Any]:
        """The texts and the approaches, as Story takes them."""
        texts = {
            f"{name}_{spoken}": (self[f"{name}_{spoken}"].data or "").replace("\r\n", "\n")
            for name in stories.TEXTS
            for spoken in ("en", "cy")
        }
        return {**texts, "approaches": tuple(self.approaches.data or ())}

    def periods(self) -> tuple[Period, Period]:
        """Before and after, of what is counted."""
        long = int(self.months.data)
        before, after = Month.parse(self.before_month.data), Month.parse(self.after_month.data)
        return Period.ending(before, long), Period.ending(after, long)

    def typed(self) -> Evidence:
        """The measure that was typed in, complete or not."""
        before, after = self._side("before"), self._side("after")
        return Evidence(
            name_en=self.name_en.data or "", name_cy=self.name_cy.data or "", before=before, after=after,
            verdict=verdict_of(before, after), wanted=self.wanted.data,
        )  # fmt: skip

    def _side(self, name: str) -> Side:
        value = self[f"{name}_value"].data
        return Side(
            value=value, status=Status.MISSING if value is None else Status.PUBLISHED,
            first=self[f"{name}_first"].data.strip(), last=self[f"{name}_last"].data.strip(),
            unit=(self.unit.data or "").strip(), source=(self[f"{name}_source"].data or "").strip(),
            lower=self[f"{name}_lower"].data, upper=self[f"{name}_upper"].data, method="as published",
            base=self[f"{name}_base"].data, base_name="answers",
        )  # fmt: skip


def areas(release: Release, partnership: str) -> list[Area]:
    """The partnership, then its committees, neighbourhoods and wards: nothing smaller is told as a success."""
    whole = release.area(partnership)
    kinds = (AreaKind.COMMITTEE, AreaKind.NEIGHBOURHOOD, AreaKind.WARD)
    inside = [area for kind in kinds for area in release.areas(kind) if area.partnership == partnership]
    return [*([whole] if whole is not None else []), *inside]


def labels() -> dict[str, tuple[str, str]]:
    """What each question is called, and its hint."""
    texts = {
        "title": (_("Title"), _("What changed, in one line. No names.")),
        "problem": (_("The problem"), _("What people said, or what was counted.")),
        "action": (_("What was done"), _("By whom, where and when. Name organisations, not people.")),
        "outcome": (_("What came of it"), _("Leave it empty if it is too early to say.")),
        "caveat": (_("What the measure cannot show"), _("Such as: burglary fell in the whole county too.")),
    }
    return {
        **{f"{name}_en": said for name, said in texts.items()},
        **{f"{name}_cy": (_("%(question)s, in Welsh", question=said[0]), "") for name, said in texts.items()},
        "approaches": (_("Which approach is it?"), _("Choose all that fit. People filter by them.")),
        "measure": (_("Is there a measure before and after?"), ""),
        "wanted": (_("Which way was it meant to change?"), ""),
        "area": (_("Area"), ""),
        "type": (_("Kind of crime"), ""),
        "months": (
            _("How many months are compared"),
            _("Less than a year: take the same months of both years."),
        ),
        "after_month": (_("After: the months to"), ""),
        "before_month": (_("Before: the months to"), ""),
        "name_en": (_("What was measured"), _("The question as it was asked.")),
        "name_cy": (_("What was measured, in Welsh"), ""),
        "unit": (_("Unit"), _("Such as % or incidents")),
        **_side_labels("before"),
        **_side_labels("after"),
    }


def _side_labels(name: str) -> dict[str, tuple[str, str]]:
    parts = {
        "first": (_("From month"), _("Like 2026-01")),
        "last": (_("To month"), _("Like 2026-03")),
        "value": (_("Figure"), ""),
        "lower": (_("At least (95%)"), ""),
        "upper": (_("At most (95%)"), ""),
        "base": (_("How many answered"), ""),
        "source": (_("Source"), _("Who asked or counted, and where it can be read.")),
    }
    return {f"{name}_{part}": said for part, said in parts.items()}


def _label(form: Form) -> None:
    for name, (text, hint) in labels().items():
        form[name].label.text, form[name].description = text, hint
