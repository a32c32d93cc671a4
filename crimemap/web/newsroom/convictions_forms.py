"""The form of a conviction in steps: one question a row of data/rules/questions.yaml, and only those that a case needs.

Every answer is a text and is kept as it was typed, so that a wrong one can be saved too; what is wrong with it is
said by editorial.convictions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from werkzeug.datastructures import MultiDict
from wtforms import Field, FileField, Form, RadioField, SelectField, StringField, TextAreaField

from crimemap.editorial import convictions
from crimemap.editorial.convictions import MOST_SENTENCES, TOWN, WHOLE_PARTNERSHIP, Conviction, Part
from crimemap.editorial.rules import Ages, Court, Question, Restriction, SentenceKind, offences, questions
from crimemap.editorial.rules import form as the_questions
from crimemap.language import gettext as _

STEPS: Final = ("result", "checks", "words", "showing")
_BORN: Final = ("date_of_birth", "offence_date")
_AGES: Final = ("age_at_offence", "age_at_conviction", "age_now")
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "result": ("offence", "conviction_date", "court", "court_name"),
    "checks": (
        *_BORN, *_AGES, "court_order_reference", "restriction", "restriction_lifted_reference", "relationship",
        "child_involved", "hate_element", "appeal",
    ),
    "words": (
        "name", "place", "place_name", "what_happened_en", "sentence_words_en", "why_publish", "what_happened_cy",
        "sentence_words_cy",
    ),
    "showing": ("photograph", "photograph_alt", "photograph_reason", "show_days"),
}  # fmt: skip
_LINES: Final = {"what_happened_en": 5, "what_happened_cy": 5, "why_publish": 2, "photograph_reason": 3}
_SHORT: Final = frozenset({"conviction_date", *_BORN, *_AGES, "show_days"})
_LONGEST: Final = 4_000
"""Letters that are taken of one answer; what is longer than it may be is said, not cut, up to here."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a person of this partnership may be said to be from."""

    partnership: str
    wards: Mapping[str, str]

    def choices(self) -> list[tuple[str, str]]:
        """Wards by name, the whole partnership, a town."""
        return [
            ("", _("Choose one")),
            *self.wards.items(),
            (WHOLE_PARTNERSHIP, _("The whole of %(place)s", place=self.partnership)),
            (TOWN, _("A town: write it below")),
        ]


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """One row of the question about sentences, with the ids that its boxes and errors have."""

    number: int
    part: Part

    def name(self, box: str) -> str:
        """The name and id of one of its boxes."""
        return f"sentences-{self.number}-{box}"


@cache
def asked() -> Mapping[str, Question]:
    """The questions by the field of the form that they are asked for."""
    renamed = {"name_given": "name", "locality_kind": "place", "locality_name": "place_name"}
    return {renamed.get(question.field, question.field): question for question in questions()}


def step_title(step: str) -> str:
    """The heading of a step."""
    return next(_(one.title) for one in the_questions().steps if one.slug == step)


def step_of(field: str) -> str:
    """The step that asks for an answer."""
    if field.startswith("sentences"):
        return "result"
    return next((step for step, fields in _FIELDS.items() if field in fields), "result")


def step_form(
    step: str, content: Conviction, places: Places, sent: MultiDict[str, str] | None = None
) -> Form:
    """The questions of one step, filled in from the draft or from what was sent."""
    made: dict[str, Any] = {name: _field(name, places) for name in _FIELDS[step] if name != "photograph"}
    if step == "showing":
        made["picture"] = FileField(
            _("Choose the photograph"),
            description=_("JPEG, PNG, WebP or HEIC. Place, time and camera are taken out of it."),
            render_kw={"accept": "image/jpeg,image/png,image/webp,image/heic"},
        )
    given = {name: getattr(content, name, "") for name in made}
    if given.get("place") not in {"", TOWN}:
        given["place_name"] = ""  # that box is for a town alone
    form: Form = type("StepForm", (Form,), made)(sent, data=given)
    return form


