"""What staff fill in about a nomination: one form for each step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import Form, RadioField, SelectField, StringField, TextAreaField, validators

from crimemap.editorial import nominations
from crimemap.editorial.database import Bilingual
from crimemap.editorial.nominations import Nomination, Removal
from crimemap.editorial.pieces import Trouble
from crimemap.language import current, later
from crimemap.language import gettext as _
from crimemap.web.site.fields import DayField

_TITLE, _TEXT = 90, 600


class _Step(Form):
    """A form of one step. Its field names are prefixed, since several stand on one page."""

    def take(self, troubles: Iterable[Trouble]) -> list[str]:
        """Put what the editorial room says at the answers that it is about; what is about none comes back."""
        rest = []
        for trouble in troubles:
            name = next((n for n in (trouble.field, f"{trouble.field}_en") if n in self._fields), None)
            if name is None:
                rest.append(trouble.why)
            else:
                self[name].errors = [*self[name].errors, trouble.why]
        return rest

    def text(self, name: str) -> Bilingual:
        """The two languages of an answer."""
        return Bilingual((self[f"{name}_en"].data or "").strip(), (self[f"{name}_cy"].data or "").strip())


class CheckForm(_Step):
    """The words that the public reads: staff's, not the person's."""

    title_en = StringField(
        later("The work in one line, in English"),
        description=later(
            "For example “Paint the railings of Teasel Park”. No person, no exact address of a home."
        ),
        render_kw={"maxlength": _TITLE},
    )
    title_cy = StringField(later("The same in Welsh"), render_kw={"maxlength": _TITLE})
    summary_en = TextAreaField(
        later("What would be better, in English"),
        description=later("One or two sentences of your own. What was typed is never published."),
        render_kw={"maxlength": _TEXT, "rows": 3},
    )
    summary_cy = TextAreaField(later("The same in Welsh"), render_kw={"maxlength": _TEXT, "rows": 3})


class ScoreForm(_Step):
    """A mark for each criterion, beside what it means."""

    @classmethod
    def for_book(cls) -> type[ScoreForm]:
        """With a question for each criterion of the reviewed list."""
        fields: dict[str, Any] = {}
        for criterion in nominations.book().criteria:
            spoken = current()
            marks = [
                (str(mark), f"{mark}: {meaning.said(spoken)}") for mark, meaning in enumerate(criterion.marks)
            ]
            fields[criterion.slug] = RadioField(
                criterion.said(spoken),
                [validators.InputRequired(_("Give a mark."))],
                choices=marks,
                description=_("Counts %(times)s times.", times=criterion.weight)
                if criterion.weight > 1
                else _("Counts once."),
            )
        return type("ScoreFormOfBook", (cls,), fields)

    def marks(self) -> dict[str, int]:
        """As they were given."""
        return {field.short_name: int(field.data) for field in self if field.data in {"0", "1", "2", "3"}}


class DeclineForm(_Step):
    """Why not."""

    reason = RadioField(later("Reason"), choices=[], validate_choice=False)
    words_en = TextAreaField(
        later("In your words, in English"),
        description=later("The person and the public read this. Say what would have to change."),
        render_kw={"maxlength": _TEXT, "rows": 3},
    )
    words_cy = TextAreaField(later("The same in Welsh"), render_kw={"maxlength": _TEXT, "rows": 3})

    def __init__(self, sent: Any = None, **more: Any) -> None:
        super().__init__(sent, **more)
        self.reason.choices = [(each.slug, each.said(current())) for each in nominations.book().reasons]


class ScheduleForm(_Step):
    """When work starts."""

    starts_on = DayField(
        later("Work starts on"),
        [validators.DataRequired(later("Give the day."))],
        description=later("For example 27 3 2027"),
    )


class FinishForm(_Step):
    """Done; and the project that shows it."""

    project = SelectField(
        later("The project that shows what was done"),
        choices=[],
        validate_choice=False,
        description=later("One that visitors see. It may be added later."),
    )


class RemoveForm(_Step):
    """Why it is none."""

    why = RadioField(
        later("Why is it taken off?"),
        [validators.InputRequired(later("Choose why."))],
        choices=[],
    )

    def __init__(self, sent: Any = None, **more: Any) -> None:
        super().__init__(sent, **more)
        said = {
            Removal.SPAM: _("It is advertising, or was filled in by a program"),
            Removal.ABUSE: _("It attacks somebody"),
            Removal.TAKEN_BACK: _("The person took it back, or asked for it to be erased"),
            Removal.TWICE: _("It came twice"),
        }
        self.why.choices = [(str(why), text) for why, text in said.items()]


class LetterForm(_Step):
    """A letter to the person. Name and address are added on the way out."""

    subject = StringField(later("Subject"), render_kw={"maxlength": 120})
    body = TextAreaField(
        later("Letter"),
        description=later(
            "“Dear” and the name are put above it. What you write here is kept, so name nobody."
        ),
        render_kw={"maxlength": 4_000, "rows": 8},
    )


def words_of(nomination: Nomination) -> dict[str, str]:
    """What stands in the form of the check so far."""
    title, summary = nomination.title or Bilingual(), nomination.summary or Bilingual()
    return {
        "title_en": title.en,
        "title_cy": title.cy,
        "summary_en": summary.en,
        "summary_cy": summary.cy,
    }
