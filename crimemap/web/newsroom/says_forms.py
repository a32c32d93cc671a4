"""What staff fill in for a say. A say opens as its first day begins and closes as its last one ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Final

from wtforms import (
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    validators,
)

from crimemap.editorial import says
from crimemap.editorial.database import Bilingual
from crimemap.editorial.nominations import Nomination
from crimemap.editorial.pieces import Trouble
from crimemap.editorial.says import About, Choice, Say, SayOption, Terms, Ways
from crimemap.language import gettext as _
from crimemap.language import later
from crimemap.web.site.fields import DayField

_BETWEEN: Final = "|"
_TITLE, _TEXT = 90, 600
_FIELDS: Final = {
    "title": "title_en", "text": "text_en", "who": "who_en", "opens_at": "opens", "closes_at": "closes",
    "choices": "others", "why": "why_en",
}  # fmt: skip


class _SayForm(Form):
    """Faults of the editorial room stand at the answers that they are about."""

    def take(self, troubles: Iterable[Trouble]) -> list[str]:
        """What is about no answer comes back."""
        rest = []
        for trouble in troubles:
            name = _FIELDS.get(trouble.field, trouble.field)
            if name in self._fields:
                self[name].errors = [*self[name].errors, trouble.why]
            else:
                rest.append(trouble.why)
        return rest

    def text(self, name: str) -> Bilingual:
        """The two languages of an answer."""
        return Bilingual((self[f"{name}_en"].data or "").strip(), (self[f"{name}_cy"].data or "").strip())


class SayForm(_SayForm):
    """All that a say is."""

    partnership = SelectField(later("Partnership"), choices=[])
    about = RadioField(later("What are the projects?"), choices=[])
    title_en = StringField(
        later("Title in English"),
        description=later("A question, for example “Which place should be cleared first?”"),
        render_kw={"maxlength": _TITLE},
    )
    title_cy = StringField(later("Title in Welsh"), render_kw={"maxlength": _TITLE})
    text_en = TextAreaField(later("More about it, in English"), render_kw={"maxlength": _TEXT, "rows": 3})
    text_cy = TextAreaField(later("More about it, in Welsh"), render_kw={"maxlength": _TEXT, "rows": 3})
    who_en = StringField(
        later("Who may take part, in English"),
        description=later("For example “Everybody who lives or works in Larkwith”."),
    )
    who_cy = StringField(later("Who may take part, in Welsh"))
    ways = RadioField(later("One person, one vote: how?"), choices=[])
    opens = DayField(
        later("First day"),
        [validators.DataRequired(later("Give the first day."))],
        description=later("It opens as this day begins. A second person must have published it before."),
    )
    closes = DayField(
        later("Last day"),
        [validators.DataRequired(later("Give the last day."))],
        description=later("It closes as this day ends."),
    )
    shortlist = SelectMultipleField(later("Nominations that were scored"), choices=[], validate_choice=False)
    others = TextAreaField(
        later("Other projects, one a line"),
        description=later("English | Welsh. Two to ten projects in all, with the nominations chosen above."),
        render_kw={"rows": 5},
    )

    def __init__(self, sent: Any = None, **more: Any) -> None:
        super().__init__(sent, **more)
        self.about.choices = [
            (str(About.PAYBACK), _("Community Payback")),
            (
                str(About.REPARATION),
                _("Reparation by young people: projects only, nothing of any person, no times"),
            ),
        ]
        self.ways.choices = [
            (str(Ways.CODES), _("Codes that are printed or handed out; each works once")),
            (str(Ways.BROWSERS), _("One a browser; cannot keep out somebody with two browsers")),
            (str(Ways.BOTH), _("Both, counted apart")),
        ]

    def terms(self, shortlisted: Iterable[Nomination], zone: tzinfo | None) -> Terms:
        """As it was filled in; only after `validate`."""
        chosen = set(self.shortlist.data or ())
        picked = [
            Choice(each.title or Bilingual(), each.summary or Bilingual(), each.id)
            for each in shortlisted
            if each.id in chosen
        ]
        typed = [_choice(line) for line in (self.others.data or "").splitlines() if line.strip()]
        return Terms(
            partnership=self.partnership.data, about=About(self.about.data), ways=Ways(self.ways.data),
            title=self.text("title"), text=self.text("text"), who=self.text("who"),
            opens_at=_begins(self.opens.data, zone),
            closes_at=_begins(self.closes.data, zone, timedelta(days=1)),
            choices=(*picked, *typed),
        )  # fmt: skip


class StopForm(_SayForm):
    """Why it ends before its time."""

    why_en = StringField(later("Why, in English"), description=later("The public reads this."))
    why_cy = StringField(later("Why, in Welsh"))


class CodesForm(_SayForm):
    """Codes to print."""

    count = IntegerField(
        later("How many codes?"),
        [
            validators.InputRequired(later("Say how many.")),
            validators.NumberRange(1, says.MOST_CODES, later("Make from %(min)s to %(max)s codes at once.")),
        ],
        render_kw={"classes": "govuk-input--width-5", "inputmode": "numeric"},
    )
    label = StringField(
        later("What are they for?"),
        [validators.DataRequired(later("Say what they are for.")), validators.Length(max=90)],
        description=later("For example “Leaflets in Larkwith”. Not for the name of a person."),
    )
    shape = RadioField(later("As"), choices=[], default="sheet")

    def __init__(self, sent: Any = None, **more: Any) -> None:
        super().__init__(sent, **more)
        self.shape.choices = [
            ("sheet", _("A page to print and cut")),
            ("csv", _("A file for the printer (CSV)")),
        ]


def as_form(say: Say, options: Iterable[SayOption], zone: tzinfo | None) -> dict[str, Any]:
    """A say as the form has it."""
    rest = [each for each in options if not each.nomination]
    return {
        "partnership": say.partnership, "about": str(say.about), "ways": str(say.ways),
        "title_en": say.title.en, "title_cy": say.title.cy, "text_en": say.text.en, "text_cy": say.text.cy,
        "who_en": say.who.en, "who_cy": say.who.cy,
        "opens": say.opens_at.astimezone(zone).date(),
        "closes": (say.closes_at - timedelta(seconds=1)).astimezone(zone).date(),
        "shortlist": [each.nomination for each in options if each.nomination],
        "others": "\n".join(_line(each.title) for each in rest),
    }  # fmt: skip


def _line(title: Bilingual) -> str:
    return f"{title.en} {_BETWEEN} {title.cy}".strip(f" {_BETWEEN}") if title.en else f"{_BETWEEN} {title.cy}"


def _choice(line: str) -> Choice:
    en, _bar, cy = line.partition(_BETWEEN)
    return Choice(Bilingual(en.strip(), cy.strip()))


def _begins(day: date | None, zone: tzinfo | None, more: timedelta = timedelta()) -> datetime:
    """The first instant of a day here; without a day, the beginning of time, which is refused further on."""
    return datetime.combine((day or date.min) + more, time(), zone)