def _field(name: str, places: Places) -> Field:
    label, hint, kind, choices = _told(name)
    if name == "place":
        return SelectField(label, choices=places.choices(), description=hint, validate_choice=False)
    if kind == "offence":
        return SelectField(label, choices=_offences(), description=hint, validate_choice=False)
    if choices:
        return RadioField(label, choices=choices, description=hint, validate_choice=False)
    if name in _LINES:
        return TextAreaField(label, description=hint, render_kw={"rows": _LINES[name]})
    short = {"classes": "govuk-input--width-10"} if name in _SHORT else {}
    return StringField(
        label,
        description=hint,
        render_kw={**short, "autocomplete": "off", "spellcheck": name != "name"},
    )


def _told(name: str) -> tuple[str, str, str, list[tuple[str, str]]]:
    own = _own_words()
    if name in own:
        return (*own[name], "", [])
    question = asked()[name]
    choices = [(option.value, _(option.label)) for option in question.options]
    label = _("How is the place described that the person is from?") if name == "place" else _(question.label)
    return label, _(question.hint) if question.hint else "", "offence" if name == "offence" else "", choices


def _own_words() -> dict[str, tuple[str, str]]:
    """What is asked in other words than the rules': two days in place of three ages, and what goes with a picture."""
    return {
        "date_of_birth": (
            _("Date of birth"), _("Such as 27 3 1991. Three ages are worked out of it, and it is not kept."),
        ),
        "offence_date": (_("Day of the offence"), _("For the age at the offence. It is not kept either.")),
        "place": (_("Where is the person from?"), _("A ward or a town. Nothing smaller is published.")),
        "place_name": (_("If it is a town: which?"), ""),
        "photograph_alt": (
            _("What does the photograph show?"), _("A few words for people who cannot see it, without the name."),
        ),
    }  # fmt: skip


def _offences() -> list[tuple[str, str]]:
    return [
        ("", _("Choose one")),
        *((one.slug, one.name) for one in sorted(offences().offences, key=lambda one: one.name)),
    ]


def where(name: str) -> str:
    """Where a press officer finds the answer; "" where that is plain."""
    question = asked().get("age_at_offence" if name == "date_of_birth" else name)
    return _(question.where) if question is not None and question.where else ""


def option_hints(name: str) -> dict[str, str]:
    """Hints of single choices."""
    question = asked().get(name)
    return {option.value: _(option.hint) for option in question.options if option.hint} if question else {}


def sentence_rows(content: Conviction, more: int = 0) -> list[SentenceRow]:
    """The rows to show: those that are filled in, two at least, and `more`."""
    count = min(max(2, len(content.sentences) + more), MOST_SENTENCES)
    parts = [*content.sentences, *([Part()] * MOST_SENTENCES)][:count]
    return [SentenceRow(number, part) for number, part in enumerate(parts)]


def sentence_kinds() -> list[dict[str, str]]:
    """Kinds of sentence to choose from, the common ones first."""
    return [
        {"value": "", "text": _("Choose one")},
        *({"value": kind.value, "text": _kind_name(kind)} for kind in _KINDS),
    ]


_KINDS: Final = (
    SentenceKind.FINE, SentenceKind.DISQUALIFICATION, SentenceKind.COMMUNITY_ORDER, SentenceKind.SUSPENDED,
    SentenceKind.CUSTODY, SentenceKind.COMPENSATION, SentenceKind.CONDITIONAL_DISCHARGE,
    SentenceKind.ABSOLUTE_DISCHARGE, SentenceKind.OTHER_ORDER, SentenceKind.EXTENDED, SentenceKind.INDETERMINATE,
    SentenceKind.LIFE,
)  # fmt: skip


def _kind_name(kind: SentenceKind) -> str:
    told = convictions.kind_told(kind)
    return told[:1].upper() + told[1:]


def taken(step: str, content: Conviction, sent: MultiDict[str, str], places: Places) -> Conviction:
    """The draft with what was sent of one step: everything as it was typed, known answers only."""
    answers: dict[str, Any] = {
        name: sent[name].strip()[:_LONGEST]
        for name in _FIELDS[step]
        if name in sent and name not in {*_BORN, "photograph"}
    }
    if step == "result":
        answers["sentences"] = _parts(sent)
    if step == "words":
        answers |= _place(answers, places)
    return content.model_copy(update=answers)


def _parts(sent: MultiDict[str, str]) -> tuple[Part, ...]:
    rows = (
        Part(
            **{
                box: sent.get(f"sentences-{number}-{box}", "").strip()[:200]
                for box in ("kind", "measure", "ends_on")
            }
        )
        for number in range(MOST_SENTENCES)
    )
    return tuple(row for row in rows if row)


def _place(answers: Mapping[str, str], places: Places) -> dict[str, str]:
    """What visitors read of the place; a code that is no ward of the partnership is no answer."""
    place = answers.get("place", "")
    if place == WHOLE_PARTNERSHIP:
        return {"place": place, "place_name": places.partnership}
    if place in places.wards:
        return {"place": place, "place_name": places.wards[place]}
    typed = answers.get("place_name", "")
    is_town = place == TOWN or (typed and not place)
    return {"place": TOWN if is_town else "", "place_name": typed}


def with_ages(
    content: Conviction, sent: MultiDict[str, str], now: datetime
) -> tuple[Conviction, dict[str, str]]:
    """The draft with the three ages of a date of birth, and what is wrong with the two days by their fields.

    Neither day goes into the draft.
    """
    typed = {name: sent.get(name, "").strip() for name in _BORN}
    if not any(typed.values()):
        return content, {}
    days = {name: convictions.read_day(text) for name, text in typed.items()}
    wrong = {name: convictions.no_day(text) for name, text in typed.items() if text and days[name] is None}
    wrong |= {name: _("Give this day too: ages need both.") for name, text in typed.items() if not text}
    convicted = convictions.read_day(content.conviction_date)
    if not wrong and convicted is None:
        wrong["date_of_birth"] = _("Give the day of the conviction first: it stands in the step before.")
    born, offence = days["date_of_birth"], days["offence_date"]
    if wrong or born is None or offence is None or convicted is None:
        return content, wrong
    try:
        ages = Ages.of(born, offence, convicted, convictions.today(now))
    except ValueError:
        return content, {
            "date_of_birth": _("Birth, offence, conviction and today do not come in this order.")
        }
    return content.model_copy(update=_as_typed(ages)), {}


def _as_typed(ages: Ages) -> dict[str, str]:
    return {
        "age_at_offence": str(ages.at_offence),
        "age_at_conviction": str(ages.at_conviction),
        "age_now": str(ages.now),
    }


def is_asked(name: str, content: Conviction, *, welsh: bool) -> bool:
    """Whether a question is one for this case: an adult's ordinary case skips most of the others."""
    if name == "court_order_reference":
        return content.court == Court.YOUTH
    if name == "restriction_lifted_reference":
        return content.restriction == Restriction.LIFTED
    if name in _AGES:
        return False  # they stand together under the date of birth
    return welsh or not name.endswith("_cy")


def opened_by(step: str, content: Conviction) -> str:
    """The question that an answer of this step opened and that is still open; "" where there is none."""
    if step != "checks":
        return ""
    for name in ("court_order_reference", "restriction_lifted_reference"):
        if is_asked(name, content, welsh=False) and not getattr(content, name).strip():
            return name
    return ""


def label_of(name: str) -> str:
    """What an answer is called; "" for one that is no question of the form."""
    if name == "photograph":
        return _("Photograph")
    own = _own_words()
    if name in own:
        return own[name][0]
    question = asked().get(name)
    return _(question.label) if question else ""


def choice_told(name: str, value: str) -> str:
    """An answer in words: the label of a choice, else what was typed."""
    if name == "offence":
        offence = offences().get(value)
        return offence.name if offence else value
    question = asked().get(name)
    labels = {option.value: _(option.label) for option in question.options} if question else {}
    return labels.get(value, value)


def anchor(name: str) -> str:
    """The element of the step that a link to an answer leads to."""
    return "sentences" if name.startswith("sentences") else f"ask-{name}"


def part_told(part: Part) -> str:
    """A row of the sentence, as it was typed."""
    kinds = {kind.value: _kind_name(kind) for kind in SentenceKind}
    return " ".join(text for text in (kinds.get(part.kind, part.kind), part.measure, part.ends_on) if text)


def note_of(name: str) -> str:
    """What a colleague must know of an answer besides."""
    return _("Not shown to visitors.") if name in {"why_publish", "photograph_reason"} else ""
